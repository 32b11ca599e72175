#!/bin/sh
# Creates .venv with the newest suitable Python. Called by scripts/setup.sh; nothing happens when .venv works already.
#
# Suitable: 3.11 or newer, with the modules that the program needs. PYTHON=/path/to/python3 overrules the choice.
# Debian and Ubuntu split ensurepip off into pythonX.Y-venv: as root it is installed, else one line says what to do.
set -eu

needed="import sqlite3, ssl, sys, venv; sys.exit(sys.version_info < (3, 11))"

say() { printf '%s\n' "$*" >&2; }

suits() { "$1" -c "$needed" >/dev/null 2>&1; }

has_pip() { "$1" -c 'import ensurepip' >/dev/null 2>&1; }

candidates() {
    if [ -n "${PYTHON:-}" ]; then
        echo "$PYTHON"
    else
        echo python3.14 python3.13 python3.12 python3.11 python3
    fi
}

# The newest that can make an environment as it stands; failing that, the newest that only lacks ensurepip.
choose() {
    for python in $(candidates); do
        if suits "$python" && has_pip "$python"; then echo "$python"; return; fi
    done
    for python in $(candidates); do
        if suits "$python"; then echo "$python"; return; fi
    done
}

add_ensurepip() {
    package="$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        say "Python lacks ensurepip: installing $package with apt-get"
        apt-get update -qq >/dev/null &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null || true
    fi
    if ! has_pip "$1"; then
        say "Python lacks ensurepip. Install it and try again: sudo apt-get install $package"
        exit 1
    fi
}

if [ -x .venv/bin/python ] && suits .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; then
    exit 0
fi

python="$(choose)"
if [ -z "$python" ]; then
    found="$(python3 --version 2>/dev/null || echo 'no python3')"
    say "Nianbao needs Python 3.11 or newer with sqlite3 and ssl (found: $found). Install one, or name one: make setup PYTHON=/path/to/python3"
    exit 1
fi
has_pip "$python" || add_ensurepip "$python"
say "Creating .venv with $("$python" --version)"
"$python" -m venv --clear .venv
