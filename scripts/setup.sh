#!/bin/sh
# Makes .venv ready for the named groups (user, test, lint, bench, docs, lock): exactly the packages locked in
# requirements/GROUP.txt, each checked against its hash, and the project itself in editable form.
#
# Quick when nothing changed: .venv/stamps/GROUP remembers what it was made from. Nothing outside .venv is touched
# (but see venv.sh and chromium.sh).
set -eu
cd "$(dirname "$0")/.."

# Whatever the group was installed from: another lock file, Python or place of the checkout makes it stale.
state_of() {
    pwd
    cksum "requirements/$1.txt" scripts/setup.sh
    .venv/bin/python -c 'import sys; print(sys.version)' 2>/dev/null || echo no environment
}

state_of_project() {
    state_of user
    cksum pyproject.toml
}

current() {
    [ -f ".venv/stamps/$1" ] && [ "$2" = "$(cat ".venv/stamps/$1")" ]
}

stamp() {
    mkdir -p .venv/stamps
    printf '%s\n' "$2" >".venv/stamps/$1"
}

# Wheels only: nothing of a stranger's is built, hence run, on this machine at installation.
install_group() {
    echo "Installing the locked packages ($1)" >&2
    .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check \
        --require-hashes --only-binary :all: -r "requirements/$1.txt"
}

install_project() {
    .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check \
        --no-deps --no-build-isolation --no-index --editable .
}

for group in user "$@"; do
    current "$group" "$(state_of "$group")" && continue
    scripts/venv.sh
    install_group "$group"
    stamp "$group" "$(state_of "$group")"
done
if ! current project "$(state_of_project)"; then
    install_project
    stamp project "$(state_of_project)"
fi

for group in "$@"; do
    if [ "$group" = test ]; then scripts/chromium.sh; fi
done
