"""`make run` on a machine that has desktop VS Code, played by a stand-in for its command `code`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.workspace import git

ROOT = Path(__file__).resolve().parents[2]

# Notes down what it is called with; a window on a folder is Touchline's own watch of it.
CODE = f"""#!{sys.executable}
import json, os, subprocess, sys
with open(os.environ["CALLS"], "a") as calls:
    calls.write(json.dumps(sys.argv[1:]) + "\\n")
if "--new-window" in sys.argv:
    watch = [sys.executable, "-m", "touchline", "watch", sys.argv[-1]]
    watching = subprocess.Popen(watch, stdout=subprocess.DEVNULL, start_new_session=True)
    with open(os.environ["WATCHING"], "w") as file:
        file.write(str(watching.pid))
"""


def test_the_demo_opens_desktop_vs_code_and_lets_the_agent_work(tmp_path: Path) -> None:
    """The VSIX is installed apart from the person's own, the folder opened, and all removed."""
    code, calls, watching = (tmp_path / name for name in ("code", "calls", "watching"))
    code.write_text(CODE, "utf-8")
    code.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "CALLS": str(calls),
        "WATCHING": str(watching),
    }
    command = [sys.executable, "-u", ROOT / "scripts/run.py", "--seconds", "0.5"]
    demo = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert demo.stdout is not None
    try:
        said = next(line for line in demo.stdout if "The agent is done" in line)
        first, second = (json.loads(line) for line in calls.read_text("utf-8").splitlines())
        own, vsix, folder = first[:4], Path(first[-1]), Path(second[-1])
        left_out = git(folder, "status", "--porcelain")
    finally:
        os.kill(int(watching.read_text()), signal.SIGTERM)
        demo.send_signal(signal.SIGINT)
        demo.communicate()
    assert "Ctrl-C ends the demo" in said
    assert own == second[:4]
    assert (own[0], own[2]) == ("--user-data-dir", "--extensions-dir")
    assert first[4] == "--install-extension"
    assert vsix.parent == ROOT / "dist"
    assert second[4:6] == ["--new-window", "--disable-workspace-trust"]
    assert {" D tests/test_discounts.py", " M deploy/settings.toml"} <= set(left_out.splitlines())
    assert demo.returncode == 0
    assert not folder.exists()
