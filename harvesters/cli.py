"""`ckan dongguan-harvest`: bring records in by hand."""

from __future__ import annotations

import sys

import click

from . import config
from .harvest import follow
from .jobs import sharing_platform
from .problem import SourceError

__all__ = ["harvest"]


@click.group("dongguan-harvest")
def harvest() -> None:
    """Bring records in from other systems."""


@harvest.command("run")
@click.argument("source", type=click.Choice(["sharing-platform"]))
def run(source: str) -> None:
    """Follow a source once, with progress, and say what came of it."""
    if not config.sharing_url():
        raise click.ClickException(
            f"{source}：未配置地址。请在站点设置中填写 ckanext.dongguan.harvest.sharing.url"
        )
    try:
        tally = follow(sharing_platform(), _show)
    except SourceError as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo()
    click.echo(tally.summary())
    for refusal in tally.refusals:
        click.echo(f"  {refusal.record_id}  {refusal.reason}")


def _show(done: int, total: int) -> None:
    # One line that overwrites itself on a terminal, a line now and then in a log.
    if sys.stdout.isatty():
        click.echo(f"\r汇聚 {done}/{total}", nl=False)
    elif done % 25 == 0 or done == total:
        click.echo(f"汇聚 {done}/{total}")
