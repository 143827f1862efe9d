#!/bin/bash
# Runs `make lint` and every test, three things at once: the tests in editors, once the packed
# extension, a browser and VS Code are there; the checks of the code and of the client's own
# modules; and all other tests, on one worker more than there are cores, for they wait for servers
# and disks. The last line counts all tests.
set -uo pipefail
cd "$(dirname "$0")/.."
reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT
# Hundreds of processes load the same modules: what one of them compiled is there for the others.
unset PYTHONDONTWRITEBYTECODE

{
  make --no-print-directory package &&
    CHROMIUM=$(scripts/browser.sh | tail -1) && VSCODE=$(scripts/vscode.sh) &&
    export CHROMIUM VSCODE &&
    .venv/bin/pytest -q tests/e2e -m e2e --junitxml="$reports/e2e.xml" "$@"
} >"$reports/e2e.txt" 2>&1 &
editors=$!
{
  make --no-print-directory lint
  lint=$?
  node scripts/client_tests.mjs "$reports/client.xml" && [ $lint = 0 ]
} >"$reports/checks.txt" 2>&1 &
checks=$!
workers=$(($(nproc) + 1))
.venv/bin/pytest -q -n $workers -m "not e2e" --dist worksteal --junitxml="$reports/fast.xml" "$@"
fast=$?
wait $checks
checks=$?
cat "$reports/checks.txt"
wait $editors
editors=$?
cat "$reports/e2e.txt"
.venv/bin/python scripts/count.py "$reports/client.xml" "$reports/fast.xml" "$reports/e2e.xml"
[ $checks = 0 ] || echo "make lint or the client's tests found something; it is said above the last tests"
[ $fast = 0 ] && [ $checks = 0 ] && [ $editors = 0 ]
