#!/bin/bash
# Prints the path of a Chromium, and installs Debian's where there is none.
set -euo pipefail
cd "$(dirname "$0")"
find_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
find_browser || {
  ./apt.sh chromium >&2
  find_browser
}
