#!/usr/bin/env bash
# Writes the documentation with the pages of the API into artifacts/site. A link to a page that is not there is a failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
for project in Repro Repro.NUnit Repro.TensorFlow; do
    dotnet build "src/$project" --configuration Release --nologo --verbosity quiet
done
dotnet tool restore
rm -rf artifacts/site artifacts/site-api
dotnet docfx docfx.json --warningsAsErrors
cp artifacts/site/README.html artifacts/site/index.html
