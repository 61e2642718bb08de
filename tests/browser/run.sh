#!/usr/bin/env bash
# The site in a real browser, before an HTML checker and before readers that are not planmark's own.
# Installs what it needs: Chromium, Firefox, a Java runtime, Node and Python of Debian (with apt-get, when missing), the rest by
# `npm ci` and `pip` at pinned versions. Whatever cannot be installed fails the script; nothing is skipped.
#
#   tests/browser/run.sh              everything
#   tests/browser/run.sh pages        one part: html, pages, firefox, folder, serve, weight, hostile, readers, schemas
#   tests/browser/run.sh look FOLDER  the checks of pages for a site that is built already
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
today=2026-04-24

missing=()
need() { # program or other test, package
  eval "$1" >/dev/null 2>&1 || missing+=("$2")
}
need "command -v chromium || command -v chromium-browser || command -v google-chrome" chromium
need "command -v firefox-esr || command -v firefox" firefox-esr
need "java -version" default-jre-headless
need "command -v node" nodejs
need "command -v npm" npm
need "python3 -c 'import venv, ensurepip'" python3-venv
need "fc-list | grep -q DejaVuSans.ttf" fonts-dejavu-core
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}"
  as_root=""
  [ "$(id -u)" = 0 ] || as_root=sudo
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -qq -y --no-install-recommends fontconfig "${missing[@]}"
fi
CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
FIREFOX=$(command -v firefox-esr || command -v firefox)
export CHROMIUM FIREFOX

cd "$here"
# Again only when the lists of versions have changed.
if ! cmp -s package-lock.json node_modules/.lock; then
  npm ci --ignore-scripts --no-fund --no-audit --loglevel=error
  cp package-lock.json node_modules/.lock
fi
if ! cmp -s requirements.txt .venv/.lock; then
  python3 -m venv --clear .venv
  .venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements.txt
  cp requirements.txt .venv/.lock
fi

if [ "${1-}" = look ]; then
  exec node main.mjs look "$2"
fi

(cd "$top" && cargo build --quiet --locked --bin planmark --example every-key)
programs=${CARGO_TARGET_DIR:-$top/target}/debug
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/sites"
build() { # name of the site, plan, what else `build` is told
  local name=$1 plan=$2
  shift 2
  "$programs/planmark" build "$plan" -o "$work/sites/$name" --today "$today" "$@" 2>"$work/said" || {
    cat "$work/said" >&2
    exit 1
  }
}
build client "$top/example-project"
build internal "$top/example-project" --audience internal
cp -r "$top/example-project" "$work/german"
printf '[site]\nlang = "de"\n' >"$work/german/planmark.toml"
build german "$work/german"
"$programs/planmark" new "$work/first-day" --type minimal --title "First day" --today "$today" >/dev/null 2>&1
build first-day "$work/first-day"
node large_plan.mjs "$work/large" 200
build large "$work/large"
portfolio=$top/tests/fixtures/projects/portfolio
today=2026-05-18 build portfolio "$portfolio" --audience internal
today=2026-05-18 build one-client "$portfolio" --client "Elm Street Surgery"
"$programs/planmark" schema findings >"$work/findings.schema.json"
"$programs/planmark" check "$top/example-project" --today "$today" --output-format "json=$work/findings.json" >/dev/null 2>&1

status=0
part() { # name, command
  local name=$1
  shift
  if [ -n "$only" ] && [ "$only" != "$name" ]; then return; fi
  echo "== $name"
  local began=$SECONDS
  "$@" || status=1
  echo "   $((SECONDS - began)) s"
}
html() {
  # Of files the checker cannot tell what 'self' is in a policy, and takes a block of data for a script; the browser below
  # can tell. It does not know two properties of SVG 2 in a style sheet. It guesses the language from the plan's own
  # words, which are English in all of these.
  java -jar node_modules/vnu-jar/build/dist/vnu.jar --also-check-css --also-check-svg --skip-non-html --stdout --Werror --no-langdetect \
    --filterpattern '.*violates Content Security Policy .*|.*Property “(paint-order|vector-effect)” doesn.t exist.*' "$work/sites" && echo "the Nu HTML checker finds nothing"
}
only=${1-}
part html html
part pages node main.mjs pages "$work/sites"
part firefox node main.mjs firefox "$work/sites"
part folder node main.mjs folder "$work/sites" "$work"
part serve node main.mjs serve "$programs" "$work" "$top/example-project" "$portfolio"
part weight node main.mjs weight "$work/sites"
part hostile node main.mjs hostile "$programs" "$work"
part readers .venv/bin/python readers.py "$work" "$programs"
part schemas .venv/bin/python schemas.py "$work" "$programs" "$top"
exit "$status"
