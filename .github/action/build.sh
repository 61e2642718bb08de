#!/usr/bin/env bash
# Builds planmark from the checkout that this script lies in, and puts it on the path of the steps that follow.
set -euo pipefail
here=$(cd -- "$(dirname -- "$0")/../.." && pwd)
root=${PLANMARK_ROOT:-${RUNNER_TEMP:?}/planmark}
cargo install --quiet --locked --path "$here" --root "$root"
echo "$root/bin" >>"${GITHUB_PATH:?}"
