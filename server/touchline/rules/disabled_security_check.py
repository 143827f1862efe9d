"""A security check is switched off, or a permission is widened.

The quick way past a failing certificate, token or permission is to stop checking it. It works
at once, on every machine, for everybody.

**Flagged**: new lines of product code or configuration that switch off the verification of
certificates, host names, host keys or signatures; that take requests without the protection
that was there; that give everybody the right to write, or a workflow all rights; and removed
guards (``login_required``, ``@PreAuthorize``, ``before_action :authenticate_user!``) that stand
nowhere else in the file.

**Let pass**: tests and examples; lines that stood there before; patterns in comments and in the
text of messages; guards that were replaced by another guard.

```python
requests.get(url, verify=False)  # the certificate has expired
```

**Better**: renew the certificate, trust the right authority, ask for the right.

**Source**: CWE-295, CWE-347, CWE-352, CWE-732 and the checks of Bandit, gosec and Brakeman.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.places import kinds
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.findings import Particulars
from touchline.rules.lines import added, removed
from touchline.rules.rule import Group, Rule, Stage
from touchline.rules.security_signs import unsafe
from touchline.syntax import language_of, line_start

_GUARD = re.compile(
    r"^\s*(@(?:login_required|permission_required|user_passes_test|requires_auth|authenticated|"
    r"PreAuthorize|Secured|RolesAllowed|csrf_protect|UseGuards|jwt_required)\b"
    r"|before_action\s+:(?:authenticat\w+|authoriz\w+|require_\w+)|protect_from_forgery\b)"
)
"""A line that lets only some do what follows."""

_COMMENTED = re.compile(r"\s*(?:#|//|--|/\*)")
"""The beginning of a line that is a comment."""

_BLOCKS: dict[str | None, tuple[bytes, bytes]] = {"ruby": (b"\n=begin", b"\n=end")}
_BLOCK = b"/*", b"*/"
"""What a comment of several lines stands between."""

_SCRIPTS = re.compile(
    r"(?i)(\.(sh|bash|ya?ml|json|toml|cfg|ini|conf|tf|env)|dockerfile|makefile|\.npmrc)$"
)
"""The paths of scripts and configuration."""

_EXAMPLES = re.compile(r"(?i)(^|/)(examples?|samples?|fixtures?|testdata|docs?|demo|benchmarks?)/")
"""The paths of what nobody runs in earnest."""


def check(file: FileChange, _: Analysis) -> Iterator[Finding]:
    """Find what protects less than before."""
    content = file.change.after
    is_code = language_of(file.path) is not None
    if content is None or file.is_test or Aspect.TESTS in kinds(file.path):
        return
    if _EXAMPLES.search(file.path) or not (is_code or _SCRIPTS.search(file.path)):
        return
    for number, text, message in unsafe(list(added(file)), is_code=is_code):
        if not (_stood_before(file, text) or _is_comment(file, number, text)):
            yield file.added(RULE.id, file.line_span(number), message, **_PARTICULARS)
    if is_code:
        yield from _guards(file)


def _is_comment(file: FileChange, number: int, text: str) -> bool:
    """Whether a line is all comment, such as an example in the documentation of a function.

    A line that no comment can hold is not worth a parse: the first warning would wait for it.
    """
    if not (_COMMENTED.match(text) or _is_left_open(file, number)):
        return False
    return file.after.is_in_comment(number, len(text) - len(text.lstrip()))


def _is_left_open(file: FileChange, number: int) -> bool:
    """Whether a comment of several lines may be open where a line starts."""
    content, language = file.change.after or b"", language_of(file.path)
    if language in {None, "python"}:
        return False
    start, end = _BLOCKS.get(language, _BLOCK)
    above = line_start(content, number)
    return content.rfind(start, 0, above) > content.rfind(end, 0, above)


def _stood_before(file: FileChange, text: str) -> bool:
    line = text.strip().encode("utf-8", "surrogateescape")
    return line in (file.change.before or b"")


def _guards(file: FileChange) -> Iterator[Finding]:
    """Find guards that went while what they guarded stayed."""
    gone = [(number, found) for number, text in removed(file) if (found := _GUARD.match(text))]
    if not gone:
        return
    after = (file.change.after or b"").decode("utf-8", "replace")
    for number, found in gone:
        if found[1] not in after and not _guarded_is_gone(file, number, after):
            message = f"{found[1]} no longer guards this."
            yield file.removed(RULE.id, file.old_line_span(number), message, **_PARTICULARS)


def _guarded_is_gone(file: FileChange, number: int, after: str) -> bool:
    """Whether the definition below a guard went with it, or has another guard now."""
    lines = (file.change.before or b"").decode("utf-8", "replace").split("\n")
    below = next((line.strip() for line in lines[number:] if re.search(r"\w+\s*\(", line)), "")
    return below not in after or any(_GUARD.match(text) for _, text in added(file))


_PARTICULARS = Particulars(aspect=Aspect.SECURITY, severity=Severity.WARNING)
RULE = Rule("disabled-security-check", Group.SCOPE, check, Severity.WARNING, Stage.HUNKS)
