"""From a write on disk to the squiggle on the screen of VS Code, beside VS Code's own JSON errors.

Both run in one window, in turns: an outside process writes to the file of the active editor, and
the clock stops when the first mark of that kind is in the page. Prints also what the extension's
activation took, the CPU of the server in an idle minute, and the servers left after reloads.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from codeserver import CodeServer  # noqa: E402 - found only now
from package import this_machine  # noqa: E402
from playwright.sync_api import Page, ViewportSize, sync_playwright  # noqa: E402
from run import make_workspace  # noqa: E402
from tests.e2e.conftest import CHROMIUM_FLAGS, VSIX  # noqa: E402
from tests.e2e.workbench import Workbench  # noqa: E402

TURNS = 5
# Tall enough for the list of all extensions.
SIZE: ViewportSize = {"width": 1280, "height": 3000}
MARKS = "document.querySelectorAll('{}').length {} 0"
WARNING, ERROR = ".squiggly-warning", ".squiggly-error"


def main() -> None:
    """Measure and print one line a figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--writes", type=int, default=50, help="of each kind (50)")
    parser.add_argument("--idle", type=float, default=60.0, help="seconds without a write (60)")
    parser.add_argument("--reloads", type=int, default=20, help="of the window (20)")
    arguments = parser.parse_args()
    home = Path(subprocess.check_output([ROOT / "scripts/vscode.sh"], text=True).strip())
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        sync_playwright() as playwright,
    ):
        data = Path(folder)
        project = make_workspace(data / "cart")
        (project / "data.json").write_text('{"a": 1}\n', "utf-8")
        with CodeServer(home, data, VSIX) as server:
            chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(
                executable_path=chromium, args=CHROMIUM_FLAGS.split()
            )
            workbench = Workbench(browser.new_page(viewport=SIZE), server.url(project))
            workbench.says("0")
            print(f"VS Code {home.name}, {this_machine()}")
            latencies(workbench, project, arguments.writes // TURNS)
            print(f"activation: {activation(workbench)}", flush=True)
            print(f"idle: {idle(data, arguments.idle):.2f} s of CPU in {arguments.idle:.0f} s")
            reload(workbench, arguments.reloads)
            print(f"{len(servers(data))} server after {arguments.reloads} reloads")
            browser.close()


def latencies(workbench: Workbench, project: Path, writes: int) -> None:
    """Print median and 95th percentile of both kinds, and their ratio."""
    test, document = project / "tests" / "test_cart.py", project / "data.json"
    full = test.read_text("utf-8")
    weak = full.replace('    assert cart.currency == "EUR"\n', "")
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(TURNS):
        workbench.open("test_cart.py")
        ours += [write(workbench.page, test, weak, full, WARNING) for _ in range(writes)]
        workbench.open("data.json")
        theirs += [
            write(workbench.page, document, '{"a": 1\n', '{"a": 1}\n', ERROR) for _ in range(writes)
        ]
    for name, times in (("Touchline", ours), ("JSON", theirs)):
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{name}: {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, {len(times)} writes")
    print(f"ratio: {statistics.median(ours) / statistics.median(theirs):.2f}", flush=True)


def write(page: Page, file: Path, wrong: str, right: str, mark: str) -> float:
    """Write from outside, wait for the mark, and write back; returns milliseconds."""
    began = time.perf_counter()
    file.write_text(wrong, "utf-8")
    page.wait_for_function(MARKS.format(mark, ">"), polling="raf")
    took = (time.perf_counter() - began) * 1000
    file.write_text(right, "utf-8")
    page.wait_for_function(MARKS.format(mark, "=="), polling="raf")
    return took


def activation(workbench: Workbench) -> str:
    """Return what VS Code says of the extension's activation."""
    workbench.command("Developer: Show Running Extensions")
    row = workbench.page.locator(
        ".runtime-extensions-editor .monaco-list-row", has_text="Touchline"
    )
    row.first.wait_for()
    found = re.search(r"Activation: ?\d+ ?ms", row.first.inner_text())
    return found[0] if found else row.first.inner_text()


def idle(data: Path, seconds: float) -> float:
    """Return the CPU seconds that the server takes while nothing is written."""
    (server,) = servers(data)
    before = cpu(server)
    time.sleep(seconds)
    return cpu(server) - before


def cpu(process: int) -> float:
    """Return the CPU seconds of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def servers(data: Path) -> list[int]:
    """Return the processes that serve the installed extension."""
    wanted = str(data / "extensions").encode()
    found: list[int] = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command = (place / "cmdline").read_bytes()
        except OSError:
            continue
        if wanted in command and b"launch.py\0serve" in command:
            found.append(int(place.name))
    return found


def reload(workbench: Workbench, times: int) -> None:
    """Reload the window again and again, each time until the session is there."""
    for _ in range(times):
        workbench.page.reload()
        workbench.says("0")


if __name__ == "__main__":
    main()
