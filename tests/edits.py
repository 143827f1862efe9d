"""A small project and what may become of its files, for tests that edit at random."""

TASK = """---
budget:
  files: 3
---
Fix `total` in src/total.py.

Don't touch src/tax.py.
"""
_TEST = "def test_%s():\n    assert total([1, 2]) == 3\n    assert total([]) == %s\n\n"
_TESTS = (_TEST % ("one", 0)) + (_TEST % ("two", 0))
FILES = {
    "src/tax.py": "def tax(sum):\n    return sum * 2\n",
    "src/total.py": "from src.tax import tax\n\n\ndef total(values):\n    return sum(values)\n",
    "src/use.py": "from src.total import total\n\nprint(total([1]))\n",
    "tests/test_a.py": f"from src.total import total\n\n{_TESTS}",
    "tests/test_b.py": "from src.total import total\n",
}
# None: the file is removed.
TEXTS = (
    None,
    "",
    "x = (\n",
    *FILES.values(),
    _TEST % ("one", 1),
    _TEST % ("two", 0),
    FILES["tests/test_b.py"] + _TESTS,
    _TESTS.replace("assert total([])", "total([])"),
    "@pytest.mark.skip\n" + _TESTS,
    FILES["src/total.py"].replace("sum(values)", "3 if values == [1, 2] else 0"),
    FILES["src/use.py"] + "get(url, verify=False)\n",
)
PATHS = (*FILES, "src/new.py", "tests/test_new.py")
