"""`ckan dongguan-openness`: what the policy says."""

from __future__ import annotations

import click

from . import policy, print_out

__all__ = ["openness"]


@click.group("dongguan-openness", short_help="开放规则 / Openness")
def openness() -> None:
    """Show who may do what."""


@openness.command("table")
def table_command() -> None:
    """Print the policy table as it stands in the documentation (Markdown)."""
    click.echo(print_out.markdown(policy.load()))
