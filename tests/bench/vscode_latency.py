"""From a write on disk to the squiggle on the screen of VS Code, beside VS Code's own JSON errors.

Both run in one window, in turns: an outside process writes to the file of the active editor, and
the clock stops when the first mark of that kind is in the page.

Prints also the processor time of server and client in an idle minute, what VS Code says of the
extension's activation after each of many reloads, and the servers that are left then: one, and
one more for each window of before that VS Code still waits for. To what VS Code calls "load code"
the code of extensions counts that it loads at the same moment, so the same figures of an
extension that is empty stand beside ours.
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
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from codeserver import CodeServer, commands, node  # noqa: E402 - found only now
from package import this_machine  # noqa: E402
from playwright.sync_api import Page, ViewportSize, sync_playwright  # noqa: E402
from run import make_workspace  # noqa: E402
from tests.e2e.conftest import CHROMIUM_FLAGS, VSIX  # noqa: E402
from tests.e2e.waiting import wait_for  # noqa: E402
from tests.e2e.workbench import Workbench  # noqa: E402

TURNS = 5
# Seconds after the last write until nothing is left to do.
SETTLED = 10.0
# Tall enough for the list of all extensions.
SIZE: ViewportSize = {"width": 1280, "height": 3000}
MARKS = "document.querySelectorAll('{}').length {} 0"
WARNING, ERROR = ".squiggly-warning", ".squiggly-error"
OURS, EMPTY = "touchline.touchline", "bench.empty"
MANIFEST = """{"publisher": "bench", "name": "empty", "version": "1.0.0", "main": "./main.js",
"engines": {"vscode": "^1.95.0"}, "activationEvents": ["onStartupFinished"]}"""
PACKAGE = """<PackageManifest Version="2.0.0"
xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011"><Metadata>
<Identity Id="empty" Version="1.0.0" Publisher="bench"/></Metadata><Assets>
<Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json"/></Assets>
</PackageManifest>"""


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
        CodeServer(home, data, empty_extension(data / "empty.vsix"))
        with CodeServer(home, data, VSIX) as server:
            chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(
                executable_path=chromium, args=CHROMIUM_FLAGS.split()
            )
            context = browser.new_context(
                viewport=SIZE, permissions=["clipboard-read", "clipboard-write"]
            )
            workbench = Workbench(context.new_page(), server.url(project), project)
            workbench.says("0", seconds=60)
            print(f"VS Code {home.name}, {this_machine()}")
            latencies(workbench, project, arguments.writes // TURNS)
            workbench.close_editors()
            time.sleep(SETTLED)
            idle(server, home, arguments.idle)
            reload(workbench, server, arguments.reloads)
            browser.close()


def empty_extension(place: Path) -> Path:
    """Write the VSIX of an extension that does nothing at the moment when ours is activated."""
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("extension.vsixmanifest", PACKAGE)
        archive.writestr("extension/package.json", MANIFEST)
        archive.writestr("extension/main.js", "exports.activate = () => {};\n")
    return place


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


def idle(server: CodeServer, home: Path, seconds: float) -> None:
    """Print the CPU seconds that server and client take while nothing is written."""
    (process,) = server.servers()
    host = parent(process)
    before = cpu(process)
    sample = [node(home), str(Path(__file__).with_name("exthost.mjs")), str(host), str(seconds)]
    client = float(subprocess.check_output(sample, text=True)) / 1000
    ours = cpu(process) - before
    print(f"idle: server {ours:.2f} s, client {client:.3f} s of CPU in {seconds:.0f} s", flush=True)


def parent(process: int) -> int:
    """Return the process that started a process."""
    return int(status(process)[1])


def cpu(process: int) -> float:
    """Return the CPU seconds of a process so far."""
    fields = status(process)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def status(process: int) -> list[str]:
    """Return the fields of a process's state, from the third on."""
    return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()


def reload(workbench: Workbench, server: CodeServer, times: int) -> None:
    """Reload the window again and again; print the activation times, and the servers left."""
    found: dict[str, list[tuple[int, int]]] = {OURS: [], EMPTY: []}
    for _ in range(times):
        workbench.page.reload()
        workbench.says("0", seconds=60)
        for name, (load, call) in activations(workbench).items():
            found[name].append((load, call))
    for name, each in found.items():
        loads, calls = zip(*each, strict=True)
        whole = statistics.median(map(sum, each))
        print(
            f"activation of {name}: median {whole:.0f} ms, most {max(map(sum, each))} ms, of which"
        )
        print(
            f"  load code {statistics.median(loads):.0f} ms, call {statistics.median(calls):.0f} ms"
        )
    wait_for(lambda: not orphans(server), "each server has a window of its own")
    print(f"servers after {times} reloads: {len(server.servers())}, orphans: 0", flush=True)


def orphans(server: CodeServer) -> list[int]:
    """Return the servers whose window's extension host has ended or has another server."""
    servers = server.servers()
    try:
        hosts = [parent(process) for process in servers]
    except FileNotFoundError:  # one ended a moment ago
        return servers
    return [
        process
        for process, host in zip(servers, hosts, strict=True)
        if hosts.count(host) > 1 or b"type=extensionHost" not in dict(commands()).get(host, b"")
    ]


def activations(workbench: Workbench) -> dict[str, tuple[int, int]]:
    """Return the milliseconds that VS Code needed to load and to call each extension."""
    found: dict[str, tuple[int, int]] = {}

    def told() -> bool:
        found.update(performance(workbench))
        return len(found) == len({OURS, EMPTY})

    wait_for(told, "VS Code tells how long each extension took")
    return found


def performance(workbench: Workbench) -> dict[str, tuple[int, int]]:
    """Read VS Code's page on its start, which is filled in bit by bit."""
    workbench.command("Developer: Startup Performance")
    line = workbench.page.locator(".monaco-editor .view-line")
    line.filter(has_text="System Info").first.wait_for()
    line.first.click()
    workbench.page.keyboard.press("Control+A")
    workbench.page.keyboard.press("Control+C")
    rows = re.findall(r"\| ([\w.]+) +\| \w+ +\| (\d+) +\| (\d+)", workbench.clipboard())
    workbench.close_editors()
    return {name: (int(load), int(call)) for name, load, call in rows if name in {OURS, EMPTY}}


if __name__ == "__main__":
    main()
