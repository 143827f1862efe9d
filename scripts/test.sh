#!/bin/bash
# Runs `make lint` and every test, three things at once: the tests in editors, which wait for the
# screen most of the time; the checks of the code; and all other tests on three workers, then those
# of the client's own modules. The last line counts all tests.
set -uo pipefail
cd "$(dirname "$0")/.."
reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT

.venv/bin/pytest -q -m e2e --junitxml="$reports/e2e.xml" "$@" >"$reports/e2e.txt" 2>&1 &
editors=$!
make --no-print-directory lint >"$reports/lint.txt" 2>&1 &
checks=$!
.venv/bin/pytest -q -n 3 -m "not e2e" --junitxml="$reports/fast.xml" "$@"
fast=$?
wait $checks
lint=$?
cat "$reports/lint.txt"
node scripts/client_tests.mjs "$reports/client.xml"
client=$?
wait $editors
e2e=$?
cat "$reports/e2e.txt"
.venv/bin/python scripts/count.py "$reports/client.xml" "$reports/fast.xml" "$reports/e2e.xml"
[ $lint = 0 ] || echo "make lint found something; it is said above the last tests"
[ $lint = 0 ] && [ $client = 0 ] && [ $fast = 0 ] && [ $e2e = 0 ]
