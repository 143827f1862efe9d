#!/bin/bash
# Runs every test: those of the client's own modules first; then those in editors, which wait for
# the screen most of the time, one after the other beside all others on three workers. The last
# line counts all.
set -uo pipefail
cd "$(dirname "$0")/.."
reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT

node scripts/client_tests.mjs "$reports/client.xml"
client=$?
.venv/bin/pytest -q -m e2e --timeout 300 --junitxml="$reports/e2e.xml" "$@" >"$reports/e2e.txt" 2>&1 &
editors=$!
.venv/bin/pytest -q -n 3 -m "not e2e" --junitxml="$reports/fast.xml" "$@"
fast=$?
wait $editors
e2e=$?
cat "$reports/e2e.txt"
.venv/bin/python scripts/count.py "$reports/client.xml" "$reports/fast.xml" "$reports/e2e.xml"
[ $client = 0 ] && [ $fast = 0 ] && [ $e2e = 0 ]
