"""`ckan dongguan-intake`: look after the outbox."""

from __future__ import annotations

import click

from ckanext.dongguan.usage import Group

from . import drain, outbox
from . import rebuild as rebuilding

__all__ = ["intake"]


@click.group("dongguan-intake", cls=Group, short_help="收录与索引 / The way in, the index")
def intake() -> None:
    """管理收录和检索索引 / Look after the one way in and the search index."""


@intake.command("drain")
def drain_command() -> None:
    """把等待的数据集送入检索 / Send what waits in the outbox to the search index."""
    sent = drain.drain()
    click.echo(f"已送入检索 {sent} 个数据集,仍在等待 {outbox.waiting()} 个。")


@intake.command("reindex")
@click.option(
    "--processes", type=click.IntRange(1, 2), default=2, show_default=True,
    help="进程数 / How many processes.",
)  # fmt: skip
def reindex_command(processes: int) -> None:
    """重建整个索引，其间检索照常 / Make the index anew; it goes on answering meanwhile."""

    def tell(done: int, total: int) -> None:
        click.echo(f"\r已重建 {done}/{total}", nl=False)

    done, gone = rebuilding.rebuild(processes, tell)
    click.echo(f"\r已重建 {done} 个数据集的索引，移除 {gone} 个已不存在的条目。")
