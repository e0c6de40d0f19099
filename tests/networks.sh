#!/usr/bin/env bash
# networks.sh [COUNT [SEED [FIRST]]]: random networks, 20000 by default, compiled and compared with the interpreter in double. Those that are wrong are printed
# with their source; each is made again alone by its seed and its number: networks.sh 1 SEED NUMBER. NETWORK_FUZZ_SECONDS ends the run early.
set -euo pipefail
cd "$(dirname "$0")/.."
export NETWORK_FUZZ_COUNT="${1:-20000}" NETWORK_FUZZ_SEED="${2:-1}" NETWORK_FUZZ_FIRST="${3:-0}"
export NETWORK_FUZZ_LOG="${NETWORK_FUZZ_LOG:-/dev/stdout}"
dotnet test tests/Generator.Tests -c Release --filter FullyQualifiedName~NetworkFuzzTests
