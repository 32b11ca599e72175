#!/bin/sh
# Asks for known vulnerabilities of what a user installs, and fails for one. Where nobody answers within ten seconds that is
# a line and no failure: not every machine reaches a service that knows of any.
set -u
cd "$(dirname "$0")/.."

audit() {
    limit=$1
    shift
    timeout "$limit" .venv/bin/pip-audit --disable-pip --no-deps --progress-spinner off --timeout 5 "$@"
}

# One package first: what is known of it, and be it nothing, says that there is somebody to be asked. A service that does not
# have advisories passes every package over and finds no fault with any.
one=$(mktemp)
trap 'rm -f "$one"' EXIT
sed -n 's/^\(idna==[^ ]*\).*/\1/p' requirements/user.txt >"$one"
case $(audit 10 --format json --requirement "$one" 2>/dev/null) in
    *'"vulns"'*) ;;
    *)
        echo "audit: nobody who knows of vulnerabilities could be asked"
        exit 0
        ;;
esac
audit 300 --requirement requirements/user.txt
