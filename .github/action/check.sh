#!/usr/bin/env bash
# Checks a plan and, where there is something to compare with, shows what changed. Everything that comes from outside is
# an environment variable. Needs no token.
#
#   PLANMARK_PATH    the plan's folder
#   PLANMARK_BASE    what to compare with; empty: nothing
#   PLANMARK_TODAY   the day; empty: the machine's
#   PLANMARK_GATE    true: an uncovered change fails
#   PLANMARK_STRICT  true: warnings fail
set -uo pipefail
reports=$(mktemp -d "${RUNNER_TEMP:-/tmp}/planmark-reports.XXXXXX")
summary=${GITHUB_STEP_SUMMARY:-$reports/summary.md}
output=${GITHUB_OUTPUT:-$reports/output}
common=()
if [ -n "${PLANMARK_TODAY:-}" ]; then common+=("--today=$PLANMARK_TODAY"); fi
check=("${common[@]}" --output-format github --output-format "json=$reports/findings.json" --output-format "markdown=$reports/findings.md")
if [ "${PLANMARK_STRICT:-}" = true ]; then check+=(--error-on-warnings); fi

planmark check "${check[@]}" -- "${PLANMARK_PATH:-.}"
status=$?
if [ -s "$reports/findings.json" ]; then echo "findings=$reports/findings.json" >>"$output"; fi

if [ -n "${PLANMARK_BASE:-}" ]; then
  # Not by `-C`: annotations name files as the repository does.
  compare=("${common[@]}" "--path=${PLANMARK_PATH:-.}")
  planmark diff "${compare[@]}" --output-format markdown -- "$PLANMARK_BASE" >"$reports/comparison.md"
  compared=$?
  if [ "$compared" -ge 2 ]; then
    # The reason stands in the log. A job that could not compare is not clean.
    status=2
  else
    cat -- "$reports/comparison.md" >>"$summary"
    echo "comparison=$reports/comparison.md" >>"$output"
    if [ "${PLANMARK_GATE:-true}" = true ]; then
      planmark diff "${compare[@]}" --output-format github --gate -- "$PLANMARK_BASE"
      gated=$?
      if [ "$gated" -gt "$status" ]; then status=$gated; fi
    fi
  fi
fi
if [ -s "$reports/findings.md" ]; then
  { echo; cat -- "$reports/findings.md"; } >>"$summary"
fi
exit "$status"
