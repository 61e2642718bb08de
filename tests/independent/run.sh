#!/usr/bin/env bash
# Two independent opinions of planmark's dates: MPXJ's scheduler in the manner of Microsoft Project, and TaskJuggler.
# Installs what it needs (Debian's packages and pinned Python packages), builds planmark, compares generated plans.
# An installation that fails fails the script. Arguments go to compare.py: --plans N (plans a family), --all, --keep DIR.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${INDEPENDENT_DIR:-$(mktemp -d)}

if ! command -v java >/dev/null || ! command -v tj3 >/dev/null; then
  apt-get update -qq
  apt-get install -y -qq openjdk-17-jre-headless tj3 >/dev/null
fi
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"

(cd "$root" && cargo build --quiet --locked)
"$work/venv/bin/python" "$here/compare.py" "${CARGO_TARGET_DIR:-$root/target}/debug/planmark" "$@"
