"""The order of the house: what may know what, how long a room may grow, and who may read the clock."""

from __future__ import annotations

import ast
import os
import socket
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template import engines
from pytest_socket import SocketConnectBlockedError

ROOT = Path(__file__).resolve().parents[1]
TOWER = [
    "config",
    "demo",
    "assurance",
    "blocked_content",
    "incidents",
    "posts",
    "consent",
    "accounts",
    "policies",
    "pupils",
    "governance",
]
FLOORS = TOWER[1:]
BUDGETS = {
    "rules": 150,
    "models": 200,
    "selectors": 200,
    "services": 300,
    "forms": 200,
    "views": 200,
    "access": 150,
    "profile": 150,
    "duties": 150,
    "personal_data": 150,
    "tasks": 50,
}
VIEW_BODY = 15
# governance/profile and governance/duties are packages with rooms of their own, not declarations.
INNER_FLOORS = {"profile", "duties"}


def modules(*floors: str) -> Iterator[Path]:
    for floor in floors:
        for path in sorted((ROOT / floor).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))


def rooms(path: Path) -> set[str]:
    """The rooms a file belongs to, by its own name and those of its folders within the app."""
    parts = path.relative_to(ROOT).with_suffix("").parts[1:]
    if path.is_relative_to(ROOT / "governance"):
        parts = parts[1:] if len(parts) > 1 else parts
    return set(parts)


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def imports(node: ast.AST) -> set[str]:
    """The modules a piece of code imports, by full name."""
    found: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Import):
            found |= {alias.name for alias in part.names}
        elif isinstance(part, ast.ImportFrom) and part.module and not part.level:
            found |= {part.module} | {f"{part.module}.{alias.name}" for alias in part.names}
    return found


def contracts() -> dict[str, dict]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return {contract["id"]: contract for contract in tomllib.loads(text)["tool"]["importlinter"]["contracts"]}


def test_every_app_of_ours_has_its_floor_in_the_tower():
    ours = [config.name for config in apps.get_app_configs() if Path(config.path).is_relative_to(ROOT)]
    ours = [name for name in ours if ".venv" not in apps.get_app_config(name.rpartition(".")[2]).path]
    on_disk = {path.parent.name for path in ROOT.glob("*/apps.py")}

    assert contracts()["tower"]["layers"] == TOWER
    assert set(ours) == set(FLOORS) >= on_disk


def test_every_package_of_governance_has_its_place_in_the_floor():
    packages = {path.parent.name for path in (ROOT / "governance").glob("*/__init__.py")}

    assert packages - {"migrations", "templatetags", "management"} == set(contracts()["floor"]["layers"])


def test_no_foreign_key_points_up():
    upward = []
    for model in apps.get_models():
        source = model._meta.app_label
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model and source in FLOORS:
                target = field.related_model._meta.app_label
                if target in FLOORS and FLOORS.index(target) < FLOORS.index(source):
                    upward.append(f"{model.__name__}.{field.name} -> {target}")

    assert not upward, "\n".join(upward)


def test_no_migration_depends_on_a_floor_above():
    upward = []
    for floor in FLOORS:
        for path in (ROOT / floor / "migrations").glob("[0-9]*.py"):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[0], ast.Constant):
                    other = node.elts[0].value
                    if other in FLOORS and FLOORS.index(other) < FLOORS.index(floor):
                        upward.append(f"{place(path)} -> {other}")

    assert not upward, "\n".join(upward)


def test_nothing_of_the_house_is_imported_inside_a_function():
    dodges = [
        f"{place(path)}:{function.lineno} {name}"
        for path in modules(*FLOORS)
        if path.name != "apps.py"  # ready() may only import once every model is loaded
        for function in functions(path)
        for name in sorted(imports(function))
        if name.partition(".")[0] in TOWER
    ]

    assert not dodges, "\n".join(dodges)


def test_each_file_keeps_its_room_small():
    too_long = []
    for path in modules(*FLOORS):
        limits = [BUDGETS[room] for room in rooms(path) if room in BUDGETS]
        if path.is_relative_to(ROOT / "governance") and path.relative_to(ROOT / "governance").parts[0] in INNER_FLOORS:
            limits = [BUDGETS[room] for room in rooms(path) - INNER_FLOORS if room in BUDGETS]
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > min(limits, default=300):
            too_long.append(f"{place(path)} has {lines} lines; {min(limits, default=300)} are the budget")

    assert not too_long, "\n".join(too_long)


def test_each_view_says_little():
    long_bodies = []
    for path in modules(*FLOORS):
        if "views" in rooms(path):
            for function in functions(path):
                first = (
                    function.body[1] if ast.get_docstring(function) and len(function.body) > 1 else function.body[0]
                )
                lines = (function.end_lineno or 0) - first.lineno + 1
                if lines > VIEW_BODY:
                    long_bodies.append(f"{place(path)}:{function.lineno} {function.name} has {lines} lines")

    assert not long_bodies, "\n".join(long_bodies)


def test_only_views_tasks_and_commands_read_the_clock():
    may = {"views", "tasks", "middleware", "management", "pages"}
    readers = [
        f"{place(path)}:{node.lineno}"
        for path in modules(*FLOORS)
        if not may & set(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(tree(path))
        if _reads_clock(node)
    ]

    assert not readers, "\n".join(readers)


def _reads_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module == "django.utils.timezone":
        return any(alias.name in {"now", "localdate", "localtime"} for alias in node.names)
    if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
        return False
    return (node.value.id, node.attr) in {
        ("timezone", "now"),
        ("timezone", "localdate"),
        ("datetime", "now"),
        ("datetime", "utcnow"),
        ("date", "today"),
        ("time", "time"),
        ("dt", "now"),
    }


def test_guardian_has_one_door_and_its_tables_one_more():
    doors = {
        (place(path), name)
        for path in modules(*TOWER)
        for name in imports(tree(path))
        if name.partition(".")[0] == "guardian" and path != ROOT / "governance/permissions/objects.py"
    }

    strangers = [f"{path}: {name}" for path, name in doors if not path.startswith("accounts/models")]
    shortcuts = [f"{path}: {name}" for path, name in doors if not f"{name}.".startswith("guardian.models.")]
    assert not strangers + shortcuts, "\n".join(strangers + shortcuts)


def test_rules_know_no_database_and_no_web():
    allowed = ("django.utils", "django.db.models.TextChoices", "django.db.models.IntegerChoices", "django.db.models")
    strangers = [
        f"{place(path)}: {name}"
        for path in modules(*FLOORS)
        if "rules" in rooms(path)
        for name in sorted(imports(tree(path)))
        if name.startswith("django.") and name != "django.db" and not name.startswith(allowed)
    ]

    assert not strangers, "\n".join(strangers)


def test_every_service_and_rule_says_in_a_sentence_what_it_does():
    silent = [
        f"{place(path)}:{node.lineno} {node.name}"
        for path in modules(*FLOORS)
        if {"services", "rules"} & rooms(path)
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]

    assert not silent, "\n".join(silent)


def test_lock_files_hold_hashes_and_no_addresses():
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")

        assert "--hash=sha256:" in text, lock.name
        assert "http" not in text.replace("httpx", "").replace("httpcore", ""), lock.name


def test_lock_files_hold_what_was_asked_for():
    for wanted in sorted((ROOT / "requirements").glob("*.in")):
        locked = wanted.with_suffix(".txt").read_text(encoding="utf-8").lower()
        for line in wanted.read_text(encoding="utf-8").splitlines():
            name = line.partition("#")[0].strip().lower().replace("_", "-")
            if name:
                package, _, version = name.partition("==")
                package = package.partition("[")[0]
                assert f"\n{package}=={version}" in f"\n{locked}", f"{line} is not locked: run bin/lock"


def test_an_undefined_template_variable_is_a_failure(tmp_path):
    folder = ROOT / "templates"
    template = engines["django"].from_string("{{ nobody }}")
    template.template.nodelist[0].origin.name = str(folder / "example.html")

    with pytest.raises(pytest.fail.Exception, match="nobody"):
        template.render({})


def test_the_network_is_closed_but_for_this_machine():
    refused = pytest.raises(SocketConnectBlockedError)

    with socket.socket() as outside, pytest.warns(UserWarning, match="connect"), refused:
        outside.connect(("192.0.2.1", 80))


def test_nothing_is_debugged_or_demonstrated_in_service():
    service = (ROOT / "config" / "settings" / "production.py").read_text(encoding="utf-8")

    assert "DEMO" not in service
    assert settings.AUTH_USER_MODEL == "governance.User"
    assert not settings.DEBUG


def test_commands_can_be_run():
    for name in ("bin/demo", "bin/test", "bin/lock", ".ci/run", "manage.py"):
        assert os.access(ROOT / name, os.X_OK), name
