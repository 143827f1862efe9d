"""F5: the source tree's server calls the debugger that waits for it, and stops at a breakpoint."""

import json
import socket
import sys
from pathlib import Path
from typing import Any, cast

from tests.bench.wire import Client, Message

_ROOT = Path(__file__).parents[2]
_STOPS_IN = _ROOT / "server/touchline/lsp/folder.py"
_STOPS_AT = "undo = Limits("


def test_a_breakpoint_in_the_server_is_reached(tmp_path: Path) -> None:
    """By what `.vscode/launch.json` and the client say, with the debug adapter of VS Code."""
    launch = json.loads((_ROOT / ".vscode/launch.json").read_text())
    waiting = next(one for one in launch["configurations"] if one.get("listen"))
    waiting["listen"]["port"] = _free_port()
    adapter = Client([sys.executable, "-m", "debugpy.adapter"], {})
    _ask(adapter, "initialize", adapterID="debugpy", pathFormat="path")
    _ask(adapter, "attach", **waiting)
    adapter.wait(lambda message: message.get("event") == "debugpyWaitingForServer")

    server = _debugged(waiting["listen"])
    adapter.wait(lambda message: message.get("event") == "initialized")
    line = 1 + next(number for number, text in enumerate(_STOPS_IN.open()) if _STOPS_AT in text)
    source = {"path": str(_STOPS_IN)}
    _ask(adapter, "setBreakpoints", source=source, breakpoints=[{"line": line}])
    _ask(adapter, "configurationDone")
    root = tmp_path.as_uri()
    server.send("initialize", {"processId": None, "rootUri": root, "capabilities": {}}, 1)
    server.wait(lambda message: message.get("id") == 1)
    server.send("initialized", {})

    _, stopped = adapter.wait(lambda message: message.get("event") == "stopped")
    _ask(adapter, "stackTrace", threadId=stopped["body"]["threadId"])
    _, trace = adapter.wait(lambda message: message.get("command") == "stackTrace")
    top = trace["body"]["stackFrames"][0]
    assert (top["source"]["path"], top["line"]) == (str(_STOPS_IN), line)
    _ask(adapter, "disconnect", terminateDebuggee=True)
    server.process.wait(60)
    adapter.stop()


def _debugged(listening: dict[str, Any]) -> Client:
    """Start the server as the client does in a development window."""
    where = f"{listening['host']}:{listening['port']}"
    arguments = ["-P", "-m", "debugpy", "--connect", where, "-m", "touchline", "serve"]
    return Client([sys.executable, *arguments], {})


def _ask(adapter: Client, command: str, **arguments: object) -> None:
    message: Message = {"seq": 1, "type": "request", "command": command, "arguments": arguments}
    adapter.write(message)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return cast("int", one.getsockname()[1])
