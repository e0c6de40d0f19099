#!/usr/bin/env bash
# scaling.sh [FILE]: times training steps with threads, with ranks, and with ranks on hosts that are network namespaces (ranks.sh), of three networks; then
# fits the model of a step's time to them ("bench scaling"). Lines of FILE: Mbit/s of the links (0 for one machine), microseconds of delay a round, what
# "bench ranks" says. Needs what ranks.sh needs, two cores, and a quiet machine; takes about four minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-/dev/stdout}
file=$(mktemp)
trap 'rm -f "$file"' EXIT
bench=bench/bin/Release/net10.0/NetCompiler.Bench
mpi=(env TERM=dumb mpirun.openmpi --allow-run-as-root)
for model in cnn residual encoder; do
  for threads in 1 2; do
    "$bench" ranks --alone --filter $model --threads $threads | sed 's/^/0 0 /' | tee -a "$file" >&2
  done
  "${mpi[@]}" --bind-to core -n 2 "$bench" ranks --filter $model --threads 1 | sed 's/^/0 0 /' | tee -a "$file" >&2
  # More ranks than cores: only how many rounds and bytes they need is of use.
  "${mpi[@]}" --oversubscribe --mca mpi_yield_when_idle 1 -n 4 "$bench" ranks --filter $model --threads 1 --steps 5 | sed 's/^/0 0 /' | tee -a "$file" >&2
  for rate in 1000 10000; do
    for delay in 0 50 200 1000; do
      bench/ranks.sh ${rate}mbit 2 --filter $model --threads 1 --delay $delay | sed "s/^/$rate $delay /" | tee -a "$file" >&2
    done
  done
done
cat "$file" >"$out"
"$bench" scaling "$file"
