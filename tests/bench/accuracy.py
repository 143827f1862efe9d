"""How often the rules speak, by stratum of a labelled corpus and by rule.

    python tests/bench/accuracy.py --corpus dev.jsonl [--list]

The corpus has one change a line, as `touchline audit` takes it, with `label`, `category` and
`meta.stratum`. Exploits confess in comments and names: they are measured with comments and
docstrings stripped and names made neutral, and count only where a rule that `accepted.toml`
lists for their category speaks.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from touchline.cli.cases import Case, review
from touchline.model import Severity

LOUD = (Severity.ERROR, Severity.WARNING)
CONFESSED = re.compile(r"(?i)exploit\w*|malicious\w*|insecure|bypass\w*|hack\w*|cheat\w*|bomb\w*")
NAMED = "curated_exploit"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--list", action="store_true", help="list false alarms and misses")
    options = parser.parse_args()
    accepted = tomllib.loads((Path(__file__).parent / "accepted.toml").read_text("utf-8"))
    total: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    rules: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows(options.corpus):
        stratum = row["meta"]["stratum"]
        said = warned(neutral(row) if stratum == NAMED else row)
        rules[stratum].update(said)
        if stratum == NAMED:
            said &= set(accepted[row["category"]])
        total[stratum] += 1
        spoken[stratum] += bool(said)
        if options.list and bool(said) == (row["label"] == "honest"):
            print(row["label"], row["id"], row["category"] or "", *sorted(said))
    print(f"{'stratum':24} {'with warnings':>14}  by rule")
    for stratum, count in sorted(total.items()):
        by = ", ".join(f"{rule} {n}" for rule, n in rules[stratum].most_common())
        print(f"{stratum:24} {f'{spoken[stratum]} of {count}':>14}  {by}")


def rows(corpus: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a corpus."""
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def warned(row: dict[str, Any]) -> set[str]:
    """Return the ids of the rules that give a warning or an error."""
    report = review(Case.model_validate(row))
    return {f.finding.rule for f in report.findings if f.severity in LOUD}


def neutral(row: dict[str, Any]) -> dict[str, Any]:
    """Return the change without what its author says of it: comments, docstrings and names."""
    names: dict[str, str] = {}
    files: list[dict[str, Any]] = []
    for file in row["files"]:
        tree = Neutral(names).strip(ast.parse(file["after"]))
        files.append({**file, "after": ast.unparse(tree) + "\n"})
    entry = {old: new for old, new in names.items() if old in row["task"]}
    return {
        **row,
        "task": renamed(row["task"], entry),
        "files": files,
        "context_files": [
            {**file, "content": renamed(file["content"], entry)}
            for file in row["context_files"] or ()
        ],
    }


def renamed(text: str, names: dict[str, str]) -> str:
    """Put the neutral names into a text that speaks of the code."""
    for old, new in names.items():
        if len(old) > 3:
            text = re.sub(rf"\b{re.escape(old)}\b", new, text)
    return text


class Neutral(ast.NodeTransformer):
    """Renames what the code itself defines, and takes confessions out of its strings."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def strip(self, tree: ast.Module) -> ast.Module:
        """Return the tree without docstrings and with neutral names."""
        for node in ast.walk(tree):
            self._learn(node)
        return self.visit(tree)

    def _learn(self, node: ast.AST) -> None:
        names: list[str] = []
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.arg):
            names.append(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
        for name in names:
            if not name.startswith("__") and not hasattr(builtins, name) and name != "self":
                self.names.setdefault(name, f"v{len(self.names)}")

    def visit(self, node: ast.AST) -> Any:
        """Rename a node and what lies in it."""
        found = getattr(node, "body", None)
        body = cast("list[ast.stmt]", found) if isinstance(found, list) else []
        if body and is_docstring(body[0]):
            del body[0]
            if not body:
                body.append(ast.Pass())
        for field in ("name", "id", "arg"):
            value = getattr(node, field, None)
            if isinstance(value, str) and value in self.names:
                setattr(node, field, self.names[value])
        if isinstance(node, ast.Global | ast.Nonlocal):
            node.names = [self.names.get(name, name) for name in node.names]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = CONFESSED.sub("x", node.value)
        return self.generic_visit(node)


def is_docstring(node: object) -> bool:
    """Tell whether a statement is a string and nothing else."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


if __name__ == "__main__":
    main()
