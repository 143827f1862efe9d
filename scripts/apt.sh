#!/bin/bash
# Installs Debian packages as root or with sudo; says what to do where neither is possible.
set -euo pipefail

if [ "$(id -u)" = 0 ]; then
  root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  root=(sudo -n)
else
  root=(false)
fi
command -v apt-get >/dev/null || root=(false)
[ "${root[*]}" != false ] || {
  echo "This needs $*. Install it first, for example: sudo apt-get install -y $*" >&2
  exit 1
}
echo "setup: installing $* with apt-get"
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
