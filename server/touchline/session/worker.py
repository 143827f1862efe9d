"""The process beside the server: judges change sets until its input ends."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import IO

from touchline.model import Change, ChangeSet
from touchline.review import Part, Reviewer
from touchline.rules.registry import RULES
from touchline.rules.user import read_rules
from touchline.session.aside import Answer, Question, Terms


def run() -> None:
    """Answer questions on stdin with reports on stdout."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed by mistake is no answer
    with suppress(EOFError, BrokenPipeError):
        _serve(sys.stdin.buffer, answers)


def _serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    changes: dict[str, Change] = {}
    said: Mapping[str, Part] = {}
    reviewer: Reviewer | None = None
    while True:
        question: Question = pickle.load(questions)  # noqa: S301 (the server wrote it)
        changes |= {change.path: change for change in question.new}
        changes = {path: changes[path] for path in question.paths}
        if question.terms is not None:
            fresh = _reviewer(question.terms)
            reviewer = fresh.after(reviewer) if reviewer else fresh
        if reviewer is not None:
            change_set = ChangeSet(changes=tuple(changes.values()), context=question.context)
            review = reviewer.look(change_set, unjudged=question.unjudged)
            new = {path: part for path, part in review.parts.items() if said.get(path) is not part}
            pickle.dump(Answer(new, review.notes), answers)
            answers.flush()
            said = review.parts


def _reviewer(terms: Terms) -> Reviewer:
    own = read_rules(terms.rules)
    return Reviewer(terms.spec, lambda: terms.around, (*RULES, *own.rules), own.notes)
