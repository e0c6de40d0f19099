#!/usr/bin/env bash
# kill.sh [COUNT] [SEED]: kills two training processes, whose files share a folder, COUNT times (200) at random instants, starts them again each time, and checks
# that they always go on, that no file is ever unreadable or left over, and that they end with the bits of a run that was left alone. Prints the count.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Endurance -c Release -v quiet -nologo
tests/Endurance/bin/Release/net10.0/NetCompiler.Endurance kill --count "${1:-200}" --seed "${2:-$RANDOM}"
