"""`ckan dongguan-audit`: check that the log is append-only, and write it into a file."""

from __future__ import annotations

import click
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.usage import Group

from . import append_only, asking, export, reading

__all__ = ["audit"]


@click.group("dongguan-audit", cls=Group, short_help="决定记录 / Log of decisions")
def audit() -> None:
    """决定记录：谁在何时被准许或拒绝 / Who was allowed or refused what, and when."""


@audit.command()
def check() -> None:
    """检查记录是否只能追加 / Tell whether the portal can only add to the log.

    Exit code 1 and the remedy if not.
    """
    with model.meta.engine.connect() as connection:
        answer = connection.execute(sa.text(append_only.QUESTION)).mappings().one()
    faults = list(append_only.faults(dict(answer)))
    if faults:
        click.echo(" ".join(faults))
        click.echo(append_only.remedy(dict(answer)))
        raise SystemExit(1)
    click.echo("append-only")


@audit.command("export")
@click.option("--since", help="起始日 / First day, as 2026-01-01.")
@click.option("--until", help="截止日 / Last day, as 2026-12-31.")
@click.option("--event", help="只要这类事件 / Only this event.")
def export_command(since: str | None, until: str | None, event: str | None) -> None:
    """导出为 CSV，导出本身也被记录 / Write the log as CSV; this too is put on record."""
    chosen = asking.selection({"since": since, "until": until, "event": event})
    asking.put_on_record("audit_export", "dongguan-audit export", None, chosen)
    for piece in export.lines(reading.every(chosen), export.COLUMNS):
        click.echo(piece, nl=False)
