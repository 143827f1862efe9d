"""Comparing what is there with what was there, where no event told."""

from tests.workspace import Workspace

from touchline.watch.reconcile import Stamps


def test_a_file_that_was_told_to_be_gone_is_not_found_gone_again(workspace: Workspace) -> None:
    """Else a removed `.gitignore` would have everything compared over and over."""
    stamps = Stamps(workspace.root)
    stamps.list("", ["gone"])
    stamps.forget("gone")
    assert stamps.compare("", [], doubtful=False).gone == []


def test_a_file_that_goes_untold_is_found(workspace: Workspace) -> None:
    """What was noted as there, and is not there when all is compared, went in between."""
    workspace.write({"d/f": b"1"})
    stamps = Stamps(workspace.root)
    stamps.note("d/f")
    (workspace.root / "d/f").unlink()
    assert stamps.compare("d", [], doubtful=False).gone == ["d/f"]
