"""`ckan dongguan-intake`: look after the outbox."""

from __future__ import annotations

import click

from . import drain, outbox

__all__ = ["intake"]


@click.group("dongguan-intake")
def intake() -> None:
    """Look after the one way in."""


@intake.command("drain")
def drain_command() -> None:
    """Send what waits in the outbox to the search index."""
    sent = drain.drain()
    click.echo(f"已送入检索 {sent} 个数据集,仍在等待 {outbox.waiting()} 个。")
