#!/usr/bin/env bash
# Fetches MiniLM and imports it: SentenceEncoder.cs, which is in the repository, and its weights and words, which are not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
bash samples/models/fetch.sh minilm
cp samples/models/vocab.txt samples/SentenceSearch
dotnet run -c Release --project src/Tool -- import samples/models/minilm.onnx --name SentenceEncoder --namespace SentenceSearch --dim sequence=32 \
  --output samples/SentenceSearch --force
