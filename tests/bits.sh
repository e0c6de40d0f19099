#!/usr/bin/env bash
# bits.sh [REF | FILE] [OPTION...]: compares the bits of all networks' predictions, gradients and trained weights, as tests/Bits prints them, between this working
# tree and a commit (where this branch left origin/main, or its last commit but one), or a file of such lines. A commit from before tests/Bits is given today's.
# Prints the lines that differ and how many networks are equal; those that only one of both has are named and do not count. Options are for tests/Bits.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"; git worktree prune' EXIT

# bits FOLDER [OPTION...]: the lines of the repository in that folder, sorted by network.
bits() {
  local folder=$1
  shift
  dotnet build "$folder/tests/Bits" -c Release -v quiet -nologo >&2
  dotnet "$folder/tests/Bits/bin/Release/net10.0/Bits.dll" "$@" | LC_ALL=C sort
}

previous() {
  local base
  base=$(git merge-base HEAD origin/main)
  if [[ $base == "$(git rev-parse HEAD)" ]]; then git rev-parse HEAD^; else echo "$base"; fi
}

ref=
if (($#)) && [[ $1 != --* ]]; then
  ref=$1
  shift
fi
if [[ -f $ref ]]; then
  LC_ALL=C sort "$ref" >"$work/before"
else
  git worktree add --quiet --detach "$work/tree" "${ref:-$(previous)}"
  if [[ ! -d $work/tree/tests/Bits ]]; then
    mkdir "$work/tree/tests/Bits"
    cp tests/Bits/*.cs* "$work/tree/tests/Bits"
  fi
  bits "$work/tree" "$@" >"$work/before"
fi
bits . "$@" >"$work/now"

# Only lines of networks that both have.
LC_ALL=C join -v 1 -o 1.1 "$work/before" "$work/now" | sed 's/^/only before: /'
LC_ALL=C join -v 2 -o 2.1 "$work/before" "$work/now" | sed 's/^/only now: /'
LC_ALL=C join -o 0 "$work/before" "$work/now" >"$work/common"
for side in before now; do LC_ALL=C join "$work/common" "$work/$side" >"$work/common-$side"; done
diff "$work/common-before" "$work/common-now"
echo "equal: $(wc -l <"$work/common") networks"
(($(wc -l <"$work/common") > 0))
