#!/usr/bin/env bash
# service.sh [SECONDS]: 64 clients ask samples/Service for SECONDS (60) while its weights are swapped each second. No request may fail, each answer must be that of
# one version to the bit, and memory must not grow.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build samples/Service -c Release -v quiet -nologo
dotnet build tests/ServiceLoad -c Release -v quiet -nologo
tests/ServiceLoad/bin/Release/net10.0/NetCompiler.ServiceLoad --service samples/Service/bin/Release/net10.0/Service --seconds "${1:-60}"
