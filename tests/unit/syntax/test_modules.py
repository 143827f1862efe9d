"""Imports: which known files a file imports, in every language with facts."""

import pytest

from touchline.syntax import Known, facts, imported

GO = 'package main\n\nimport (\n\t"fmt"\n\tp "example.com/m/internal/parse"\n)\n'
PARSER = "main/org/b/Parser.java"
CASES = [
    ("pkg/app.py", "from .core import parse\n", "pkg/core.py"),
    ("pkg/sub/app.py", "from ..core import parse\n", "pkg/core.py"),
    ("pkg/app.py", "from . import core\n", "pkg/core.py"),
    ("pkg/app.py", "from . import (\n    one,\n    core as c,\n)\n", "pkg/core.py"),
    ("pkg/app.py", "from .sub import thing\n", "pkg/sub/__init__.py"),
    ("tests/test_core.py", "import pkg.core\n", "pkg/core.py"),
    ("tests/test_core.py", "import os, pkg.core as core\n", "src/pkg/core.py"),
    ("tests/test_core.py", "from pkg.core import parse\n", "src/pkg/core.py"),
    ("services/a/tests/test_core.py", "from pkg import core\n", "services/a/src/pkg/core.py"),
    ("src/app.ts", "import { parse } from './parse';\n", "src/parse.ts"),
    ("src/app.ts", "import { parse } from './parse.js';\n", "src/parse.ts"),
    ("src/view/app.tsx", "import parse from '../parse';\n", "src/parse/index.ts"),
    ("src/app.js", "const parse = require('./parse');\n", "src/parse.js"),
    ("src/app.js", "export * from './parse';\n", "src/parse.js"),
    ("src/app.js", "const parse = await import('./parse.mjs');\n", "src/parse.mjs"),
    ("src/view/app.tsx", "import parse from '@/parse';\n", "src/parse.ts"),
    ("cmd/main.go", GO, "internal/parse/parse.go"),
    ("src/main.rs", "mod parse;\n", "src/parse.rs"),
    ("src/main.rs", "mod parse;\n", "src/parse/mod.rs"),
    ("src/app/run.rs", "use crate::parse::Parser;\n", "src/parse.rs"),
    ("src/app/run.rs", "use crate::{parse::{self, Parser}, other};\n", "src/parse.rs"),
    ("src/app/run.rs", "use super::load::Loader;\n", "src/app/load.rs"),
    ("src/app/run.rs", "use super::Thing;\n", "src/app.rs"),
    ("src/app/run.rs", "use crate::Thing;\n", "src/lib.rs"),
    ("tests/parse.rs", "use my_crate::parse::Parser;\n", "src/parse.rs"),
    ("main/org/a/App.java", "import org.b.Parser;\nclass App {}\n", PARSER),
    ("test/org/a/AppTest.java", "import static org.b.Parser.parse;\nclass AppTest {}\n", PARSER),
    ("main/org/a/App.java", "import org.b.*;\nclass App {}\n", PARSER),
    ("lib/app.rb", "require_relative 'parse/core'\n", "lib/parse/core.rb"),
    ("test/app_test.rb", "require 'app/parse'\n", "lib/app/parse.rb"),
    ("spec/deep/app_spec.rb", "require 'spec_helper'\n", "spec/spec_helper.rb"),
]
PACKAGES = (("example.com/m", ""), ("my-crate", ""))


@pytest.mark.parametrize(("path", "text", "target"), CASES)
def test_an_import_leads_to_the_file_that_it_means(path: str, text: str, target: str) -> None:
    """Among the known files the imported one is found, and no other."""
    files = frozenset({path, target, "other/core.py", "other/parse.ts", "README.md"})
    known = Known(files, PACKAGES)
    assert imported(path, facts(path, text.encode()), known) == {target}


@pytest.mark.parametrize(
    ("path", "text", "other"),
    [
        ("pkg/app.py", "import core\n", "other/core.py"),
        ("pkg/app.py", '"""\nimport pkg.core\n"""\n', "pkg/core.py"),
        ("src/app.ts", "import parse from 'parse';\n", "src/parse.ts"),
        ("cmd/main.go", 'package main\n\nimport "example.org/m/parse"\n', "parse/parse.go"),
        ("src/main.rs", "use std::fs;\n", "src/lib.rs"),
        ("src/main.rs", "mod parse {\n}\n", "src/parse.rs"),
        ("org/a/App.java", "import org.c.Parser;\nclass App {}\n", "org/b/Parser.java"),
        ("lib/app.rb", "load 'parse.rb'\n", "other/parse.rb"),
    ],
)
def test_a_like_name_is_no_import(path: str, text: str, other: str) -> None:
    """What has the same name elsewhere, or is only quoted, is not imported."""
    known = Known(frozenset({path, other}), PACKAGES)
    assert imported(path, facts(path, text.encode()), known) == frozenset()


def test_a_language_without_facts_imports_nothing() -> None:
    """Of a file that is not parsed nothing is known."""
    path = "src/app.c"
    known = Known(frozenset({"src/a.h"}))
    assert imported(path, facts(path, b'#include "a.h"\n'), known) == frozenset()
