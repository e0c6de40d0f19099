#!/usr/bin/env bash
# Fetches BlazeFace and imports it: FaceNetwork.cs, which is in the repository, and its weights, which are not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
bash samples/models/fetch.sh blazeface
dotnet run -c Release --project src/Tool -- import samples/models/face_detection_front_128x128_barracuda.onnx --name FaceNetwork \
  --namespace FaceDetector --output samples/FaceDetector --force
