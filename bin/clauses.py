"""Writes the last column of docs/clauses.csv: which test files claim each clause by `@pytest.mark.clause(...)`."""

import ast
import csv
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import django
from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "clauses.csv"
COLUMNS = ("id", "sentence", "home", "tests")


def claims() -> dict[str, list[str]]:
    """The test files that claim each clause, by its id."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for clause in _marked(file):
            found[clause].add(str(file.relative_to(ROOT)))
    return {clause: sorted(files) for clause, files in found.items()}


def clause_of(said: str) -> str:
    """The clause that a marker names: a setting beside a parameter, such as "P29.office_opens", stands for P29."""
    return said.partition(".")[0]


def _marked(file: Path) -> Iterator[str]:
    """Every id inside the clause markers of a file."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.clause"):
            yield from map(clause_of, _said(node, file))


def _said(marker: ast.Call, file: Path) -> tuple[str, ...]:
    """What the marker is called with; whatever is not written out is worked out where it stands, in its own module."""
    said = ast.Expression(ast.Tuple(marker.args, ast.Load()))
    written_out = all(isinstance(arg, ast.Constant) for arg in marker.args)
    names = {} if written_out else vars(_module(file))
    return eval(compile(ast.fix_missing_locations(said), file, "eval"), names)  # type: ignore[no-any-return]


def _module(file: Path) -> ModuleType:
    """The test file as Python sees it."""
    sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    if not apps.ready:
        django.setup()
    return import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))


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
