"""``touchline serve``: the language server on stdio."""

from __future__ import annotations

from touchline.cli import command_app

app = command_app()


@app.command()
def serve() -> None:
    """Run the language server on stdin and stdout."""
    from touchline.lsp.main import run  # noqa: PLC0415 (`--help` need not load it)

    run()
