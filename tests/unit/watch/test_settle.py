"""When a file is judged whose writer takes its time."""

from pathlib import Path

import pytest

from touchline.watch import keeper, settle
from touchline.watch.settle import Dirty


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        """Return the seconds."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stand in for the time of the machine."""
    clock = Clock()
    monkeypatch.setattr(settle, "time", clock)
    return clock


def test_a_file_that_is_held_open_is_judged_in_a_quarter_of_a_second(
    tmp_path: Path, clock: Clock
) -> None:
    """Not at the write, which may not be the last, nor much later, however often it is written."""
    tmp_path.joinpath("held").write_bytes(b"1")
    dirty = Dirty(tmp_path)
    began, judged = clock.now, None
    while judged is None and clock.now < began + 1:
        dirty.written("held")
        if "held" in dirty.take().paths:
            judged = clock.now
        clock.now += keeper.TICK
    assert judged is not None
    assert 0.1 < judged - began < 0.25
    assert not dirty.waiting


def test_an_empty_file_waits_for_its_writer(tmp_path: Path, clock: Clock) -> None:
    """`(sleep 1; echo x) > f` empties the file first: that is no state to judge."""
    place = tmp_path / "f"
    place.write_bytes(b"")
    dirty = Dirty(tmp_path)
    dirty.written("f")
    clock.now += 5
    assert dirty.take().paths == set()
    assert dirty.waiting
    place.write_bytes(b"x")
    dirty.settled("f")
    assert dirty.take().paths == {"f"}
    assert not dirty.waiting


def test_a_file_that_was_cut_and_stays_empty_is_judged_at_last(
    tmp_path: Path, clock: Clock
) -> None:
    """Nobody closes a file that was cut by its name."""
    tmp_path.joinpath("f").write_bytes(b"")
    dirty = Dirty(tmp_path)
    dirty.written("f")
    assert dirty.take().paths == set()
    clock.now += settle.EMPTY
    assert dirty.take().paths == {"f"}
