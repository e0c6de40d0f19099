#!/usr/bin/env bash
# build.sh [--no-build] [FOLDER]: the documentation as a site, in FOLDER (docs/site/_site), with a page for each public type. A warning is a failure. With
# --no-build the libraries are taken as they are.
set -euo pipefail
cd "$(dirname "$0")/../.."
libraries=(Runtime Reports Extensions Distributed Data.Parquet Data.Pictures Onnx)
build=yes
if [[ ${1:-} == --no-build ]]; then build=no; shift; fi
out=$(realpath -m "${1:-docs/site/_site}")
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

mkdir "$stage/libraries"
for library in "${libraries[@]}"; do
  if [[ $build == yes ]]; then dotnet build "src/$library" -c Release -v quiet -nologo; fi
  cp "src/$library/bin/Release/net10.0"/NetCompiler.*.{dll,xml} "$stage/libraries"
done
# The types of other libraries that ours speak of.
mkdir "$stage/others"
for library in Reports Data.Parquet Data.Pictures; do
  dotnet msbuild "src/$library" -p:Configuration=Release -t:ResolvePackageAssets -getItem:RuntimeCopyLocalItems |
    sed -n 's/^ *"FullPath": "\(.*\.dll\)",*$/\1/p' | xargs cp -t "$stage/others"
done

cp -r docs/*.md docs/toc.yml docs/images docs/decisions docs/diagnostics docs/recipes "$stage"
cp -r docs/site/{docfx.json,filter.yml,template} "$stage"
# What is no page of the site, as a sample's folder, is only its text there; a folder is its first page.
find "$stage" -name '*.md' -exec sed -Ei \
  -e 's#\]\((\.\./)*(diagnostics|decisions)/?\)#](\1\2/README.md)#g' \
  -e 's#\[([^]]*)\]\(\.\./(\.\./)?(samples|src|bench|tests|templates|README\.md|CHANGELOG\.md|CONTRIBUTING\.md|LICENSE|\.ci)[^)]*\)#\1#g' {} +
dotnet tool restore >/dev/null
dotnet docfx "$stage/docfx.json" --warningsAsErrors --output "$stage/out"
rm -rf "$out"
mkdir -p "$(dirname "$out")"
mv "$stage/out" "$out"
