"""Storms: the live change set ends equal to a scan from scratch."""

import pytest
from tests.live import live
from tests.storms import STORMS, prepare
from tests.workspace import Workspace


@pytest.mark.parametrize("name", STORMS)
def test_no_final_state_is_missed(workspace: Workspace, name: str) -> None:
    """After each storm every change is known, and none that is not there."""
    prepare(workspace, 300)
    with live(workspace) as session:
        for number in range(3):
            STORMS[name](workspace, 1000, number)
            assert session.agrees(), sorted(session.difference())[:10]
