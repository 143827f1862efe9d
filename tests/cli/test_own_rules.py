"""Rules that a project writes for itself, on the command line."""

from __future__ import annotations

import json

from tests.cli.conftest import Touchline
from tests.workspace import Workspace

RULE = b"""\
id = "no-print"
message = "Use the logger instead of print."
language = "python"
may-not-be = "added"
query = '(call function: (identifier) @_name (#eq? @_name "print")) @match'
"""


def test_an_own_rule_speaks(workspace: Workspace, touchline: Touchline) -> None:
    """A rule in ``.touchline/rules`` finds what it forbids, in the words of the project."""
    workspace.commit({".touchline/rules/print.toml": RULE, "a.py": b"x = 1\n"})
    workspace.write({"a.py": b"x = 1\nprint(x)\n"})
    done = touchline("check", "--format", "json")
    found = json.loads(done.stdout)["findings"]
    assert done.returncode == 1
    assert [(f["rule"], f["line"], f["message"]) for f in found] == [
        ("no-print", 2, "Use the logger instead of print.")
    ]


def test_a_broken_rule_is_told(workspace: Workspace, touchline: Touchline) -> None:
    """A rule that can't be read is said with its file and line, and the others go on."""
    broken = RULE.replace(b'"python"', b'"cobol"')
    workspace.commit({".touchline/rules/print.toml": broken, "a.py": b"x = 1\n"})
    said = touchline("check").stdout + touchline("check").stderr
    assert ".touchline/rules/print.toml:3" in "".join(said.split())
