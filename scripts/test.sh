#!/bin/bash
# Runs every test: first all but the editors' on two workers, then those in editors, one at a time.
# The last line counts both.
set -uo pipefail
cd "$(dirname "$0")/.."
reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT

.venv/bin/pytest -q -n 2 -m "not e2e" --junitxml="$reports/fast.xml" "$@"
fast=$?
.venv/bin/pytest -q -m e2e --junitxml="$reports/e2e.xml" "$@"
e2e=$?
.venv/bin/python scripts/count.py "$reports/fast.xml" "$reports/e2e.xml"
[ $fast = 0 ] && [ $e2e = 0 ]
