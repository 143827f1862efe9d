"""What a person reads in the text: the hover of a finding, and the lenses of the task."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from tests.lsp.conftest import Start
from tests.lsp.editor import Editor, agent, project, until

TASK = "# Round refunds\n\nFix `refund` in shop.py.\n\nDo not change settings.toml.\n"
FILES: dict[str, str | bytes] = {
    ".touchline/task.md": TASK,
    "shop.py": "def refund():\n    return 1\n",
    "settings.toml": "timeout = 10\n",
    "tests/test_shop.py": "def test_a():\n    assert refund() == 1\n    assert refund() > 0\n",
}


async def hover(editor: Editor, path: str, at: types.Position) -> str:
    """Return what a hover shows as Markdown; empty where it shows nothing."""
    document = types.TextDocumentIdentifier(editor.uri(path))
    found = await editor.client.text_document_hover_async(types.HoverParams(document, at))
    if found is None:
        return ""
    assert isinstance(found.contents, types.MarkupContent)
    return found.contents.value


async def lenses(editor: Editor, path: str) -> list[types.CodeLens]:
    """Return the lenses of a document."""
    document = types.TextDocumentIdentifier(editor.uri(path))
    found = await editor.client.text_document_code_lens_async(types.CodeLensParams(document))
    return list(found or [])


async def test_a_hover_shows_both_texts_the_clause_and_the_rule(
    tmp_path: Path, start: Start
) -> None:
    """A finding's hover has what was removed, what the task says, the rule, and who wrote it."""
    editor = await start(project(tmp_path / "shop", FILES))
    agent("sed -i '/> 0/d' tests/test_shop.py; sed -i s/10/60/ settings.toml", editor.roots[0])
    (weak,) = await editor.sees("tests/test_shop.py", "removed-assertion")
    text = await hover(editor, "tests/test_shop.py", weak.range.start)
    for words in (
        "-assert refund() > 0",
        "does not mention",
        "removed-assertion.md",
        "90% sure",
    ):
        assert words in text
    (out,) = await editor.sees("settings.toml", "out-of-scope")
    text = await hover(editor, "settings.toml", out.range.start)
    assert "Ruled out by [“Do not change settings.toml.”]" in text
    assert "task.md#L5" in text
    assert await hover(editor, "shop.py", types.Position(0, 0)) == ""


async def test_a_clause_has_a_lens_that_lists_what_answers_to_it(
    tmp_path: Path, start: Start
) -> None:
    """The task counts hunks and findings at their clauses; other documents have no lens."""
    options = {"clientCommands": ["touchline.showAnswers"]}
    editor = await start(project(tmp_path / "shop", FILES), options=options)
    agent("sed -i s/1/2/ shop.py; sed -i s/10/60/ settings.toml", editor.roots[0])
    await editor.sees("settings.toml", "out-of-scope")
    found = {
        lens.range.start.line: lens.command for lens in await lenses(editor, ".touchline/task.md")
    }
    assert {line: command.title for line, command in found.items() if command} == {
        2: "1 hunk",
        4: "1 hunk · 1 finding",
    }
    command = found[2]
    assert command
    assert command.command == "touchline.showAnswers"
    assert await lenses(editor, "shop.py") == []


async def test_a_changed_task_has_a_lens_that_accepts_it(tmp_path: Path, start: Start) -> None:
    """An agent's edit of the task counts once a person accepts it at the top of the file."""
    editor = await start(project(tmp_path / "shop", FILES))
    agent("sed -i '/settings/d' .touchline/task.md; sed -i s/10/60/ settings.toml", editor.roots[0])
    await editor.sees(".touchline/task.md", "changed-task")
    await editor.sees("settings.toml", "out-of-scope")
    first = (await lenses(editor, ".touchline/task.md"))[0]
    assert first.command
    assert (first.range.start.line, first.command.title) == (0, "Accept the new task")
    params = types.ExecuteCommandParams(first.command.command, first.command.arguments)
    await editor.client.workspace_execute_command_async(params)
    await editor.sees(".touchline/task.md")
    await until(lambda: editor.status().counts.ruledOut == 0, "the old clause is gone")


async def test_a_task_that_is_written_has_a_lens_that_accepts_it(
    tmp_path: Path, start: Start
) -> None:
    """Where there was no task, the first one counts once a person accepts it."""
    written = ".touchline/task.md"
    files = {path: text for path, text in FILES.items() if path != written}
    editor = await start(project(tmp_path / "shop", files))
    agent(f"mkdir .touchline; echo Only change shop.py. > {written}", editor.roots[0])
    await editor.sees(written, "changed-task")
    (lens,) = await lenses(editor, written)
    assert lens.command
    assert lens.command.title == "Accept the new task"
    params = types.ExecuteCommandParams(lens.command.command, lens.command.arguments)
    await editor.client.workspace_execute_command_async(params)
    await editor.sees(written)
    agent("sed -i s/10/60/ settings.toml", editor.roots[0])
    await editor.sees("settings.toml", "out-of-scope")


async def test_a_warning_marks_no_more_than_it_is_about(tmp_path: Path, start: Start) -> None:
    """Of a line only the suppression or the assertion is marked; of a line of settings all."""
    editor = await start(project(tmp_path / "shop", FILES))
    agent("sed -i 's/return 1/return 2  # noqa: E501/' shop.py", editor.roots[0])
    agent("sed -i 's/refund() == 1/refund()/' tests/test_shop.py", editor.roots[0])
    agent("sed -i s/10/60/ settings.toml", editor.roots[0])
    for path, rule, words in (
        ("shop.py", "added-suppression", "# noqa: E501"),
        ("tests/test_shop.py", "weakened-assertion", "assert refund()"),
        ("settings.toml", "out-of-scope", "timeout = 60"),
    ):
        (found,) = await editor.sees(path, rule)
        line = (editor.roots[0] / path).read_text().split("\n")[found.range.start.line]
        assert line[found.range.start.character : found.range.end.character] == words


async def test_of_very_many_findings_the_first_are_shown_and_the_rest_is_counted(
    tmp_path: Path, start: Start
) -> None:
    """A hundred stay usable; one line at the top of the file says how many more there are."""
    tests = "".join(f"def test_{n}():\n    assert f({n}) == {n}\n\n\n" for n in range(130))
    editor = await start(project(tmp_path / "shop", {"tests/test_shop.py": tests}))
    agent("sed -i 's/^def/@pytest.mark.skip\\ndef/' tests/test_shop.py", editor.roots[0])
    await until(lambda: editor.status().counts.warnings == 130, "all are counted")
    await until(lambda: len(editor.shown("tests/test_shop.py")) == 101, "and a hundred shown")
    (rest,) = [one for one in editor.shown("tests/test_shop.py") if one.code != "skipped-test"]
    assert rest.message.startswith("30 more findings in this file; ")
    assert rest.severity == types.DiagnosticSeverity.Information
    assert rest.range.start.line == 0
