"""The VSIX without a window: what it brings along, and how it gets into desktop VS Code."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.e2e.conftest import ROOT, VSIX

_BROKEN = "raise RuntimeError('a package of the person was loaded')\n"


def _isolating() -> list[str]:
    """Return the options with which the client starts Python."""
    text = (ROOT / "client/src/python.ts").read_text()
    found = re.search(r"ISOLATED = (\[.*\])", text)
    assert found
    return json.loads(found[1])


def _frames() -> bytes:
    """Return what a client says that starts a server and ends it again."""
    parameters: dict[str, object] = {"processId": None, "rootUri": None, "capabilities": {}}
    said: list[dict[str, object]] = [
        {"id": 1, "method": "initialize", "params": parameters},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ]
    bodies = [json.dumps({"jsonrpc": "2.0", **one}).encode() for one in said]
    return b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)


def _answers(command: list[str], broken: Path) -> bool:
    """Tell whether a server starts beside packages that can't be loaded."""
    environment = {**os.environ, "PYTHONPATH": str(broken)}
    done = subprocess.run(
        command, input=_frames(), capture_output=True, check=False, timeout=60, env=environment
    )
    return b'"capabilities"' in done.stdout


@pytest.mark.e2e
def test_a_persons_packages_stay_out(tmp_path: Path) -> None:
    """Neither a library of another version nor what runs at Python's start gets in."""
    with zipfile.ZipFile(VSIX) as packed:
        packed.extractall(tmp_path / "unpacked")
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in ("sitecustomize.py", "pydantic.py", "pygls.py", "attr.py"):
        (broken / name).write_text(_BROKEN)
    launch = str(tmp_path / "unpacked/extension/client/launch.py")
    assert _answers([sys.executable, *_isolating(), launch, "serve"], broken)
    assert not _answers([sys.executable, launch, "serve"], broken)


@pytest.mark.e2e
def test_the_pictures_of_the_page_are_packed() -> None:
    """VS Code shows the README as the extension's page, offline too."""
    with zipfile.ZipFile(VSIX) as packed:
        names = packed.namelist()
        page = packed.read("extension/readme.md").decode()
    pictures = re.findall(r"!\[[^\]]*\]\(([^):]+)\)", page)
    assert pictures
    assert [each for each in pictures if f"extension/{each}" not in names] == []


@pytest.mark.e2e
def test_make_install_gives_the_vsix_to_desktop_vs_code(tmp_path: Path) -> None:
    """To its command `code`, for which something stands in that notes down what it is told."""
    code, calls = tmp_path / "code", tmp_path / "calls"
    code.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{calls}"\n', "utf-8")
    code.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["make", "install"], cwd=ROOT, env={**os.environ, "PATH": path}, check=True)
    option, vsix, force = calls.read_text("utf-8").splitlines()
    assert (option, force) == ("--install-extension", "--force")
    assert (ROOT / vsix).samefile(VSIX)
