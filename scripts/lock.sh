#!/bin/sh
# Writes requirements/*.txt anew from pyproject.toml: every package with its exact version and hashes, for every
# platform and Python from 3.11. Extra arguments go to uv, for example: scripts/lock.sh --upgrade-package scrapy
set -eu
cd "$(dirname "$0")/.."

compile() {
    output="requirements/$1.txt"
    shift
    .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --custom-compile-command "make lock" --output-file "$output" "$@"
}

# A user gets every export format and both databases, and OCR when asked for. The other groups hold only what they add.
compile user --extra parquet --extra postgres --extra s3 --extra web --extra xlsx --group build "$@"
for group in ocr mutate fuzz test lint bench docs lock; do
    .venv/bin/uv pip compile --group "pyproject.toml:$group" --constraint requirements/user.txt --quiet --universal \
        --python-version 3.11 --generate-hashes --custom-compile-command "make lock" \
        --output-file "requirements/$group.txt" "$@"
done
