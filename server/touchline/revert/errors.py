"""The system's refusals in words for the person."""

from __future__ import annotations

import errno
from collections.abc import Generator
from contextlib import contextmanager

from touchline.revert.states import RevertError

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would be larger than this process may write",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "permission denied",
    errno.EPERM: "the owner or the attributes of the file do not allow it",
    errno.ENOENT: "it is no longer there",
    errno.ENOTDIR: "a link or a file stands where its folder was",
    errno.ELOOP: "a link stands where its folder was",
    errno.EEXIST: "something else stands there now",
    errno.EXDEV: "it lies on another disk than the workspace",
}


@contextmanager
def speaking_of(what: str) -> Generator[None]:
    """Turn an OSError into a RevertError that names a path and says what to do next."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        raise RevertError(
            f"{what}: {reason}. Nothing was written; mend it and try again."
        ) from error
