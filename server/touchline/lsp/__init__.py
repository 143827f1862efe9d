"""The language server: the only room that knows pygls and the protocol's types."""
