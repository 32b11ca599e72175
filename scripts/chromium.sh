#!/bin/sh
# Finds a Chromium for the tests of the pages, or installs one; .venv/chromium says where it is.
#
# CHROMIUM=/path overrules the search. As root on Debian it comes with apt-get; elsewhere Playwright brings its own, where
# its server can be reached. Without any the tests of the pages are skipped and say so.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

found() {
    for name in ${CHROMIUM:-} chromium chromium-browser chromium-headless-shell google-chrome google-chrome-stable chrome; do
        path="$(command -v "$name" 2>/dev/null)" || continue
        # Ubuntu's chromium-browser is a sentence that names snap.
        if "$path" --version >/dev/null 2>&1; then echo "$path"; return; fi
    done
    find "${PLAYWRIGHT_BROWSERS_PATH:-${HOME:-/root}/.cache/ms-playwright}" -type f -perm -u+x \
        \( -name chrome-headless-shell -o -name headless_shell -o -name chrome \) 2>/dev/null | head -n 1
}

note() {
    printf '%s\n' "$1" >.venv/chromium
    exit 0
}

if [ -s .venv/chromium ] && [ -x "$(cat .venv/chromium)" ]; then exit 0; fi
path="$(found)"
if [ -n "$path" ]; then note "$path"; fi

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    say "The tests of the pages need a Chromium: installing one with apt-get"
    apt-get update -qq >/dev/null 2>&1 || true
    for package in chromium-headless-shell chromium; do
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 || continue
        path="$(found)"
        if [ -n "$path" ]; then note "$path"; fi
    done
fi

say "The tests of the pages need a Chromium: asking Playwright for one"
timeout 300 .venv/bin/python -m playwright install chromium-headless-shell >/dev/null 2>&1 || true
path="$(found)"
if [ -n "$path" ]; then note "$path"; fi

say "No Chromium could be installed, so the tests of the pages will be skipped. Install one (sudo apt-get install chromium)"
say "or name one (make test CHROMIUM=/path/to/chromium)."
