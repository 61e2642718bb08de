#!/usr/bin/env bash
# Makes the two pictures of the README from the example project. Needs Rust and Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
  echo "Chromium is missing" >&2
  exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --release
planmark=$PWD/target/release/planmark
"$planmark" build example-project -o "$work/site" --today 2026-04-24 2>/dev/null
shoot() { # address, width, height, picture
  "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size="$2,$3" --screenshot="$4" "$1" 2>/dev/null
}
shoot "file://$work/site/index.html" 1280 940 .github/overview.png
cp -r example-project "$work/plan"
sed -i 's/after: \[pilot, announce-outages/after: [pilott, announce-outages/' "$work/plan/tasks.md"
{
  echo '<!doctype html><meta charset="utf-8"><style>body{margin:0;background:#14171a;color:#eceae5}pre{margin:24px;font:15px/1.4 "DejaVu Sans Mono",monospace}.e{color:#f0587a}.s{color:#a9afb6}</style><pre>'
  echo '<span class="s">$ planmark check</span>'
  (cd "$work/plan" && COLUMNS=92 "$planmark" check --select dangling-reference,window-unapproved-or-unannounced --today 2026-04-24 || true) |
    sed -e 's/&/\&amp;/g; s/</\&lt;/g; s/^\(error:\|warning:\)/<span class="e">\1<\/span>/'
  echo '</pre>'
} >"$work/finding.html"
shoot "file://$work/finding.html" 960 540 .github/finding.png
