"""Whether a table is one in which something is looked up, and not a piece of configuration."""

from __future__ import annotations

import re

from touchline.syntax import Span

_ASKED = (
    rb"(?:get|has|fetch|getOrDefault|containsKey|contains|items|entries|keys|key\?|include\?|find)"
)
_AT_ONCE = re.compile(rb"\s*\)*\s*(?:\[|(?:\?\.|\.)\s*" + _ASKED + rb"\b)")
_NAMED = re.compile(
    rb"([A-Za-z_$][\w$]*)\s*(?::[^=\n;{]{0,80})?(?::=|=)\s*(?:[\w.:<>, &\[\]]{0,60}[({\[]\s*){0,2}$"
)
_BEFORE = 240


def is_looked_up(content: bytes, table: Span) -> bool:
    """Tell whether a value that is no literal is looked up in a table of a file.

    A table that is passed on, returned, or read by fixed names is configuration.
    """
    if _AT_ONCE.match(content, table.end):
        return True
    named = _NAMED.search(content[max(0, table.start - _BEFORE) : table.start])
    if named is None:
        return False
    name = re.escape(named[1])
    use = rb"\b%s\s*(?:(?:\?\.)?\[\s*(?![\"'`\d\]])|(?:\?\.|\.)\s*%s\b)" % (name, _ASKED)
    return re.search(use + rb"|\bin\s+(?:[\w$]+\.)*%s\b" % name, content) is not None
