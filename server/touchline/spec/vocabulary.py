"""The English that is understood: verbs by family, nouns by the kind of change they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What is, or may not be, done. ``WORK`` is any other task."""

    CHANGE = "change"
    ADD = "add"
    REMOVE = "remove"
    RENAME = "rename"
    SKIP = "skip"
    WEAKEN = "weaken"
    FAKE = "fake"
    BREAK = "break"
    WORK = "work"


class Noun(StrEnum):
    """What it is done to."""

    TESTS = "tests"
    EXISTING_TESTS = "existing tests"
    ASSERTIONS = "assertions"
    EXPECTATIONS = "expectations"
    SNAPSHOTS = "snapshots"
    FILES = "files"
    API = "api"
    DEPENDENCIES = "dependencies"
    LOCK_FILES = "lock files"
    CI = "ci"
    CONFIGURATION = "configuration"
    DOCUMENTATION = "documentation"
    MIGRATION = "migration"
    GENERATED = "generated"
    THRESHOLDS = "thresholds"
    SUPPRESSION = "suppression"
    ERRORS = "errors"
    SECURITY = "security"
    STUB = "stub"
    DOUBLES = "doubles"
    HARD_CODING = "hard-coding"
    EXIT = "exit"
    MODE = "mode"
    ELSE = "else"


@dataclass(frozen=True, slots=True)
class Word:
    """A verb or a noun at offsets ``start`` to ``end`` of a sentence."""

    start: int
    end: int
    meaning: Verb | Noun
    text: str


_VERBS = {
    Verb.CHANGE: "touch change edit modify alter update adjust adapt rewrite refactor amend revise "
    "reformat improve migrate port bump upgrade downgrade extend regenerate simplify refresh "
    "convert replace reorganize restructure document rework clean_up mess_with tamper_with "
    "work_on work_in fiddle_with re-record",
    Verb.ADD: "add write create introduce install include implement support cover pull_in bring_in",
    Verb.REMOVE: "remove delete drop strip prune eliminate deprecate get_rid_of",
    Verb.RENAME: "rename move relocate",
    Verb.SKIP: "skip disable xfail ignore mute bypass quarantine circumvent turn_off comment_out",
    Verb.WEAKEN: "weaken loosen relax soften lower reduce decrease water_down",
    Verb.FAKE: "hardcode hard-code stub mock fake swallow suppress silence special-case monkeypatch",
    Verb.BREAK: "break",
    Verb.WORK: "fix repair resolve solve address handle debug investigate correct make allow "
    "prevent enable optimize speed_up expose return validate get use switch set extract inline "
    "split merge wire parse call raise teach generalize cache check build normalize revert finish "
    "complete stop ensure guard log accept reject render show display print load save send store "
    "read emit throw sort filter limit define declare export import run let give reuse detect "
    "rework round escape encode decode format pass register resolve bind expand reset "
    "tidy polish harden clarify trim rewire",
}
_DOUBLED = frozenset("drop strip skip stop log trim set split get let run".split())
_IRREGULAR = {
    "write": "wrote written", "rewrite": "rewrote rewritten", "break": "broke broken",
    "make": "made", "get": "got gotten", "set": "", "split": "", "build": "built", "let": "",
    "bring": "brought", "mess": "messed", "teach": "taught", "send": "sent", "bind": "bound",
    "run": "ran", "give": "gave given", "throw": "threw thrown", "show": "shown", "read": "",
    "reset": "",
}  # fmt: skip
_NOUNS: tuple[tuple[Noun, str], ...] = (
    (Noun.EXISTING_TESTS, r"(?:existing|current|present|original|old) (?:\w+ )?tests?\b(?! data)"),
    (
        Noun.EXPECTATIONS,
        r"(?:test )?expect(?:ation|ed (?:value|output|result|string|number|error message))s?"
        r"|golden (?:values?|outputs?)",
    ),
    (Noun.SNAPSHOTS, r"snap ?shots?(?: tests?| files?)?|golden (?:files?|masters?)"),
    (Noun.ASSERTIONS, r"asserts?|assertions?|(?:test|safety) checks"),
    (
        Noun.THRESHOLDS,
        r"(?:coverage|quality|score|lint)(?: \w+)? (?:thresholds?|limits?|gates?)|thresholds?"
        r"|(?:test )?coverage|tolerances?",
    ),
    (Noun.HARD_CODING, r"hard-?coded \w+|magic (?:values|numbers)"),
    (
        Noun.SUPPRESSION,
        r"(?:lint(?:er|ing)?|type|compiler|mypy|pyright|eslint|ruff|clippy)(?:[ -]\w+)? "
        r"(?:errors?|warnings?|rules?|checks?|comments?|suppressions?)|warnings?|noqa(?: comments?)?"
        r"|type: ?ignores?|ts-ignores?|eslint-disables?|suppressions?|linters?|type check(?:ing|er|s)",
    ),
    (Noun.LOCK_FILES, r"lock ?files?"),
    (Noun.MIGRATION, r"(?:(?:data(?:base)?|db|schema) )?migrations?|(?:database|db) schema"),
    (Noun.GENERATED, r"(?:auto-?)?generated (?:files?|code|clients?|sources?)|vendored? (?:files?|code)"),
    (
        Noun.DEPENDENCIES,
        r"(?:(?:third|3rd)[ -]party |runtime |dev |development |external |new |extra |additional )*"
        r"(?:dependenc(?:y|ies)|deps|librar(?:y|ies)|packages?)"
        r"(?! (?:structure|layout|name|manager))",
    ),
    (
        Noun.API,
        r"(?:public|exported|external)(?:[ -]facing)? (?:\w+ )?(?:apis?|interfaces?|functions?|"
        r"signatures?|surface|methods?|names)|(?:api )?(?:function |method |type )?signatures?"
        r"|apis?(?: surface| contract)?(?! (?:endpoint|key|client|call|test|doc|error|response|"
        r"request|server|route|token)s?)|back(?:wards?)?[ -]compat(?:ible|ibility)?|breaking changes?",
    ),
    (
        Noun.CI,
        r"(?:ci(?:/cd)?|github|gitlab|build|deploy(?:ment)?)(?: \w+)? "
        r"(?:workflows?|pipelines?|actions?|jobs?|config(?:uration)?s?|files?|steps?)"
        r"|ci(?:/cd)?|workflow files?|github actions",
    ),
    (
        Noun.CONFIGURATION,
        r"(?:\w+ )?config(?:uration)?s?(?: files?)?|(?:project |build )?settings(?: files?)?"
        r"|(?:lint|linter|build|tool|eslint|prettier|ruff|webpack|typescript) config(?:uration)?",
    ),
    (
        Noun.DOCUMENTATION,
        r"(?:api |user )?(?:docs?|documentation)(?: pages?| files?)?|doc ?strings?",
    ),
    (
        Noun.SECURITY,
        r"(?:auth(?:entication|orization)?|security|tls|ssl|certificate|permission|csrf)"
        r"(?: (?:checks?|verification|validation|middleware|headers?|tokens?|protection))?",
    ),
    (Noun.ERRORS, r"(?:all |any )?(?:errors?|exceptions?)"),
    (Noun.DOUBLES, r"(?:mock|fake|stub|test double)s"),
    (Noun.STUB, r"stubs?|placeholders?|todos?"),
    (Noun.EXIT, r"exit codes?"),
    (Noun.MODE, r"(?:file )?(?:permissions?|modes?) (?:bits?|of files)|executable bits?|file modes?"),
    (
        Noun.TESTS,
        r"(?:(?:unit|integration|e2e|end-to-end|regression|acceptance|smoke|functional) )tests?"
        r"|tests? ?(?:suites?|files?|cases?|code|folders?|director(?:y|ies)|fixtures?|data)|tests"
        r"|(?:(?<=\ba )|(?<=\bthe )|(?<=\bany )|(?<=\bno )|(?<=\bnew )|(?<=\bfailing )|(?<=\bone )"
        r"|(?<=\bthis )|(?<=\bthat )|(?<=\beach )|(?<=\bflaky ))test|(?:test )?fixtures?",
    ),
    (
        Noun.ELSE,
        r"(?:any|no)thing (?:else|more)|everything else|(?:any |the |all )?other (?:\w+ )?"
        r"(?:files?|code|parts?|modules?|places?|folders?|things?)"
        r"|(?:the )?rest(?: of (?:the|this|our) (?:\w+ )?(?:code(?:base)?|repo(?:sitory)?|project|files|app"
        r"|application|system|tree))?|unrelated (?:\w+ )?(?:code|files|things|parts|changes|modules)"
        r"|anywhere else|elsewhere",
    ),
    (
        Noun.FILES,
        r"(?:any |existing |source |the )*files?",
    ),
)  # fmt: skip


def _forms(base: str) -> Iterator[str]:
    """The forms of a verb; a second word (``clean_up``) stays as it is."""
    verb, _, rest = base.partition("_")
    rest = rest and " " + rest.replace("_", " ")
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    if verb.endswith("e"):
        forms = [verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"]
    elif verb[-1] == "y" and verb[-2] not in "aeiou":
        forms = [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    else:
        ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
        forms = [verb, verb + ending, f"{stem}ed", f"{stem}ing"]
    for form in (*forms, *_IRREGULAR.get(verb, "").split()):
        yield form + rest


VERB_FORMS = {
    form: family
    for family, bases in _VERBS.items()
    for base in bases.split()
    for form in _forms(base)
}
"""Every form of every verb, with its family."""

BASE_FORMS = frozenset(
    base.replace("_", " ") for bases in _VERBS.values() for base in bases.split()
)
"""The forms in which an order is given."""

VERB = "|".join(re.escape(form) for form in sorted(VERB_FORMS, key=len, reverse=True))
"""A pattern of all verbs, the longest first."""

_VERB = re.compile(rf"(?<![\w-])(?:{VERB})(?![\w-])")
_NOUN = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<n{number}>{pattern})" for number, (_, pattern) in enumerate(_NOUNS))
    + r")(?![\w/]|-\w)"
)


def verbs(text: str) -> list[Word]:
    """The verbs in a text that is all lower case, in order."""
    return [
        Word(match.start(), match.end(), VERB_FORMS[match[0]], match[0])
        for match in _VERB.finditer(text)
    ]


def nouns(text: str) -> list[Word]:
    """The nouns in a text that is all lower case, in order."""
    return [
        Word(match.start(), match.end(), _NOUNS[int(match.lastgroup[1:])][0], match[0])
        for match in _NOUN.finditer(text)
        if match.lastgroup
    ]
