"""What holds for every text and every spec."""

from hypothesis import given, settings
from hypothesis import strategies as st
from spec_support import TREE, hunk, judge_hunk

from touchline.model import Aspect, Verdict
from touchline.spec import Clause, ClauseKind, Origin, TaskSpec, Unread, parse
from touchline.spec.model import Quote

WORDS = st.sampled_from(
    [
        "don't",
        "never",
        "only",
        "except",
        "without",
        "you",
        "may",
        "update",
        "add",
        "remove",
        "skip",
        "the",
        "tests",
        "test",
        "public",
        "api",
        "docs",
        "lib/parse.py",
        "`parse`",
        "lib/",
        "src/**",
        ",",
        ".",
        ";",
        ":",
        "\n",
        "\n\n",
        "-",
        "#",
        "*",
        "**",
        ">",
        "---",
        "allow:",
        "forbid:",
        "[",
        "]",
        "{",
        "}",
        "<!--",
        "-->",
        "é",
        "\u2028",
        "\r",
        "\t",
        "\x00",
        "�",
        "`",
        "```",
        "(",
        ")",
        "at",
        "most",
        "3",
        "files",
        "?",
        "!",
        "\u2019",
        "[x]",
        "unless",
        "if",
        "is",
        "off",
        "limits",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))
PATHS = st.sampled_from([*TREE, "new/file.py", "tests/test_new.py"])
GLOBS = st.sampled_from([*TREE, "**", "lib/**", "tests/**", "**/*.py", "src/**"])
CLAUSES = st.builds(
    Clause,
    kind=st.sampled_from([ClauseKind.GOAL, ClauseKind.ALLOW, ClauseKind.FORBID]),
    text=st.just("said"),
    path=st.just("t"),
    line=st.just(1),
    column=st.just(0),
    end_line=st.just(1),
    end_column=st.just(0),
    paths=st.lists(GLOBS, max_size=2).map(tuple),
    excluded=st.lists(GLOBS, max_size=1).map(tuple),
    symbols=st.lists(st.sampled_from(["parse", "total"]), max_size=1).map(tuple),
    aspects=st.frozensets(st.sampled_from(list(Aspect)), max_size=2),
    origin=st.sampled_from(list(Origin)),
)
SEVERITY = {Verdict.ASKED_FOR: 0, Verdict.UNMENTIONED: 0, Verdict.RULED_OUT: 1}


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_reading_never_raises_and_quotes_what_is_there(text: str) -> None:
    """Any text can be read, and each clause stands where its words are."""
    spec = parse(text, "t", TREE)
    for quote in (*spec.clauses, *spec.not_understood):
        assert _is_there(quote, text), quote


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_what_limits_the_work_is_the_same_before_all_is_read(text: str) -> None:
    """What a text forbids, and its budgets, can be told without reading the rest."""
    assert Unread(text, "t", TREE).limits == parse(text, "t", TREE).limits


def _is_there(quote: Quote, text: str) -> bool:
    """Whether the words of a quote begin and end where it says."""
    lines = [line.encode("utf-8", "surrogatepass") for line in text.split("\n")]
    if quote.text.startswith(("tests: ", "allow: ", "files: ")):
        return 1 <= quote.line <= quote.end_line <= len(lines)
    first = lines[quote.line - 1][_offset(lines, quote.line, quote.column, text) :]
    words = quote.text.split()
    return not words or first.decode("utf-8", "surrogatepass").lstrip().startswith(words[0])


def _offset(lines: list[bytes], line: int, column: int, text: str) -> int:
    """Return the offset of a column, which counts an escaped byte once."""
    done = 0
    for index, character in enumerate(text.split("\n")[line - 1]):
        if done >= column:
            return len(text.split("\n")[line - 1][:index].encode("utf-8", "surrogatepass"))
        escaped = "\udc80" <= character <= "\udcff"
        done += 1 if escaped else len(character.encode("utf-8", "surrogatepass"))
    return len(lines[line - 1])


@given(st.lists(CLAUSES, max_size=5), CLAUSES, PATHS)
@settings(max_examples=150, deadline=None)
def test_a_forbidding_clause_never_makes_a_hunk_less_severe(
    clauses: list[Clause], more: Clause, path: str
) -> None:
    """Whatever else is said, forbidding more never opens what was ruled out."""
    forbid = more.model_copy(update={"kind": ClauseKind.FORBID})
    place = hunk(path, symbols=("Parser", "Parser.parse"))
    before = judge_hunk(TaskSpec(clauses=tuple(clauses)), place)
    after = judge_hunk(TaskSpec(clauses=(*clauses, forbid)), place)
    assert SEVERITY[after.verdict] >= SEVERITY[before.verdict]
