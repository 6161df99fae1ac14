#!/bin/sh
# Compiles the lists of packages into locks with checksums and without addresses.
set -eu
tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
"$1/bin/python" -m venv "$tool"
"$tool/bin/python" -m pip install --quiet --disable-pip-version-check uv
"$tool/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
    requirements.in --output-file requirements.lock
cd deploy/solr
"$OLDPWD/$1/bin/python" -m jgo --resolver python lock
