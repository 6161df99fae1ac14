from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from deploy.launcher.message import language, say, sentences

LAUNCHER = Path(__file__).resolve().parents[3] / "deploy" / "launcher"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environ: dict[str, str], expected: str) -> None:
    assert language(environ) == expected


def test_facts_stand_in_the_sentence() -> None:
    assert say("up", {"LANG": "en"}, url="http://x") == "The portal is up: http://x"


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(sentences()))
def test_both_languages_say_the_same_facts(key: str) -> None:
    said = sentences()[key]

    assert set(said) == {"zh", "en"}
    assert facts(said["zh"]) == facts(said["en"])


def spoken() -> set[str]:
    """Collect the keys that the code names: first argument of the three ways to speak."""
    trees = [ast.parse(file.read_text("utf-8")) for file in LAUNCHER.glob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        call.args[0].value
        for call in calls
        if call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
        and getattr(call.func, "attr", getattr(call.func, "id", ""))
        in {"Problem", "say", "step", "note"}
    }


def test_every_sentence_the_code_names_is_written_and_no_other() -> None:
    # given.py chooses between these two by what the server said.
    chosen_elsewhere = {"given_denied", "given_unreachable"}

    assert spoken() | chosen_elsewhere == set(sentences())
