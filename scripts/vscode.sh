#!/bin/bash
# Prints the folder that holds VS Code for the browser and the Node that it needs (tests/e2e).
# It takes 800 MB and about a minute, so it lives in the user's cache, named by its lock file.
set -euo pipefail
cd "$(dirname "$0")/../tests/e2e"
lock=$(sha256sum <package-lock.json | cut -c1-12)
version=$(sed -n 's/.*"code-server": "\([^"]*\)".*/\1/p' package.json)
home="${XDG_CACHE_HOME:-$HOME/.cache}/touchline/vscode-$version-$lock"

say() { echo "setup: $*" >&2; }
install() { npm ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error "$@" >&2; }

mkdir -p "$home"
exec 9>"$home/.lock"
flock 9
if ! [ -e "$home/.complete" ]; then
  say "installing VS Code $version for the browser (800 MB, about a minute, once)"
  cp package.json package-lock.json .npmrc "$home"
  cd "$home"
  install
  for node in node_modules/node-*/bin; do
    [ -d "$node" ] && PATH="$PWD/$node:$PATH"
  done
  # Without install scripts nothing is compiled: a logger and a watchdog are missed, with a message
  # each in VS Code's own log, and everything else has its binaries in the packages.
  say "installing VS Code's own libraries"
  (cd node_modules/code-server/lib/vscode && install --legacy-peer-deps)
  (cd node_modules/code-server/lib/vscode/extensions && install --legacy-peer-deps)
  touch .complete
fi
echo "$home"
