"""Open VS Code on a small project in a temporary folder, and let a scripted agent work on it.

Desktop VS Code is taken where ``code`` is on the PATH, with settings and extensions of its own;
else VS Code in the browser. The agent starts once Touchline has taken the baseline.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from codeserver import CodeServer
from package import this_machine

ROOT = Path(__file__).resolve().parent.parent
VSIX = ROOT / "dist" / f"touchline-{this_machine()}.vsix"


def main() -> None:
    """Run the demo until Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", default="30", help="how long the agent works (30)")
    seconds = parser.parse_args().seconds
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with ExitStack() as stack:
        # What VS Code still writes while it ends must not turn the end into an error.
        folder = tempfile.TemporaryDirectory(prefix="touchline-demo-", ignore_cleanup_errors=True)
        data = Path(stack.enter_context(folder))
        workspace = make_workspace(data / "cart")
        if shutil.which("code"):
            state = open_desktop(data, workspace)
        else:
            home = subprocess.check_output([ROOT / "scripts/vscode.sh"], text=True).strip()
            server = stack.enter_context(CodeServer(Path(home), data, VSIX))
            state = server.state
            print(f"\nOpen {server.url(workspace)}\n", flush=True)
        print("The agent starts as soon as the editor is open on the folder.", flush=True)
        try:
            wait_for_baseline(state)
            agent = [sys.executable, str(ROOT / "demo/agent.py"), str(workspace)]
            subprocess.run([*agent, "--seconds", seconds], check=True)
            print("The agent is done. Take back what you like; Ctrl-C ends the demo.", flush=True)
            signal.pause()
        except KeyboardInterrupt:
            print("\nThe demo is over; its folder is removed.")


def make_workspace(folder: Path) -> Path:
    """Copy the demo's project into a git repository of its own."""
    shutil.copytree(ROOT / "demo" / "workspace", folder)
    who = ["-c", "user.name=Demo", "-c", "user.email=demo@localhost"]
    for step in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "A cart"]):
        subprocess.run(["git", *step], cwd=folder, check=True)
    return folder


def open_desktop(data: Path, workspace: Path) -> Path:
    """Open desktop VS Code with a profile of its own; returns where the state will lie."""
    state = data / "state"
    own = ["--user-data-dir", str(data / "user"), "--extensions-dir", str(data / "extensions")]
    environment = {**os.environ, "TOUCHLINE_STATE_DIR": str(state)}
    code = ["code", *own]
    subprocess.run([*code, "--install-extension", str(VSIX)], check=True, env=environment)
    options = ["--new-window", "--disable-workspace-trust", str(workspace)]
    subprocess.run([*code, *options], check=True, env=environment)
    return state


def wait_for_baseline(state: Path) -> None:
    """Return when Touchline's state tells of a baseline."""
    while not any(state.glob("**/meta.json")):
        time.sleep(0.2)
    time.sleep(3)  # the person sees the calm first


if __name__ == "__main__":
    main()
