"""An editor without a screen: it starts the real server and keeps what it is sent."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Union

from lsprotocol import types
from pytest_lsp import LanguageClient, make_test_lsp_client
from tests.workspace import git

from touchline.lsp.convert import file_uri, uri_path
from touchline.lsp.protocol import PRESENT, STATUS

DEADLINE = 60.0  # ends a hang; nothing waits for it


async def until(
    condition: Callable[[], Any], what: str | Callable[[], object] = "", seconds: float = DEADLINE
) -> Any:
    """Wait until a condition is true and return its value; at the deadline say ``what``."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > end:
            said = what() if callable(what) else what
            raise AssertionError(f"not within {seconds} s: {said or condition}")
        await asyncio.sleep(0.01)
    return value


def agent(command: str, cwd: Path) -> None:
    """Do something to the folder from outside of the editor, as an agent's shell does."""
    subprocess.run(["bash", "-ec", command], cwd=cwd, check=True, capture_output=True)


def project(root: Path, files: dict[str, str | bytes], *, commit: bool = True) -> Path:
    """Write files into a folder; by default make it a git repository with one commit."""
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    if commit:
        git(root, "init", "-q", "-b", "main")
        git(root, "add", "-A")
        git(root, "commit", "-q", "--allow-empty", "-m", "start")
    return root


class Editor:
    """A client of the server, for one or several workspace folders."""

    def __init__(self, client: LanguageClient, roots: Sequence[Path]) -> None:
        self.client = client
        self.roots = list(roots)
        self.statuses: dict[str, dict[str, Any]] = {}
        self.texts: list[tuple[str, str]] = []
        self.edits: list[types.ApplyWorkspaceEditParams] = []
        self.asked = 0

    @classmethod
    async def start(
        cls,
        *roots: Path,
        encoding: str = "utf-16",
        options: dict[str, Any] | None = None,
        answers: bool = False,
        until: str = "watching",
    ) -> Editor:
        """Start a server for folders and wait until it watches them, or another state.

        Asked whether its window is there, it ``answers`` or, like a lost one, does not.
        """
        client = make_test_lsp_client()
        _take_code_actions(client)
        editor = cls(client, roots)
        editor._listen()
        editor._listen_for_questions(answers=answers)
        await client.start_io(  # pyright: ignore[reportUnknownMemberType]
            sys.executable, "-m", "touchline", "serve"
        )
        await client.initialize_session(
            types.InitializeParams(
                capabilities=_capabilities(encoding),
                initialization_options=options,
                workspace_folders=[types.WorkspaceFolder(file_uri(r), r.name) for r in roots],
            )
        )
        for root in roots:
            await editor.state(until, root)
        return editor

    async def stop(self) -> None:
        """Say goodbye to the server, as an editor does that is closed."""
        if self.client.stopped:
            return
        await self.client.shutdown_session()

    def _listen(self) -> None:
        @self.client.feature(STATUS)  # pyright: ignore[reportUntypedFunctionDecorator]
        def status(params: Any) -> None:
            self.statuses[params.root] = params
            self.texts.append((params.state, params.text))

        @self.client.feature(  # pyright: ignore[reportUntypedFunctionDecorator]
            types.WORKSPACE_APPLY_EDIT
        )
        def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            self.edits.append(params)
            return types.ApplyWorkspaceEditResult(applied=True)

    def _listen_for_questions(self, *, answers: bool) -> None:
        @self.client.feature(PRESENT)  # pyright: ignore[reportUntypedFunctionDecorator]
        async def present(_: Any) -> bool:
            self.asked += 1
            if not answers:
                await asyncio.Event().wait()
            return True

    def status(self, root: Path | None = None) -> Any:
        """Return the last status of a folder."""
        return self.statuses.get(file_uri(root or self.roots[0]))

    async def state(self, state: str, root: Path | None = None) -> Any:
        """Wait for a state of a folder's session."""
        await until(lambda: getattr(self.status(root), "state", "") == state, f"state {state}")
        return self.status(root)

    def uri(self, path: str) -> str:
        """Return the address of a path in the first folder."""
        return file_uri(self.roots[0], path)

    def shown(self, path: str) -> Sequence[types.Diagnostic]:
        """Return the diagnostics that are on the screen for a path."""
        return self.client.diagnostics.get(self.uri(path), [])

    def codes(self, path: str) -> list[str]:
        """Return the rules that speak of a path, sorted."""
        return sorted(str(diagnostic.code) for diagnostic in self.shown(path))

    async def sees(self, path: str, *codes: str) -> Sequence[types.Diagnostic]:
        """Wait until exactly these rules speak of a path."""
        expected = sorted(codes)
        await until(
            lambda: self.codes(path) == expected,
            f"{path}: {expected} on the screen, last {self.codes(path)}",
        )
        return self.shown(path)

    def open(self, path: str, text: str | None = None) -> None:
        """Open a document; by default with the text of the file."""
        if text is None:
            text = (self.roots[0] / path).read_bytes().decode("utf-8", "replace")
        item = types.TextDocumentItem(self.uri(path), "plaintext", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, path: str, text: str, version: int = 2) -> None:
        """Let the document have another text, as after typing or a reload."""
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(uri=self.uri(path), version=version),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def save(self, path: str, text: str) -> None:
        """Write the document's text to disk and say so."""
        (self.roots[0] / path).write_text(text)
        self.say_saved(path)

    def say_saved(self, path: str) -> None:
        """Say that the document was saved."""
        document = types.TextDocumentIdentifier(self.uri(path))
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(document))

    def close(self, path: str) -> None:
        """Close a document."""
        document = types.TextDocumentIdentifier(self.uri(path))
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    async def actions(self, path: str, diagnostic: types.Diagnostic) -> list[types.CodeAction]:
        """Ask for the light bulb at a diagnostic."""
        return await self.actions_at(self.uri(path), diagnostic.range, [diagnostic])

    async def actions_at(
        self, uri: str, span: types.Range, diagnostics: Sequence[types.Diagnostic] = ()
    ) -> list[types.CodeAction]:
        """Ask for the light bulb at a range."""
        answer = await self.client.text_document_code_action_async(
            types.CodeActionParams(
                text_document=types.TextDocumentIdentifier(uri),
                range=span,
                context=types.CodeActionContext(diagnostics=diagnostics),
            )
        )
        return [action for action in answer or [] if isinstance(action, types.CodeAction)]

    async def run(self, action: types.CodeAction) -> Any:
        """Choose an action: run its command in the server."""
        assert action.command is not None
        return await self.client.workspace_execute_command_async(
            types.ExecuteCommandParams(action.command.command, action.command.arguments)
        )

    async def choose(self, path: str, diagnostic: types.Diagnostic, title: str) -> Any:
        """Run the action of a title at a diagnostic."""
        actions = await self.actions(path, diagnostic)
        chosen = [action for action in actions if title in action.title]
        assert chosen, f"no {title!r} among {[action.title for action in actions]}"
        return await self.run(chosen[0])

    async def request(self, method: str, **params: Any) -> Any:
        """Send one of Touchline's own requests to the first folder."""
        return await self.client.protocol.send_request_async(
            method, {"root": file_uri(self.roots[0]), **params}
        )


def path_of(uri: str) -> Path:
    """Return the path of an address."""
    path = uri_path(uri)
    assert path is not None
    return path


def _take_code_actions(client: LanguageClient) -> None:
    """Have every action read as one: lsprotocol takes those with a command for commands."""
    converter = client.protocol._converter  # pyright: ignore[reportPrivateUsage]
    union = Union[types.Command, types.CodeAction]  # noqa: UP007 (the type as lsprotocol has it)
    converter.register_structure_hook(
        union, lambda value, _: converter.structure(value, types.CodeAction)
    )


def _capabilities(encoding: str) -> types.ClientCapabilities:
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(
            position_encodings=[types.PositionEncodingKind(encoding)]
        ),
        text_document=types.TextDocumentClientCapabilities(
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                related_information=True,
                code_description_support=True,
                data_support=True,
                version_support=False,
            ),
        ),
        workspace=types.WorkspaceClientCapabilities(
            workspace_folders=True,
            apply_edit=True,
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
        ),
        window=types.WindowClientCapabilities(
            show_document=types.ShowDocumentClientCapabilities(support=True)
        ),
    )
