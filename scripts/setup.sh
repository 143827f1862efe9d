#!/bin/bash
# Leaves a working .venv/bin/touchline: Python 3.11 or newer, the locked versions, no root needed.
# A machine whose Python lacks the venv module gets Debian's package where we may install it.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
venv=.venv

say() { echo "setup: $*"; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  say "$python is older than 3.11 or missing. Name a newer one: make setup PYTHON=python3.12" >&2
  exit 1
}

if ! [ -x $venv/bin/pip ]; then
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    scripts/apt.sh "$package"
  fi
  say "creating $venv with $("$python" --version)"
  rm -rf $venv
  "$python" -m venv $venv
fi

wanted=$(cat requirements/server.txt requirements/dev.txt pyproject.toml | sha256sum)
if [ "$(cat $venv/.stamp 2>/dev/null)" != "$wanted" ]; then
  say "installing the locked libraries (about half a minute)"
  $venv/bin/pip install --quiet --disable-pip-version-check --require-hashes \
    -r requirements/server.txt -r requirements/dev.txt
  $venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
  echo "$wanted" >$venv/.stamp
  say "done: $venv/bin/touchline"
fi
