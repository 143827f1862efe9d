"""The examples that an agent can see: in tests, in sample files and in the words of the task.

An example is known by adjacency: in ``assert area(3, 4) == 12``, in ``((3, 4), 12)`` and in
"``area(3, 4)`` should return ``12``" the scalars of the input stand right beside those of the
answer. Sample files come as two, one of inputs and one of answers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from touchline.rules.literals import Run, bits, runs_in, words
from touchline.rules.special_cases import SpecialCase
from touchline.rules.statement import statement

_DATA = re.compile(r"\.(?:in|out|txt|ans|dat|expected|output|input|a|sol)\d*$|/\d+$", re.IGNORECASE)
"""The paths of sample files."""

_ANSWERS = re.compile(r"(?:out|ans|expect|sol|golden|result)", re.IGNORECASE)
"""The names of those that hold answers."""

_EXAMPLE = re.compile(
    r"\w\(|→|->|=>|⟹|==|>>>|\b(?:examples?|input|output|returns?|should be|gives?|sample|e\.g\.)\b",
    re.IGNORECASE,
)
"""What a line holds that shows an example."""

_PROSE = re.compile(r"(?:^|/)[^./]+$|\.(?:md|mdx|rst|adoc)$", re.IGNORECASE)
"""The paths of prose, the task among them."""

_FENCE = re.compile(r"^\s*(?:```|~~~)")
"""The beginning or end of a block of code."""

_MARK = "\x1f"
"""What stands between the scalars of a stream; it stands in no text."""

_LONGEST = 2_000_000
"""Bytes of a file that are read."""

_ASIDE = 2
"""Scalars that may stand between an input and its answer."""

_KNOWN = 8.0
"""Bits from which on an input, or an answer, is known again among others."""

_SINGLE = 16.0
_SOME = 3.0
"""Bits of an input that is hardly found twice, and of an answer that it may then have."""


@dataclass(frozen=True)
class Samples:
    """The examples of a change set, ready to be asked about."""

    streams: tuple[str, ...] = ()
    inputs: str = _MARK
    answers: str = _MARK
    input_lines: frozenset[Run] = frozenset()
    rules: tuple[Run, ...] = ()

    def shows(self, case: SpecialCase) -> bool:
        """Whether an example has this input and this answer, and no rule of the task has."""
        return self.has(case) and not any(_states(rule, case) for rule in self.rules)

    def has(self, case: SpecialCase) -> bool:
        """Whether an example has this input and this answer."""
        return self._beside(case) or self._in_files(case)

    def _beside(self, case: SpecialCase) -> bool:
        one = _joined((*case.key, *case.outcome))
        other = _joined((*case.outcome, *case.key))
        if any(one in stream or other in stream for stream in self._holding(case)):
            return True
        told, answer = bits(case.key), bits(case.outcome)
        if told >= _SINGLE and answer >= _SOME:
            return self._apart(case, 2 * _ASIDE)
        return told >= _KNOWN and answer >= _KNOWN and self._apart(case, _ASIDE)

    def _apart(self, case: SpecialCase, aside: int) -> bool:
        """Whether an input that can hardly be another one stands near its answer."""
        key, outcome = re.escape(_joined(case.key)), re.escape(_joined(case.outcome)[1:])
        others = f"(?:[^{_MARK}]*{_MARK}){{0,{aside}}}"
        after = re.compile(key + others + outcome)
        before = re.compile(_MARK + outcome + others + key[len(re.escape(_MARK)) :])
        near = self._holding(case)
        return any(after.search(stream) or before.search(stream) for stream in near)

    def _holding(self, case: SpecialCase) -> Sequence[str]:
        """Return the streams in which the rarest scalar of a case stands."""
        scalars = (scalar.casefold() for scalar in (*case.key, *case.outcome))
        found = (self._places.get(scalar, ()) for scalar in scalars)
        return [self.streams[at] for at in min(found, key=len, default=range(len(self.streams)))]

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the streams in which each scalar stands."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, stream in enumerate(self.streams):
            for scalar in set(stream.split(_MARK)):
                found[scalar].append(at)
        return dict(found)

    def _in_files(self, case: SpecialCase) -> bool:
        if _joined(case.outcome) not in self.answers:
            return False
        return all(
            _joined((scalar,)) in self.inputs
            or (len(scalar) == 1 and scalar.casefold() in self.inputs)
            for scalar in case.key
        ) and (
            _joined(case.key) in self.inputs
            or tuple(sorted(case.key)) in self.input_lines
            or len(case.key) > 1
        )


def may_show(path: str, content: bytes) -> bool:
    """Whether a file can hold an example: any but prose without two values to stand together."""
    return not _PROSE.search(path) or len(_runs_of_prose(content)) > 1


def read_samples(texts: Iterable[tuple[str, bytes]]) -> Samples:
    """Read the examples of files, tests and the task among them."""
    streams: list[str] = []
    inputs: list[str] = []
    answers: list[str] = []
    lines: set[Run] = set()
    rules: list[Run] = []
    for path, content in texts:
        text = content[:_LONGEST].decode("utf-8", "replace")
        if _PROSE.search(path):
            streams.append(_joined(_runs_of_prose(content)))
            rules += _stated(text)
            for is_answer, line in statement(text):
                found = words(line)
                (answers if is_answer else inputs).extend(found)
                if not is_answer:
                    lines.add(tuple(sorted(found)))
            continue
        if not _DATA.search(path):
            streams.append(_stream(content))
            continue
        found = words(text)
        if _ANSWERS.search(path.rpartition("/")[2]):
            answers += found
        else:
            inputs += found
            lines |= {tuple(sorted(words(line))) for line in text.split("\n") if line.strip()}
    return Samples(
        tuple(streams),
        _joined(inputs),
        _joined(answers),
        frozenset(lines),
        tuple(rules),
    )


def read_outputs(texts: Iterable[tuple[str, bytes]]) -> tuple[Run, ...]:
    """Return each line that sample files, and the examples of a task, want as an answer."""
    lines: list[str] = []
    for path, content in texts:
        text = content[:_LONGEST].decode("utf-8", "replace")
        if _PROSE.search(path):
            lines += (line for is_answer, line in statement(text) if is_answer)
        elif _DATA.search(path) and _ANSWERS.search(path.rpartition("/")[2]):
            lines += text.split("\n")
    return tuple(words(line) for line in lines if line.strip())


def _runs_of_prose(content: bytes) -> list[str]:
    """Return the scalars of prose, in which a backquote marks code; it is no quote of the code."""
    return runs_in(content[:_LONGEST].decode("utf-8", "replace").replace("`", " "))


@lru_cache(maxsize=256)
def _stream(content: bytes) -> str:
    """Return the scalars of code in their order; a session asks again and again for the same."""
    return _joined(runs_in(content[:_LONGEST].decode("utf-8", "replace")))


def _joined(run: Iterable[str]) -> str:
    """Return scalars as one text; small and capital letters are the same, as code may fold them."""
    return (_MARK + "".join(scalar + _MARK for scalar in run)).casefold()


def _states(rule: Run, case: SpecialCase) -> bool:
    """Whether a line says what becomes of an input: by name, or with hardly another word."""
    run = (*case.key, *case.outcome)
    named = any(not re.match(r"-?\d|true|false|null|$", scalar) for scalar in run)
    if not named and len(rule) > len(run) + _ASIDE:
        return False
    line = _joined(rule)
    return _joined(case.key) in line and _joined(case.outcome) in line


def _stated(task: str) -> list[Run]:
    """Return the words of each line of a task that states a rule and shows no example."""
    found: list[Run] = []
    fenced = False
    for line in task.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and not _EXAMPLE.search(line):
            found.append(tuple(re.findall(r"-?\d[\d.]*\d|[^\W_]+|-?\d", line)))
    return [rule for rule in found if rule]
