"""Writes the last column of docs/clauses.csv: which test files claim each clause by `@pytest.mark.clause(...)`."""

import ast
import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "clauses.csv"
COLUMNS = ("id", "sentence", "home", "tests")


def claims() -> dict[str, list[str]]:
    """The test files that claim each clause, by its id."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for clause in _marked(ast.parse(file.read_text())):
            found[clause].add(str(file.relative_to(ROOT)))
    return {clause: sorted(files) for clause, files in found.items()}


def _marked(tree: ast.AST) -> Iterator[str]:
    """Every id inside a clause marker."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.clause"):
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def rows() -> list[dict[str, str]]:
    """The list as it stands."""
    with PAGE.open(newline="") as page:
        return list(csv.DictReader(page))


def main() -> int:
    """Rewrite the page; say how many clauses are claimed."""
    claimed = claims()
    kept = [{**row, "tests": " ".join(claimed.get(row["id"], ()))} for row in rows()]
    with PAGE.open("w", newline="") as page:
        writer = csv.DictWriter(page, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    print(f"{sum(bool(row['tests']) for row in kept)} of {len(kept)} clauses are claimed by a test.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
