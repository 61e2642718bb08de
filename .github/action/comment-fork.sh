#!/usr/bin/env bash
# Comments on a pull request from the trusted side. All that is taken from the untrusted side is a number, and only if the
# pull request of that number has the commit that the run was for. Its files are fetched as data; nothing is checked out.
#
#   PLANMARK_ARTEFACT  {"pull": 12}, from the untrusted run
#   PLANMARK_HEAD      the commit of that run, from the event
#   PLANMARK_PATH      the plan's folder
#   GITHUB_REPOSITORY  owner/name
#   GITHUB_SERVER_URL  such as https://github.com
#   GH_TOKEN           who comments
set -euo pipefail
refuse() {
  echo "::error title=planmark::$1"
  exit 1
}
here=$(cd -- "$(dirname -- "$0")" && pwd)
[ -f "${PLANMARK_ARTEFACT:?}" ] && [ ! -L "$PLANMARK_ARTEFACT" ] || refuse "the artefact is no file"
[ "$(wc -c <"$PLANMARK_ARTEFACT")" -le 100 ] || refuse "the artefact is too large"
artefact=$(tr -d ' \n' <"$PLANMARK_ARTEFACT")
[[ $artefact =~ ^\{\"pull\":([1-9][0-9]{0,9})\}$ ]] || refuse "the artefact does not say which pull request it is of"
pull=${BASH_REMATCH[1]}
[[ ${PLANMARK_HEAD:?} =~ ^[0-9a-f]{40}([0-9a-f]{24})?$ ]] || refuse "the event names no commit"
[[ ${GITHUB_REPOSITORY:?} =~ ^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$ ]] || refuse "the repository has no name"

# What the forge itself says of the pull request.
facts=$(gh api "repos/$GITHUB_REPOSITORY/pulls/$pull" --jq '.head.sha + " " + .base.ref') || refuse "there is no pull request $pull"
head=${facts%% *}
base=${facts#* }
[ "$head" = "$PLANMARK_HEAD" ] || { echo "::notice title=planmark::the pull request has moved on; its next run comments"; exit 0; }
git check-ref-format "refs/heads/$base" || refuse "the branch has a name that git does not know"

git fetch --quiet --no-tags --no-recurse-submodules "${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY" \
  "+refs/pull/$pull/head:refs/planmark/head" "+refs/heads/$base:refs/planmark/base"
[ "$(git rev-parse --verify 'refs/planmark/head^{commit}')" = "$PLANMARK_HEAD" ] || refuse "another commit was fetched"

comparison=$(mktemp "${RUNNER_TEMP:-/tmp}/planmark-comparison.XXXXXX")
status=0
planmark diff "--path=${PLANMARK_PATH:-.}" --output-format markdown -- "refs/planmark/base..refs/planmark/head" >"$comparison" || status=$?
[ "$status" -le 1 ] || refuse "the comparison could not be made"
PLANMARK_PULL=$pull PLANMARK_COMPARISON=$comparison exec "$here/comment.sh"
