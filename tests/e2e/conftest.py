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
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from run import make_workspace
from tests.e2e.waiting import PATIENCE
from tests.e2e.window import RECORD_TOASTS
from tests.e2e.workbench import Workbench

ROOT = Path(__file__).resolve().parents[2]
VSIX = ROOT / "dist" / f"touchline-{this_machine()}.vsix"
CHROMIUM_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)

# Nothing on the screen moves by itself: it costs time.
STILL = {"editor.cursorBlinking": "solid", "workbench.reduceMotion": "on"}

# Seconds: Python compiles the packed libraries then.
FIRST_START = 3 * PATIENCE

expect.set_options(timeout=PATIENCE * 1000)

Open = Callable[[Path], Workbench]


@pytest.fixture(scope="session")
def home() -> Path:
    """Find what scripts/vscode.sh installed; `make test` names it."""
    named = os.environ.get("VSCODE")
    return Path(named or subprocess.check_output([ROOT / "scripts/vscode.sh"], text=True).strip())


@pytest.fixture(scope="session")
def server(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[CodeServer]:
    """One code-server for all tests, with the packed extension installed."""
    with CodeServer(home, tmp_path_factory.mktemp("code-server"), VSIX, STILL) as running:
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
def context(browser: Browser) -> Generator[BrowserContext]:
    """One browser profile: VS Code opens its next folder in it much faster than in a new one."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    context.add_init_script(RECORD_TOASTS)
    context.on("dialog", lambda dialog: dialog.accept())  # leave a folder with unsaved edits
    yield context
    context.close()


@pytest.fixture(scope="session")
def window(
    server: CodeServer, context: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> Workbench:
    """One window on the demo's project for the tests that need none of their own."""
    project = make_workspace(tmp_path_factory.mktemp("shared") / "cart")
    opened = Workbench(context.new_page(), server.url(project), project)
    opened.says("0", FIRST_START)
    return opened


@pytest.fixture
def workbench(
    window: Workbench, server: CodeServer, request: pytest.FixtureRequest
) -> Generator[Workbench]:
    """Give the shared window, the project as it was at first, in a session that just began."""
    window.page.bring_to_front()
    window.start_over(request.node.name)
    yield window
    server.configure()
    window.page.screenshot(path=ROOT / "test-results" / f"{request.node.name}.png")


@pytest.fixture
def project(workbench: Workbench) -> Path:
    """Give the demo's project, on which the shared window is open."""
    return workbench.folder


@pytest.fixture(scope="session")
def other_page(context: BrowserContext) -> Page:
    """Give a page for windows on other folders, so that the shared window stays as it is."""
    return context.new_page()


@pytest.fixture
def open_folder(
    server: CodeServer,
    other_page: Page,
    request: pytest.FixtureRequest,
    tmp_path: Path,  # noqa: ARG001 (it goes only after the window has left it)
) -> Generator[Open]:
    """Open a window on a folder; after the test its last picture is left in test-results."""

    def opened(folder: Path) -> Workbench:
        other_page.bring_to_front()
        return Workbench(other_page, server.url(folder), folder)

    yield opened
    other_page.screenshot(path=ROOT / "test-results" / f"{request.node.name}.png")
    other_page.goto("about:blank")


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Give the demo's project in a folder of its own."""
    return make_workspace(tmp_path / "cart")


@pytest.fixture
def picture() -> Callable[[Workbench, str], None]:
    """Take a picture of the page, for docs/images where PICTURES names it (`make pictures`)."""
    folder = Path(os.environ.get("PICTURES") or ROOT / "test-results")

    def take(workbench: Workbench, name: str) -> None:
        workbench.page.screenshot(path=folder / f"{name}.png")

    return take
