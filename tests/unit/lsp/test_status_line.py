"""The status is sent even where it could not be read at first."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from touchline.lsp.folder import Folder
from touchline.lsp.protocol import Status
from touchline.lsp.status import StatusLine


class Unsteady(StatusLine):
    """Changes under the first look at it, as what threads and git change does."""

    def __init__(self, folder: Folder, error: Exception) -> None:
        super().__init__(folder)
        self._errors = [error]

    def current(self) -> Status:
        """Fail once."""
        if self._errors:
            raise self._errors.pop()
        return super().current()


@pytest.mark.parametrize("error", [RuntimeError("set changed size"), FileNotFoundError()])
async def test_a_status_that_could_not_be_read_is_sent_later(error: Exception) -> None:
    """No later change has to come before the last one is told."""
    sent: asyncio.Queue[Status] = asyncio.Queue()

    def notify(_method: str, status: Status) -> None:
        sent.put_nowait(status)

    server = SimpleNamespace(protocol=SimpleNamespace(notify=notify))
    folder = SimpleNamespace(uri="file:///w", live=None, server=server, renew_lenses=lambda: None)
    Unsteady(cast("Any", folder), error).show("watching", "All is well.")
    status = await asyncio.wait_for(sent.get(), 60)
    assert (status.state, status.text) == ("watching", "All is well.")
