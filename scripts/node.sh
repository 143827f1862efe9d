#!/bin/bash
# Leaves node_modules with the locked versions; quick when nothing changed.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=$(sha256sum <package-lock.json)
if [ "$(cat node_modules/.stamp 2>/dev/null)" != "$wanted" ]; then
  echo "setup: installing the client's tools from npm (about half a minute)"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  echo "$wanted" >node_modules/.stamp
fi
