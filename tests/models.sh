#!/usr/bin/env bash
# Fetches published models, imports each and compares it with ONNX Runtime: models.sh NAME..., the names of samples/models/fetch.sh; all without one.
set -euo pipefail
cd "$(dirname "$0")/.."
(($# > 0)) || set -- resnet18 minilm blazeface ocr silero
bash samples/models/fetch.sh "$@"
dotnet build src/Tool -c Release -nodeReuse:false -clp:ErrorsOnly
failures=0
size=p2o.DynamicDimension

# verify MODEL OPTION...
verify() {
  echo "$*"
  dotnet src/Tool/bin/Release/net10.0/NetCompiler.Tool.dll verify "samples/models/$1" "${@:2}" || failures=$((failures + 1))
}

for name; do
  case $name in
    resnet18) verify resnet18.onnx ;;
    minilm) verify minilm.onnx --dim sequence=64 ;;
    blazeface)
      verify face_detection_front_128x128_barracuda.onnx
      verify face_detection_back_256x256_barracuda.onnx ;;
    ocr)
      # Where no text is, all of its outputs are near 0, and so are ONNX Runtime's own errors: these pictures have something like it.
      verify ch_PP-OCRv4_det_infer.onnx --dim $size.1=128 --dim $size.2=192 --range 2
      for width in 160 320; do verify ch_PP-OCRv4_rec_infer.onnx --dim $size.1=$width; done
      for width in 192 256; do verify ch_ppocr_mobile_v2.0_cls_infer.onnx --dim $size.1=48 --dim $size.2=$width; done ;;
    silero)
      # Pieces of sound, one after the other, at both rates.
      for rate in "16000 576 1536" "8000 288 768"; do
        read -r hertz piece old <<<"$rate"
        for generation in v5 v6; do
          verify silero_vad_$generation.onnx --constant sr=$hertz --dim "input[1]=$piece" --batch "input[0],state[1]" --feed stateN=state --samples 20
        done
        verify silero_vad_legacy.onnx --constant sr=$hertz --dim sequence=$old --batch batch --feed hn=h --feed cn=c --samples 10
      done ;;
  esac
done
((failures == 0))
