"""Mounts that have no events are known by their kind."""

from pathlib import Path

import pytest

from touchline.watch.mounts import silent_mount

_TABLE = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:50 / /mnt/c rw,noatime - 9p C: rw,dirsync
41 22 0:51 / /srv/team\\040files rw shared:7 - nfs4 box:/team rw
42 41 8:2 / /srv/team\\040files/local rw - ext4 /dev/sdb1 rw
43 22 0:52 / /home/me/far rw - fuse.sshfs me@box: rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/me", None),
        ("/mnt/c", "9p"),
        ("/mnt/c/work", "9p"),
        ("/mnt/cc", None),
        ("/srv/team files/shop", "nfs4"),
        ("/srv/team files/local/shop", None),
        ("/home/me/far/shop", "fuse.sshfs"),
    ],
)
def test_the_innermost_mount_counts(tmp_path: Path, folder: str, kind: str | None) -> None:
    """Windows' drives in WSL, network mounts, and local disks below them."""
    table = tmp_path / "mountinfo"
    table.write_text(_TABLE)
    assert silent_mount(Path(folder), table) == kind


def test_without_a_table_nothing_is_known(tmp_path: Path) -> None:
    """Other systems have none."""
    assert silent_mount(tmp_path, tmp_path / "none") is None
