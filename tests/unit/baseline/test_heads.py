"""HEAD moves: what git changed is nobody's edit, and what was written here stays one."""

from tests.workspace import LIMIT, Workspace, git

from touchline.baseline import Baseline, HeadMove, look
from touchline.baseline.trees import equals
from touchline.watch import Filters


def follow(workspace: Workspace, baseline: Baseline) -> tuple[HeadMove, ...]:
    """Let the baseline follow git, as the session does; returns the moves that are new."""
    known = baseline.moves
    baseline.follow_git(lambda path: look(workspace.root, path, LIMIT))
    return tuple(move for move in baseline.moves if move not in known)


def two_branches(workspace: Workspace) -> None:
    """Make a branch `old` that lies behind `main`."""
    workspace.commit({"tests/a": b"old\n", "gone": b"1\n", "same": b"1\n"})
    workspace.git("branch", "old")
    workspace.git("rm", "-q", "gone")
    workspace.commit({"tests/a": b"new\n", "made": b"1\n"})


def test_a_checkout_of_a_commit_from_before_moves_the_baseline(workspace: Workspace) -> None:
    """Another branch is git's: no change is left, a restart knows it, and it can be undone."""
    two_branches(workspace)
    baseline = workspace.baseline()
    workspace.git("checkout", "-q", "old")
    (move,) = follow(workspace, baseline)
    assert set(move.paths) == {"tests/a", "gone", "made"}
    assert workspace.changes(baseline) == {}
    baseline.close()
    baseline = workspace.baseline()
    assert workspace.changes(baseline) == {}
    assert baseline.undo_move() == move
    assert set(workspace.changes(baseline)) == {"tests/a", "gone", "made"}
    assert follow(workspace, baseline) == ()


def test_an_edit_that_was_carried_along_stays_an_edit(workspace: Workspace) -> None:
    """Only files that equal the commit move."""
    two_branches(workspace)
    baseline = workspace.baseline()
    workspace.write({"same": b"edited\n"})
    workspace.git("checkout", "-q", "old")
    workspace.write({"tests/a": b"edited\n"})
    follow(workspace, baseline)
    assert set(workspace.changes(baseline)) == {"same", "tests/a"}


def test_files_from_an_old_commit_stay_edits(workspace: Workspace) -> None:
    """`git checkout OLD -- tests/` moves no HEAD; neither does a stash."""
    two_branches(workspace)
    baseline = workspace.baseline()
    workspace.git("checkout", "old", "--", "tests")
    workspace.write({"same": b"stashed\n"})
    workspace.git("stash", "-q")
    workspace.git("stash", "pop", "-q")
    assert follow(workspace, baseline) == ()
    assert set(workspace.changes(baseline)) == {"tests/a", "same"}


def test_what_was_committed_here_stays_an_edit(workspace: Workspace) -> None:
    """Committing, amending, leaving and coming back do not launder an edit."""
    two_branches(workspace)
    baseline = workspace.baseline()
    workspace.commit({"tests/a": b"agent\n"})
    assert follow(workspace, baseline) == ()
    workspace.git("commit", "-q", "--amend", "-m", "amended")
    assert follow(workspace, baseline) == ()
    workspace.git("checkout", "-q", "old")
    assert len(follow(workspace, baseline)) == 1
    workspace.git("checkout", "-q", "main")
    assert follow(workspace, baseline) == ()
    assert b"agent\n" in {change.after for change in workspace.changes(baseline).values()}
    baseline.close()
    baseline = workspace.baseline()
    workspace.git("checkout", "-q", "old")
    follow(workspace, baseline)
    workspace.git("checkout", "-q", "main")
    assert follow(workspace, baseline) == ()


def test_what_was_fetched_is_gits(workspace: Workspace) -> None:
    """A pull brings commits of others: they move the baseline."""
    two_branches(workspace)
    origin = workspace.root.with_name("origin")
    git(workspace.root, "clone", "-q", "--bare", str(workspace.root), str(origin))
    other = Workspace(workspace.root.with_name("other"), workspace.state)
    git(workspace.root, "clone", "-q", str(origin), str(other.root))
    workspace.git("remote", "add", "origin", str(origin))
    workspace.git("fetch", "-q", "origin")
    baseline = workspace.baseline()
    other.commit({"tests/a": b"theirs\n"})
    other.git("push", "-q", "origin", "main")
    workspace.git("pull", "-q", "--ff-only", "origin", "main")
    (move,) = follow(workspace, baseline)
    assert move.paths == ("tests/a",)
    assert workspace.changes(baseline) == {}


def test_a_push_does_not_make_an_edit_gits(workspace: Workspace) -> None:
    """What was committed here and pushed stays an edit."""
    two_branches(workspace)
    origin = workspace.root.with_name("origin")
    git(workspace.root, "clone", "-q", "--bare", str(workspace.root), str(origin))
    workspace.git("remote", "add", "origin", str(origin))
    baseline = workspace.baseline()
    workspace.commit({"tests/a": b"agent\n"})
    workspace.git("push", "-q", "origin", "main")
    workspace.git("fetch", "-q", "origin")
    assert follow(workspace, baseline) == ()
    assert set(workspace.changes(baseline)) == {"tests/a"}


def test_a_checkout_from_a_commit_that_is_lost_shows_its_files(workspace: Workspace) -> None:
    """A clone that lacks older objects can't tell what git changed."""
    two_branches(workspace)
    baseline = workspace.baseline()
    tree = workspace.git("rev-parse", "HEAD^{tree}").strip()
    workspace.git("checkout", "-q", "old")
    (workspace.root / ".git/objects" / tree[:2] / tree[2:]).unlink()
    assert follow(workspace, baseline) == ()
    assert set(workspace.changes(baseline)) == {"tests/a", "gone", "made"}


def test_a_file_that_goes_while_it_is_compared_is_not_what_git_has(workspace: Workspace) -> None:
    """Git rewrites files one by one, and may be at this one."""
    workspace.commit({"f": b"1\n"})
    (repository,) = Filters(workspace.root).repositories
    seen = look(workspace.root, "f", LIMIT)
    (workspace.root / "f").unlink()
    assert not equals(repository, "f", "0" * 40, seen)
