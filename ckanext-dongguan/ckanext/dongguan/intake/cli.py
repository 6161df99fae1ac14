"""`ckan dongguan-intake`: look after the outbox."""

from __future__ import annotations

import click

from . import drain, outbox
from . import rebuild as rebuilding

__all__ = ["intake"]


@click.group("dongguan-intake")
def intake() -> None:
    """Look after the one way in."""


@intake.command("drain")
def drain_command() -> None:
    """Send what waits in the outbox to the search index."""
    sent = drain.drain()
    click.echo(f"已送入检索 {sent} 个数据集,仍在等待 {outbox.waiting()} 个。")


@intake.command("reindex")
@click.option("--processes", type=click.IntRange(1, 2), default=2, show_default=True)
def reindex_command(processes: int) -> None:
    """Make the whole search index anew, in sets; it goes on answering meanwhile."""

    def tell(done: int, total: int) -> None:
        click.echo(f"\r已重建 {done}/{total}", nl=False)

    done, gone = rebuilding.rebuild(processes, tell)
    click.echo(f"\r已重建 {done} 个数据集的索引,移除 {gone} 个已不存在的条目。")
