"""Comparing what is there with what was there, where no event told."""

from collections.abc import Iterator

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


def test_a_file_that_comes_while_its_new_folder_is_compared_stays_known(
    workspace: Workspace,
) -> None:
    """It is looked at once more, and is told as gone when its folder goes."""
    stamps = Stamps(workspace.root)

    class Listed(list[str]):
        """What was listed just before the file came; an event tells of it meanwhile."""

        def __iter__(self) -> Iterator[str]:
            workspace.write({"d/f": b"1"})
            stamps.note("d/f")
            return super().__iter__()

    assert stamps.compare("d", Listed(), doubtful=True).gone == ["d/f"]
    stamps.forget("d/f")
    assert stamps.drop("d", set()) == ["d/f"]
