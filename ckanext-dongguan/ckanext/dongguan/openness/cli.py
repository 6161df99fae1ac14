"""`ckan dongguan-openness`: what the policy says."""

from __future__ import annotations

import click

from . import backlog, policy, print_out

__all__ = ["openness"]


@click.group("dongguan-openness", short_help="开放规则 / Openness")
def openness() -> None:
    """Show who may do what."""


@openness.command("table")
def table_command() -> None:
    """Print the policy table as it stands in the documentation (Markdown)."""
    click.echo(print_out.markdown(policy.load()))


@openness.command("prepare")
def prepare_command() -> None:
    """Decide about datasets of an older release; it may run at every start."""
    if count := backlog.decide():
        click.echo(f"已判定 / decided: {count}")
