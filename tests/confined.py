"""Commands that run a program with less than it is used to."""

from __future__ import annotations

import os
import subprocess

_NAMESPACE = ("unshare", "--user", "--map-root-user", "sh", "-c")

# Few folders can be watched.
LIMITED = (*_NAMESPACE, 'echo 9 > /proc/sys/user/max_inotify_watches; exec "$@"', "sh")

# Root reads everything unless it gives that right up.
_RIGHTS = "-dac_override,-dac_read_search"
ORDINARY = ("setpriv", f"--bounding-set={_RIGHTS}") if os.geteuid() == 0 else ()


def can_confine() -> bool:
    """Tell whether a user namespace with limits of its own can be made."""
    probe = [*LIMITED, "true"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0
