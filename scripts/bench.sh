#!/bin/bash
# Runs the benchmarks that need nothing; with a corpus (FILE.jsonl) those on recorded changes too.
set -euo pipefail
cd "$(dirname "$0")/.."
corpus=${1:-}

run() {
  echo "== $*"
  .venv/bin/python "$@"
}

run tests/bench/watch_latency.py
run tests/bench/latency.py
run tests/bench/baseline_start.py
run tests/bench/diff_speed.py
run tests/bench/sustained.py
run tests/bench/idle.py
run tests/bench/watch_storms.py
TOUCHLINE_SEQUENCES=2000 .venv/bin/pytest -q --timeout 7200 tests/unit/watch/test_machine.py
run tests/bench/revert_speed.py
if [ -n "$corpus" ]; then
  run tests/bench/accuracy.py --corpus "$corpus"
  run tests/bench/audit_speed.py --corpus "$corpus"
  run tests/bench/revert_corpus.py "$corpus"
  [ ! -f tests/bench/replay.py ] || run tests/bench/replay.py --corpus "$corpus"
fi
