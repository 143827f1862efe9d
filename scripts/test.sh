#!/bin/bash
# Runs every test: those in editors, which wait for the screen most of the time, one after the
# other beside all others on three workers. The last line counts both.
set -uo pipefail
cd "$(dirname "$0")/.."
reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT

.venv/bin/pytest -q -m e2e --junitxml="$reports/e2e.xml" "$@" >"$reports/e2e.txt" 2>&1 &
editors=$!
.venv/bin/pytest -q -n 3 -m "not e2e" --junitxml="$reports/fast.xml" "$@"
fast=$?
wait $editors
e2e=$?
cat "$reports/e2e.txt"
.venv/bin/python scripts/count.py "$reports/fast.xml" "$reports/e2e.xml"
[ $fast = 0 ] && [ $e2e = 0 ]
