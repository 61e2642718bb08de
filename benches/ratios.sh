#!/usr/bin/env bash
# Prints how long `check` and `build` take as ratios to the two reference programs, and their peak memory.
# usage: benches/ratios.sh [DOCUMENTS...]     (default: 1000 10000)
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --examples --bin planmark
bin=$PWD/target/release
work=$(mktemp -d "${TMPDIR:-/dev/shm}/planmark-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

# The middle of five runs in milliseconds, and the peak memory in MiB of one more. `$before` is done before each of them.
before=true
measure() {
  local times=() peak=0 start end
  for _ in 1 2 3 4 5; do
    $before
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1 || echo "this failed, so its time means nothing: $*" >&2
    end=$(date +%s%N)
    times+=($(((end - start) / 10000)))
  done
  if [ -x /usr/bin/time ]; then
    $before
    peak=$(/usr/bin/time -f %M "$@" 2>&1 >/dev/null | tail -1 || true)
  fi
  middle=$(printf '%s\n' "${times[@]}" | sort -n | sed -n 3p)
  echo "$middle $((peak / 1024))"
}

line() { # what, measured, floor
  awk -v what="$1" -v m="$2" -v f="$3" 'BEGIN {
    split(m, a, " "); split(f, b, " ")
    printf "  %-28s %9.2f ms   ratio %5.2f   peak %4d MiB\n", what, a[1] / 100, a[1] / b[1], a[2] }'
}

for documents in "${@:-1000 10000}"; do
  for count in $documents; do
    # A check finds defects in one task of twenty; a site is refused as long as there are such, so it has a plan without.
    plan=$work/$count clean=$work/clean-$count
    "$bin/examples/corpus" "$plan" "$count" 50
    "$bin/examples/corpus" "$clean" "$count" 0
    echo "$count documents"
    floor=$(measure "$bin/examples/ref-check" "$plan")
    line ref-check "$floor" "$floor"
    line "check" "$(measure "$bin/planmark" check "$plan" --exit-zero --today 2026-04-24)" "$floor"
    site=$(measure "$bin/examples/ref-site" "$clean" "$work/ref-all-$count")
    line "ref-site" "$site" "$site"
    all=("$bin/planmark" build "$clean" --audience internal -o "$work/all-$count" --today 2026-04-24)
    before="rm -rf $work/all-$count"
    line "build (whole portfolio)" "$(measure "${all[@]}")" "$site"
    before=true
    line "build (again)" "$(measure "${all[@]}")" "$floor"
    # The site of one project of the portfolio has 50 documents; the floor writes as many files.
    site=$(measure "$bin/examples/ref-site" "$clean/project-0" "$work/ref-$count")
    line "ref-site (50 documents)" "$site" "$site"
    line "build (in its portfolio)" "$(measure "$bin/planmark" build "$clean/project-0" -o "$work/site-$count" --today 2026-04-24)" "$site"
  done
done
