"""VS Code for the tests: the packed extension, a fresh folder for each test, one browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from codeserver import CodeServer, node
from package import this_machine
from playwright.sync_api import Browser, Page, expect, sync_playwright
from run import make_workspace
from tests.e2e.workbench import Workbench

ROOT = Path(__file__).resolve().parents[2]
VSIX = ROOT / "dist" / f"touchline-{this_machine()}.vsix"
CHROMIUM_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)

expect.set_options(timeout=20_000)

Open = Callable[[Path], Workbench]


@pytest.fixture(scope="session")
def home() -> Path:
    """Find what scripts/vscode.sh installed; `make test` names it."""
    named = os.environ.get("VSCODE")
    return Path(named or subprocess.check_output([ROOT / "scripts/vscode.sh"], text=True).strip())


@pytest.fixture(scope="session")
def server(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[CodeServer]:
    """One code-server for all tests, with the packed extension installed."""
    with CodeServer(home, tmp_path_factory.mktemp("code-server"), VSIX) as running:
        yield running


@pytest.fixture(scope="session")
def browser(home: Path) -> Generator[Browser]:
    """One headless Chromium, driven with VS Code's Node: the driver's own needs libatomic."""
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = node(home)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS.split())
        yield running
        running.close()


@pytest.fixture(scope="session")
def page(browser: Browser) -> Generator[Page]:
    """One page for all tests: VS Code opens its next folder in it much faster than in a new one."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())  # leave a folder with unsaved edits
    yield page
    context.close()


@pytest.fixture
def open_folder(server: CodeServer, page: Page, request: pytest.FixtureRequest) -> Generator[Open]:
    """Open VS Code on a folder; after the test its last picture is left in test-results."""
    yield lambda folder: Workbench(page, server.url(folder))
    page.screenshot(path=ROOT / "test-results" / f"{request.node.name}.png")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give the demo's project in a folder of its own."""
    return make_workspace(tmp_path / "cart")


@pytest.fixture
def picture() -> Callable[[Workbench, str], None]:
    """Take a picture of the page, for docs/images where PICTURES names it (`make pictures`)."""
    folder = Path(os.environ.get("PICTURES") or ROOT / "test-results")

    def take(workbench: Workbench, name: str) -> None:
        workbench.page.screenshot(path=folder / f"{name}.png")

    return take


@pytest.fixture
def workbench(open_folder: Open, project: Path) -> Workbench:
    """VS Code on the demo's project, with the baseline taken."""
    opened = open_folder(project)
    opened.says("0")
    return opened
