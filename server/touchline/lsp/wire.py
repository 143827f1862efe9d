"""How messages of our own travel: pydantic models beside lsprotocol's classes in pygls."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import attrs
from cattrs import Converter
from pydantic import BaseModel
from pygls.protocol import LanguageServerProtocol, default_converter

from touchline.lsp import protocol


def converter() -> Converter:
    """Return pygls' converter, taught to read and write pydantic models (camelCase)."""
    result = default_converter()
    result.register_structure_hook_func(_is_model, lambda value, model: model.model_validate(value))
    result.register_unstructure_hook_func(_is_model, as_json)
    return result


def as_json(model: BaseModel) -> dict[str, Any]:
    """Return a model as it travels."""
    return model.model_dump(mode="json", by_alias=True)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _notification(params: type[BaseModel]) -> type[Any]:
    """Make the class of a JSON-RPC notification with these params."""
    return attrs.make_class(
        f"{params.__name__}Notification",
        {
            "method": attrs.field(type=str),
            "jsonrpc": attrs.field(type=str),
            "params": attrs.field(type=params),
        },
    )


def _request(params: type[BaseModel]) -> type[Any]:
    """Make the class of a JSON-RPC request with these params."""
    return attrs.make_class(
        f"{params.__name__}Request",
        {
            "id": attrs.field(type=int | str),
            "method": attrs.field(type=str),
            "jsonrpc": attrs.field(type=str),
            "params": attrs.field(type=params),
        },
    )


MESSAGES = {
    protocol.NOT_TYPED: _notification(protocol.UriParams),
    protocol.CHANGES: _request(protocol.RootParams),
    protocol.BASELINE: _request(protocol.UriParams),
    protocol.REVERT: _request(protocol.RevertParams),
    protocol.UNDO: _request(protocol.RootParams),
    protocol.UNDO_MOVE: _request(protocol.RootParams),
    protocol.KEEP: _request(protocol.TargetParams),
    protocol.ALLOW: _request(protocol.AllowParams),
    protocol.MESSAGE: _request(protocol.TargetParams),
    protocol.SESSIONS: _request(protocol.RootParams),
    protocol.SESSION: _request(protocol.SessionParams),
}


class TouchlineProtocol(LanguageServerProtocol):
    """The language server protocol and Touchline's own requests."""

    @lru_cache  # noqa: B019 (one protocol object a process, as in the base class)
    def get_message_type(self, method: str) -> type[Any] | None:
        """Return the class of a message, ours first."""
        return MESSAGES.get(method) or super().get_message_type(method)
