"""Mounts that tell nothing of what other machines write to them."""

from __future__ import annotations

import os
from pathlib import Path

_SILENT = frozenset(
    {
        "9p",
        "afs",
        "afp",
        "ceph",
        "cifs",
        "drvfs",
        "fuse.sshfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "prl_fs",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "vmhgfs",
        "fuse.vmhgfs-fuse",
    }
)


def silent_mount(root: Path, table: Path = Path("/proc/self/mountinfo")) -> str | None:
    """Return the kind of the mount that a folder is on where it has no events, else None."""
    try:
        lines = table.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    real = os.path.realpath(root)
    best, kind = "", None
    for line in lines:
        before, _, after = line.partition(" - ")
        point = before.split(" ")[4].replace("\\040", " ")
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, after.split(" ")[0]
    return kind if kind in _SILENT else None
