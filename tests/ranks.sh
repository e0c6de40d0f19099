#!/usr/bin/env bash
# ranks.sh [COUNT...]: trains small networks on as many ranks (1 2 4 8), by Open MPI and by MPICH, and compares the bits of their weights with those of
# one process. Needs openmpi-bin and mpich.
set -euo pipefail
cd "$(dirname "$0")/.."
source tests/launch.sh
dotnet build tests/Ranks -c Release -v quiet -nologo
expected=$(tests/Ranks/bin/Release/net10.0/Ranks bits --alone)
counts=("$@")
if (($# == 0)); then counts=(1 2 4 8); fi
for count in "${counts[@]}"; do
  for library in openmpi mpich; do
    found=$(launch "$library" "$count" bits | sort)
    # A line of each rank.
    wanted=$(for ((rank = 0; rank < count; rank++)); do echo "$expected"; done | sort)
    diff <(echo "$wanted") <(echo "$found")
    echo "$count rank(s) of $library: the bits of one process"
  done
done
