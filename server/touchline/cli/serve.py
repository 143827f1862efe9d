"""``touchline serve``: the language server on stdio."""

from __future__ import annotations

from touchline.cli import command_app, uncollected

app = command_app()


@app.command()
def serve() -> None:
    """Run the language server on stdin and stdout."""
    with uncollected():
        from touchline.lsp.main import run  # noqa: PLC0415 (`--help` need not load it)

    run()
