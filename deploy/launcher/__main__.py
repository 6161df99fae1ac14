"""`python -m deploy.launcher <verb>`, as the Makefile calls it."""

from __future__ import annotations

from .cli import main

main(prog_name="deploy.launcher")
