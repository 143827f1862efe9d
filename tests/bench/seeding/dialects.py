"""What a weakening looks like in each language, as regular expressions and replacements."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .blocks import Layout


@dataclass(frozen=True, slots=True)
class Insert:
    """A line put above a test's header or as the first of its body, where the file matches."""

    where: str
    line: str
    only_if: str = ""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A replacement in a test's header, where the file matches."""

    pattern: str
    replacement: str
    only_if: str = ""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One language's tests. ``skip``, ``focus``, ``uncollect`` rewrite a header or add a line.

    ``weaken`` rewrites an assertion statement; ``expected`` finds a literal that it compares
    with, as the group ``literal``; ``rename`` turns a collected file name into one that the
    runner passes over.
    """

    layout: Layout
    comment: str
    assertion: re.Pattern[str]
    skip: tuple[Insert | Rewrite, ...]
    focus: tuple[Insert | Rewrite, ...]
    uncollect: tuple[Rewrite, ...]
    early: tuple[Insert, ...]
    weaken: tuple[tuple[str, str], ...]
    expected: tuple[str, ...]
    rename: tuple[tuple[str, str], ...] = ()
    lead_uncollect: str = ""
    name: str = r"\b(\w+)\("


_LIT = r"(?P<literal>-?\d+(?:\.\d+)?|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|[Tt]rue|[Ff]alse)"
_RSPEC = r"\bexpect[ ({]|\bis_expected\b"
_NO = re.compile(r"(?!)")

PYTHON = Dialect(
    layout=Layout(
        re.compile(r"(?P<indent>[ \t]*)(?:async )?def test\w*\("),
        re.compile(r"\s*@"),
        re.compile(r":\s*(#.*)?$"),
        None,
    ),
    comment="# ",
    assertion=re.compile(r"\s+(assert\b|self\.assert(?!Raises|Logs|Warns)\w*\()"),
    skip=(
        Insert("above", '@pytest.mark.skip(reason="flaky")', r"\bpytest\b"),
        Insert("above", "@pytest.mark.xfail", r"\bpytest\b"),
        Insert("inside", 'pytest.skip("not now")', r"\bpytest\b"),
        Insert("above", '@unittest.skip("flaky")', r"\bunittest\b"),
        Insert("inside", 'self.skipTest("not now")', r"\bunittest\b"),
        Insert("above", "@unittest.expectedFailure", r"\bunittest\b"),
    ),
    focus=(),
    uncollect=(Rewrite(r"def test", "def _test"), Rewrite(r"def test_?", "def check_")),
    early=(Insert("inside", "return"),),
    weaken=(
        (r"(?s)assert (\w[\w.()\[\]\"']*) == .+", r"assert \1 is not None"),
        (r"(?s)assert (\w[\w.()\[\]\"']*) == .+", r"assert \1"),
        (r"(?s)assert (\w[\w.()\[\]\"']*) == .+", "assert True"),
        (r"(?s)assert (\w[\w.()\[\]\"']*) == (.+)", r"assert \1 == \1"),
        (r"(?s)self\.assertEqual\((\w[\w.\[\]]*), .+\)", r"self.assertIsNotNone(\1)"),
        (r"(?s)self\.assertEqual\((\w[\w.\[\]]*), .+\)", r"self.assertTrue(\1)"),
        (r"(?s)self\.assert(?:Equal|In|True)\(.+\)", "self.assertTrue(True)"),
    ),
    expected=(
        rf"(?s)assert [^=!<>]+ == {_LIT}\s*$",
        rf"(?s)assertEqual\(.+,\s*{_LIT},?\s*\)$",
        rf"(?s)assertEqual\({_LIT},",
    ),
    rename=((r"/?test_(\w+)\.py$", r"/checks_\1.py"), (r"(\w+)_test\.py$", r"\1_checks.py")),
    name=r"def (test\w*)",
)

_JS_CALL = r"(?P<indent>[ \t]*)(?:it|test)(?:\.concurrent)?\("
JAVASCRIPT = Dialect(
    layout=Layout(re.compile(_JS_CALL), _NO, re.compile(r"\{\s*$"), r"\}\s*\)"),
    comment="// ",
    assertion=re.compile(
        r"\s+(?:await )?(?:expect(?:Type)?\(|(?:t\.)?assert[.(]|t\.\w*[eE]qual\()"
    ),
    skip=(
        Rewrite(r"\b(it|test)\(", r"\1.skip("),
        Rewrite(r"\bit\(", "xit(", r"\bexpect\("),
    ),
    focus=(Rewrite(r"\b(it|test)\(", r"\1.only("),),
    uncollect=(),
    early=(Insert("inside", "return;"), Insert("inside", "if (true) return;")),
    weaken=(
        (r"(?s)\.(?:toBe|toEqual|toStrictEqual|toMatchObject)\(.+\)", ".toBeDefined()"),
        (r"(?s)\.(?:toBe|toEqual|toStrictEqual)\(.+\)", ".toBeTruthy()"),
        (r"(?s)\.(?:toBe|toEqual|toStrictEqual)\(.+\)", ".toEqual(expect.anything())"),
        (
            r"(?s)assert\.(?:strictEqual|deepStrictEqual|deepEqual|equal)\(([\w.\[\]']+), .+\)",
            r"assert.ok(\1)",
        ),
        (r"(?s)assert\.(?:strictEqual|deepStrictEqual|deepEqual|equal)\(.+\)", "assert.ok(true)"),
        (r"(?s)t\.(?:equal|same|strictEqual)\(([\w.]+), .+\)", r"t.ok(\1)"),
    ),
    expected=(
        rf"\.(?:toBe|toEqual|toStrictEqual)\({_LIT}\)",
        rf"\.(?:strictEqual|equal|deepStrictEqual|deepEqual)\([^,]+, {_LIT}\)",
    ),
    rename=((r"\.(?:test|spec)\.(\w+)$", r".checks.\1"),),
    name=r"[\"'`]([^\"'`]+)[\"'`]",
)

GO = Dialect(
    layout=Layout(
        re.compile(r"(?P<indent>)func Test\w*\(t \*testing\.T\) \{"),
        re.compile(r"//"),
        re.compile(r"\{\s*$"),
        r"\}",
    ),
    comment="// ",
    assertion=re.compile(
        r"\s+(?:(?:assert|require|s)\.\w+\(|testequal|t\.(?:Error|Fatal)|if .*!.*\{$)"
    ),
    skip=(
        Insert("inside", 't.Skip("flaky")'),
        Insert("inside", "t.SkipNow()"),
        Insert("inside", 't.Skipf("not now: %s", "flaky")'),
    ),
    focus=(),
    uncollect=(Rewrite(r"func Test", "func test"), Rewrite(r"func Test", "func XTest")),
    early=(Insert("inside", "return"),),
    weaken=(
        (
            r"(?s)(assert|require)\.Equal\(t, .+, ([\w.]+(?:\(\))?)\)",
            r"\1.NotNil(t, \2)",
        ),
        (r"(?s)(assert|require)\.(?:Equal|NoError|True)\(.+\)", r"\1.True(t, true)"),
        (r"^(\s*)if ([^;\n]+) \{(?=\n)", r"\1if false && \2 {"),
        (r"^(\s*)if (\w+) != (?!nil)\S+ \{(?=\n)", r"\1if \2 != \2 {"),
        (r"t\.(?:Errorf|Error|Fatalf|Fatal)\(", "t.Log("),
    ),
    expected=(
        rf"\.Equal\(t, {_LIT},",
        rf"if [\w.()]+ != {_LIT} \{{",
        rf"\b(?:want|expected|exp|wantErr)\s*:?= {_LIT}$",
        rf"\b(?:want|expected|exp|wantErr|expect|output|out):\s*{_LIT},",
    ),
    rename=((r"_test\.go$", "_checks.go"),),
    name=r"func (Test\w*)",
)

RUST = Dialect(
    layout=Layout(
        re.compile(r"(?P<indent>[ \t]*)(?:pub )?(?:async )?fn \w+\(\)"),
        re.compile(r"\s*#\["),
        re.compile(r"\{\s*$"),
        r"\}",
        re.compile(r"\s*#\[(?:\w+::)?test\b"),
    ),
    comment="// ",
    assertion=re.compile(r"\s+(?:debug_)?assert\w*!\("),
    skip=(
        Insert("above", "#[ignore]"),
        Insert("above", '#[ignore = "flaky"]'),
        Insert("above", "#[should_panic]"),
    ),
    focus=(),
    uncollect=(),
    early=(Insert("inside", "return;"), Insert("inside", "if true { return; }")),
    weaken=(
        (r"(?s)assert_eq!\((.+), Some\(.+\)\);", r"assert!(\1.is_some());"),
        (r"(?s)assert_eq!\((.+), Ok\(.+\)\);", r"assert!(\1.is_ok());"),
        (r"(?s)assert_eq!\(([\w.()&]+), .+\);", r"assert_eq!(\1, \1);"),
        (r"(?s)assert(?:_eq|_ne)?!\(.+\);", "assert!(true);"),
        (r"(?s)assert!\(([^,]+)\);", r"assert!(\1 || true);"),
    ),
    expected=(
        rf"(?s)assert_eq!\(.+, (?:Some\(|Ok\()?{_LIT}\)*,?\s*\);",
        rf"assert_eq!\((?:Some\(|Ok\()?{_LIT}\)*,",
    ),
    lead_uncollect=r"\s*#\[(?:\w+::)?test\]\s*$",
    name=r"fn (\w+)",
)

JAVA = Dialect(
    layout=Layout(
        re.compile(
            r"(?P<indent>[ \t]+)(?:public |protected |final )*void \w+\(.*\).*\{\s*$",
        ),
        re.compile(r"\s*@"),
        re.compile(r"\{\s*$"),
        r"\}",
        re.compile(r"\s*@(?:Parameterized)?Test\b"),
    ),
    comment="// ",
    assertion=re.compile(r"\s+(?:\w+\.)?(?:assert|then|verify)(?!Throws)\w*\("),
    skip=(
        Insert("above", "@Disabled", "jupiter"),
        Insert("above", '@Disabled("flaky")', "jupiter"),
        Insert("above", "@Ignore", r"import .*org\.junit\.Test|org\.junit\.\*"),
        Insert("above", '@Ignore("flaky")', r"org\.junit\.Test;|org\.junit\.\*"),
        Insert("inside", "Assume.assumeTrue(false);", r"org\.junit\.Test;"),
        Insert("inside", "Assumptions.assumeTrue(false);", "jupiter"),
    ),
    focus=(),
    uncollect=(Rewrite(r"void test", "void check", "extends TestCase"),),
    early=(Insert("inside", "if (true) return;"),),
    weaken=(
        (r"(?s)assertEquals\(.+, ([\w.]+(?:\(\w*\))?)\);", r"assertNotNull(\1);"),
        (r"(?s)assert(?:Equals|True|False|Same|Null)\(.+\);", "assertTrue(true);"),
        (r"(?s)assertEquals\(.+, ([\w.]+)\);", r"assertEquals(\1, \1);"),
        (r"(?s)\)\s*\.(?:isEqualTo|containsExactly|isSameAs|contains)\(.+\);", r").isNotNull();"),
    ),
    expected=(
        rf"assertEquals\({_LIT},",
        rf"assertEquals\([^,]+,\s*{_LIT}\);",
        rf"\.isEqualTo\({_LIT}\)",
        rf"\.(?:is|equalTo)\({_LIT}\)",
    ),
    rename=((r"/(?!Test)(\w+?)Tests?\.java$", r"/\1Cases.java"),),
    lead_uncollect=r"\s*@Test\b.*$",
    name=r"void (\w+)",
)

RUBY = Dialect(
    layout=Layout(
        re.compile(
            r"(?P<indent>[ \t]*)"
            r"(?:(?:it|specify|test|should)[ (].*\bdo(?: \|.*\|)?\s*$|def test_\w+)",
        ),
        re.compile(r"\s*#(?!\s*(?:frozen|rubocop))"),
        re.compile(r"\bdo(?: \|.*\|)?\s*$|def test_"),
        r"end\b",
    ),
    comment="# ",
    assertion=re.compile(
        r"\s+(?:(?:assert|refute)\w*[ (!]|expect\(.*\)?\.(?:to|not_to|to_not)\b"
        r"|.+\.(?:must|wont|should|should_not)(?:_\w+|\.| |$))"
    ),
    skip=(
        Insert("inside", 'skip "flaky"'),
        Insert("inside", "skip"),
        Rewrite(r"^(\s*)it\b", r"\1xit", _RSPEC),
        Insert("inside", 'pending "flaky"', _RSPEC),
        Rewrite(r"^(\s*)it (.*) do$", r"\1it \2, skip: true do", _RSPEC),
    ),
    focus=(
        Rewrite(r"^(\s*)it\b", r"\1fit", _RSPEC),
        Rewrite(r"^(\s*)it (.*) do$", r"\1it \2, :focus do", _RSPEC),
    ),
    uncollect=(Rewrite(r"def test_", "def check_"), Rewrite(r"def test_", "def _test_")),
    early=(Insert("inside", "next"), Insert("inside", "return", "def test_")),
    weaken=(
        (r"(?s)assert_equal\(? ?.+, ([\w.@]+)\)?$", r"refute_nil \1"),
        (r"(?s)assert_equal\(? ?.+, ([\w.@]+)\)?$", r"assert \1"),
        (r"(?s)assert_equal .+", "assert true"),
        (r"(?s)\.to (?:eq|eql|be)[ (].+", ".not_to be_nil"),
        (r"(?s)\.to (?:eq|eql|match_array|include)[ (].+", ".to be_truthy"),
        (r"(?s)\.must_(?:equal|include|match) .+", ".wont_be_nil"),
    ),
    expected=(
        rf"assert_equal\(? ?{_LIT},",
        rf"\.to (?:eq|eql|be)[ (]{_LIT}",
        rf"\.must_equal {_LIT}",
    ),
    rename=((r"_(?:spec|test)\.rb$", "_checks.rb"), (r"/(?:spec|test)_(\w+)\.rb$", r"/\1.rb")),
    name=r"def (test_\w+)|[\"']([^\"']+)[\"']",
)

DIALECTS = {
    "python": PYTHON,
    "javascript": JAVASCRIPT,
    "go": GO,
    "rust": RUST,
    "java": JAVA,
    "ruby": RUBY,
}
