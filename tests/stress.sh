#!/usr/bin/env bash
# stress.sh [SECONDS]: two fits at once on two instances, and predictions meanwhile, for SECONDS (60); the results must be those of each alone.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Endurance -c Release -v quiet -nologo
tests/Endurance/bin/Release/net10.0/NetCompiler.Endurance stress --seconds "${1:-60}"
