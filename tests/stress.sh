#!/usr/bin/env bash
# stress.sh [SECONDS]: two fits at once on two instances, and predictions meanwhile, for SECONDS (60); the results must be those of each alone. Then for as long
# training on one instance whose weights another thread reads in every way there is: nothing that is read may be of two versions.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Endurance -c Release -v quiet -nologo
tests/Endurance/bin/Release/net10.0/NetCompiler.Endurance stress --seconds "${1:-60}"
