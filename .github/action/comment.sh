#!/usr/bin/env bash
# Writes a comparison into the one comment of a pull request that carries its marker, or makes that comment. A token that
# may not write is no failure: the step summary has the same.
#
#   PLANMARK_PULL        the number of the pull request
#   PLANMARK_COMPARISON  the Markdown, a file whose first line is the marker
#   GITHUB_REPOSITORY    owner/name
#   GH_TOKEN             who comments
set -uo pipefail
give_up() {
  echo "::notice title=planmark::no comment was written: $1; the step summary has the comparison"
  exit 0
}
case "${PLANMARK_PULL:-}" in
  '' | *[!0-9]*) give_up "this is no pull request" ;;
esac
case "${GITHUB_REPOSITORY:-}" in
  *[!A-Za-z0-9._/-]* | */*/* | '') give_up "the repository has no name" ;;
esac
size=$(wc -c <"${PLANMARK_COMPARISON:-/dev/null}" 2>/dev/null) || give_up "there is no comparison"
if [ "$size" -eq 0 ]; then give_up "there is no comparison"; fi
if [ "$size" -gt 65000 ]; then give_up "the comparison is longer than a comment may be"; fi
marker=$(head -n 1 -- "$PLANMARK_COMPARISON")
case "$marker" in
  '<!-- planmark:diff:'*' -->') ;;
  *) give_up "the comparison has no marker" ;;
esac

comments=repos/$GITHUB_REPOSITORY/issues/$PLANMARK_PULL/comments
# The marker is data: it reaches the filter as a variable.
known=$(MARKER="$marker" gh api --paginate "$comments?per_page=100" \
  --jq '.[] | select(.user.type == "Bot") | select(.body | startswith(env.MARKER)) | .id') ||
  give_up "the comments cannot be read"
known=$(printf '%s\n' "$known" | head -n 1)
if [ -n "$known" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$known" -F "body=@$PLANMARK_COMPARISON" ||
    give_up "the token may not write comments"
else
  gh api --silent --method POST "$comments" -F "body=@$PLANMARK_COMPARISON" ||
    give_up "the token may not write comments"
fi
