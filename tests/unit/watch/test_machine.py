"""Random file operations: whatever the order, the live change set ends as a full scan has it."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.live import Live
from tests.workspace import Workspace

FOLDERS = st.sampled_from(["", "a/", "a/b/", "c/", "build/"])
PATHS = st.builds(str.__add__, FOLDERS, st.sampled_from(["f", "g", "h.log", ".gitignore"]))
CONTENTS = st.sampled_from([b"", b"*.log\n", b"one\n", b"two\n"])
SEQUENCES = int(os.environ.get("TOUCHLINE_SEQUENCES", "100"))


class Operations(RuleBasedStateMachine):
    """Does to a work tree what tools do; some of it fails, as it does for them."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        root = Path(self._folder.name) / "root"
        root.mkdir()
        self.workspace = Workspace(root, Path(self._folder.name) / "state")
        self.workspace.write({"f": b"one\n", "a/f": b"one\n", "a/b/g": b"two\n"})
        self.live = Live(self.workspace)

    @rule(path=PATHS, content=CONTENTS)
    def write(self, path: str, content: bytes) -> None:
        """Write a file in place."""
        self._try(lambda place: place.write_bytes(content), path)

    @rule(path=PATHS, content=CONTENTS)
    def save_by_rename(self, path: str, content: bytes) -> None:
        """Write beside the file and rename over it."""
        place = self.workspace.root / path
        self._try(lambda temporary: (temporary.write_bytes(content), temporary.replace(place)), "t")

    @rule(path=PATHS)
    def remove(self, path: str) -> None:
        """Remove a file."""
        self._try(Path.unlink, path)

    @rule(source=st.sampled_from(["a", "a/b", "c"]), there=st.sampled_from(["c", "a/d", "build"]))
    def move(self, source: str, there: str) -> None:
        """Rename a folder."""
        self._try(lambda place: place.rename(self.workspace.root / there), source)

    @rule(path=PATHS, to=st.sampled_from(["f", "a", "nowhere"]))
    def link(self, path: str, to: str) -> None:
        """Make a symbolic link."""
        self._try(lambda place: place.symlink_to(to), path)

    @rule(path=PATHS)
    def execute(self, path: str) -> None:
        """Make a file executable."""
        self._try(lambda place: place.chmod(0o755), path)

    @invariant()
    def nothing_is_said_that_was_never_there(self) -> None:
        """While events are under way, only paths that were written can be wrong."""
        assert not any(path.startswith(".git/") for path in self.live.changes.copy())

    def teardown(self) -> None:
        """Compare with a scan from scratch when all is over."""
        try:
            assert self.live.agrees(20), sorted(self.live.difference())
        finally:
            self.live.stop()
            self._folder.cleanup()

    def _try(self, operation: Callable[[Path], object], path: str) -> None:
        place = self.workspace.root / path
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            operation(place)
        except OSError:
            return


class TestOperations(Operations.TestCase):
    settings = settings(
        max_examples=SEQUENCES,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
    )
