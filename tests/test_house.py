"""The rules of the house, checked where they can be."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXTENSION = ROOT / "ckanext-dongguan" / "ckanext" / "dongguan"
ROOM_FILES = {
    "plugin", "model", "helpers", "views", "cli", "subscriptions", "interfaces",
    "middleware", "labels",
}  # fmt: skip
DOORS = {"plugin", "model", "helpers", "views", "cli", "subscriptions", "action", "auth"}
NO_NOUN = {"utils", "util", "common", "misc", "helpers_", "tools"}


def tracked(pattern: str) -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return [ROOT / name for name in names if (ROOT / name).is_file()]


PYTHON = [p for p in tracked("*.py") if "migration" not in p.parts]
CODE = [p for p in PYTHON if "tests" not in p.relative_to(ROOT).parts]
ROOMS = sorted(p.parent for p in EXTENSION.glob("*/plugin.py"))


def trees(paths: list[Path]) -> Iterator[tuple[Path, ast.Module]]:
    for path in paths:
        yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def body_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    length = (function.end_lineno or function.lineno) - function.lineno + 1
    documentation = ast.get_docstring(function, clean=False)
    return length - (documentation.count("\n") + 1 if documentation else 0)


def test_files_stay_short() -> None:
    long = {
        str(p.relative_to(ROOT)): n for p in PYTHON if (n := p.read_text().count("\n")) > 250
    }

    assert long == {}


def test_most_files_are_under_eighty_lines() -> None:
    lengths = sorted(p.read_text().count("\n") for p in CODE)

    assert lengths[len(lengths) // 2] <= 80


def test_functions_stay_short() -> None:
    long = {
        f"{path}:{function.name}": n
        for path, tree in trees(CODE)
        for function in functions(tree)
        if (n := body_length(function)) > 30
    }

    assert long == {}


def test_most_functions_are_under_nine_lines() -> None:
    lengths = sorted(body_length(f) for _, tree in trees(CODE) for f in functions(tree))

    assert lengths[len(lengths) // 2] <= 8


def test_migrations_are_one_history_with_one_head() -> None:
    texts = [p.read_text() for p in tracked("*/migration/dongguan/versions/0*.py")]
    known = {re.search(r'^revision = "(\w+)"', text, re.M)[1] for text in texts}  # type: ignore[index]
    followed = {m[1] for t in texts if (m := re.search(r'^down_revision = "(\w+)"', t, re.M))}

    assert len(known) == len(texts)
    assert len(known - followed) == 1


def test_rooms_are_named_after_nouns() -> None:
    assert [str(p) for p in PYTHON if p.stem in NO_NOUN or p.parent.name in NO_NOUN] == []


def test_each_room_says_what_it_answers() -> None:
    silent = [
        room.name
        for room in [*ROOMS, ROOT / "harvesters"]
        if not ast.get_docstring(ast.parse((room / "__init__.py").read_text()))
    ]

    assert silent == []


def test_each_room_is_a_plugin_of_its_own() -> None:
    facts = (ROOT / "pyproject.toml").read_text()
    missing = [r.name for r in ROOMS if f"\ndongguan_{r.name} = " not in facts]

    assert missing == []


def reached_room(name: str) -> tuple[str, str] | None:
    parts = name.split(".")
    if parts[:2] != ["ckanext", "dongguan"] or len(parts) < 4:
        return None
    module = next((part for part in parts[3:] if part in DOORS), "")
    return parts[2], module


def test_a_room_enters_another_only_by_its_pure_nouns() -> None:
    trespasses = []
    for path, tree in trees([p for p in CODE if EXTENSION in p.parents]):
        own = path.parts[3]
        for name in imports(tree):
            reached = reached_room(name)
            if reached and reached[0] != own and reached[1]:
                trespasses.append(f"{path}: {name}")

    assert trespasses == []


def test_nobody_but_their_room_imports_the_harvesters() -> None:
    door = EXTENSION / "harvest"
    guests = [
        f"{path}: {name}"
        for path, tree in trees([p for p in CODE if EXTENSION in p.parents])
        for name in imports(tree)
        if name.startswith("ckanext.dongguan.harvesters") and door not in (ROOT / path).parents
    ]

    assert guests == []


def test_the_harvesters_know_no_ckan() -> None:
    ckan = ("ckan.", "ckanext.harvest", "flask", "pysolr", "rq")
    guilty = [
        f"{path}: {name}"
        for path, tree in trees([p for p in CODE if p.parts[len(ROOT.parts)] == "harvesters"])
        for name in imports(tree)
        if name.startswith(ckan)
    ]

    assert guilty == []


def is_pure(tree: ast.Module) -> bool:
    return "without CKAN" in (ast.get_docstring(tree) or "")


def test_each_room_with_rules_has_a_pure_core() -> None:
    with_core = {
        path.parts[3]
        for path, tree in trees([p for p in CODE if EXTENSION in p.parents])
        if is_pure(tree)
    }

    assert {"openness", "intake", "text", "jobs", "directory"} <= with_core


IMPURE = ("ckan.", "sqlalchemy", "requests", "redis", "flask", "pysolr")
CLOCKS = {"now", "today", "utcnow", "time", "monotonic"}


def test_a_pure_core_knows_no_ckan_no_clock_and_no_network() -> None:
    guilty = []
    for path, tree in trees([p for p in CODE if EXTENSION in p.parents]):
        if not is_pure(tree):
            continue
        guilty += [f"{path}: {name}" for name in imports(tree) if name.startswith(IMPURE)]
        guilty += [
            f"{path}: {node.func.attr}()"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CLOCKS
        ]

    assert guilty == []


def test_helpers_carry_the_prefix() -> None:
    bare = [
        f"{path}: {function.name}"
        for path, tree in trees([p for p in CODE if p.stem == "helpers"])
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        and not function.name.startswith(("dongguan_", "_"))
    ]

    assert bare == []


def test_classes_keep_no_mutable_state() -> None:
    mutable = [
        f"{path}: {node.name}"
        for path, tree in trees(CODE)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        and isinstance(statement.value, ast.List | ast.Dict | ast.Set)
    ]

    assert mutable == []


@pytest.mark.parametrize("pattern", ["*.lock", "requirements*", "*.lock.toml"])
def test_locks_name_no_download_address(pattern: str) -> None:
    with_address = [
        str(p.relative_to(ROOT)) for p in tracked(pattern) if "://" in p.read_text()
    ]

    assert with_address == []
