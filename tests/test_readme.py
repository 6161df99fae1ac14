"""The pages that a newcomer reads say what is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXTENSION = ROOT / "ckanext-dongguan" / "ckanext" / "dongguan"
PAGES = [ROOT / name for name in ("README.md", "README.en.md", "ARCHITECTURE.md")]


def test_the_readme_stays_a_minute_s_read() -> None:
    for name in ("README.md", "README.en.md"):
        assert (ROOT / name).read_text(encoding="utf-8").count("\n") < 80


def test_the_readme_names_every_command_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    verbs = [
        "run",
        "stop",
        "reset",
        "status",
        "url",
        "logs",
        "ckan",
        "test",
        "check",
        "e2e",
        "bench",
    ]

    for verb in verbs:
        assert f"\n{verb}:" in makefile or f" {verb}" in makefile
        for name in ("README.md", "README.en.md"):
            assert f"make {verb}" in (ROOT / name).read_text(encoding="utf-8")


def test_the_architecture_names_each_room() -> None:
    rooms = sorted(p.parent.name for p in EXTENSION.glob("*/plugin.py"))
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    unnamed = [name for name in rooms if f"\n| `{name}` " not in page]

    assert unnamed == []


def test_every_file_and_folder_that_the_pages_name_is_there() -> None:
    named = {
        (page.name, name)
        for page in PAGES
        for name in re.findall(
            r"\]\(([^)#:]+)\)|`([\w./-]+/[\w./-]*)`", page.read_text("utf-8")
        )
        for name in name
        if name and not name.startswith("var/")
    }

    assert {
        (page, name)
        for page, name in named
        if not any((home / name).exists() for home in (ROOT, EXTENSION))
    } == set()


def test_every_variable_that_the_pages_name_is_read_by_the_launcher() -> None:
    code = "".join(p.read_text("utf-8") for p in (ROOT / "deploy" / "launcher").glob("*.py"))
    named = {
        name
        for page in PAGES
        for name in re.findall(r"\b(?:DONGGUAN|CKAN)_[A-Z_]+\b", page.read_text("utf-8"))
    }

    assert len(named) > 5
    assert {name for name in named if f'"{name}"' not in code} == set()
