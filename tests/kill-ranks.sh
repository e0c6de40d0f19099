#!/usr/bin/env bash
# kill-ranks.sh [COUNT] [SEED]: starts training on a random number of ranks, by Open MPI and MPICH in turns, and kills one of them, COUNT times (50) at random
# instants. Each time the job must end within 10 seconds, and the next one goes on from the last checkpoint; at last the bits must be those of one process.
set -euo pipefail
cd "$(dirname "$0")/.."
source tests/launch.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
RANDOM=${2:-$$}
kills=${1:-50}
dotnet build tests/Ranks -c Release -v quiet -nologo
job=(resume digits --epochs 40 --state)
expected=$(tests/Ranks/bin/Release/net10.0/Ranks "${job[@]}" "$work/alone.state" --alone)
longest=0 ended=0 kill=0
while ((kill < kills)); do
  libraries=(openmpi mpich)
  library=${libraries[kill % 2]} count=$((2 + RANDOM % 3))
  launch "$library" "$count" "${job[@]}" "$work/run.state" --pause 100 >"$work/log" 2>&1 &
  launcher=$!
  # Until the ranks are there, and a while into starting or training.
  ranks=()
  for ((wait = 0; wait < 300 && ${#ranks[@]} < count; wait++)); do
    sleep 0.1
    mapfile -t ranks < <(pgrep -f "Ranks resume digits .*$work" | while read -r id; do if [[ $(cat "/proc/$id/comm" 2>/dev/null) == Ranks ]]; then echo "$id"; fi; done)
  done
  sleep "$((RANDOM % 3)).$((RANDOM % 10))"
  victim=${ranks[RANDOM % ${#ranks[@]}]}
  if ! kill -9 "$victim" 2>/dev/null; then
    # It came to its end before; begin anew.
    wait "$launcher" && ended=$((ended + 1))
    rm -f "$work"/run.state*
    continue
  fi
  start=$SECONDS
  if wait "$launcher"; then echo "The job ended well though a rank was killed."; exit 1; fi
  took=$((SECONDS - start)) longest=$((SECONDS - start > longest ? SECONDS - start : longest))
  if ((took > 10)); then echo "It took $took s to end."; cat "$work/log"; exit 1; fi
  kill=$((kill + 1))
done
found=$(launch openmpi 3 "${job[@]}" "$work/run.state" | sort -u)
if [[ $found != "$expected" ]]; then echo "expected $expected, found $found"; exit 1; fi
echo "$kills kills, jobs ended within $longest s, and at last the bits of one process"
