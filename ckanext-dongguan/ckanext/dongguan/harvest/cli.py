"""`ckan dongguan-harvest`: register sources, look at them, run them, see what came of it."""

from __future__ import annotations

import sys
from typing import Any

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan.harvesters.difference import Mode
from ckanext.dongguan.harvesters.problem import SourceError
from ckanext.dongguan.harvesters.run import Result
from ckanext.dongguan.jobs.progress import Progress

from . import anchor, runs, sources
from .elsewhere import is_elsewhere, start
from .following import Wish, follow, now

__all__ = ["harvest"]

BY = "(command line)"


@click.group("dongguan-harvest")
@click.pass_context
def harvest(ctx: click.Context) -> None:
    """Bring records in from other systems."""
    # Words are translated inside a request only.
    request = ctx.meta["flask_app"].test_request_context(
        "/", method="POST", environ_overrides={"CKAN_LANG": "zh_Hans_CN"}
    )
    ctx.with_resource(request)


@harvest.command("prepare")
def prepare() -> None:
    """Show ckanext-harvest the sources that were registered before it was enabled."""
    for row in sources.all_rows():
        anchor.keep(row)
    click.echo("已备好来源")


@harvest.command("source")
@click.argument("name")
@click.option("--title", required=True)
@click.option("--kind", "adapter", required=True, help="Kind of source, as `kinds` lists them.")
@click.option("--address", required=True)
@click.option("--credentials", default="", help="A file in the folder of credentials.")
@click.option("--owner", "owner_org", default="", help="Department of records that name none.")
@click.option("--schedule", default="", help="Cron expression, in Dongguan's time.")
@click.option("--option", "options", multiple=True, help="name=value of this kind; repeatable.")
@click.option("--limit", "limits", multiple=True, help="name=value of the limits; repeatable.")
@click.option("--rule", "rules", multiple=True, help="name=value of the rules; repeatable.")
@click.option("--approve", is_flag=True, help="Let it go live at once.")
def source(name: str, approve: bool, **given: Any) -> None:
    """Register a source, or change one; repeated, it changes nothing."""
    pairs = {k: _pairs(given.pop(k)) for k in ("options", "limits", "rules")}
    _act("dongguan_harvest_source_save", name=name, **given, **pairs)
    if approve:
        _act("dongguan_harvest_source_approve", name=name)
    click.echo(f"已登记来源 {name}")


@harvest.command("kinds")
def kinds() -> None:
    """List the kinds of sources with their options."""
    from .kinds import known

    for kind in known().values():
        click.echo(f"{kind.name}\t{kind.title}")
        for option in kind.options:
            click.echo(f"  {option.name}\t{option.label}\t{option.default}")


@harvest.command("run")
@click.argument("name")
@click.option("--full", is_flag=True, help="Read every record, whatever the source says.")
def run(name: str, full: bool) -> None:
    """Follow a source once, with progress, and say what came of it."""
    if (stored := sources.find(name, with_credentials=False)) and is_elsewhere(stored):
        click.echo(start(stored))
        return
    _tell(*_follow(Wish(source=name, by=BY, mode=Mode.FULL if full else None)))


@harvest.command("resume")
@click.argument("name")
def resume(name: str) -> None:
    """Go on with a run that was cut off: what it wrote is not read a second time."""
    _tell(*_follow(Wish(source=name, by=BY)))


@harvest.command("diff")
@click.argument("name")
@click.option("--full", is_flag=True, help="Read every record, whatever the source says.")
def diff(name: str, full: bool) -> None:
    """Say what a run would do and what would become public; write nothing."""
    wish = Wish(source=name, by=BY, mode=Mode.FULL if full else None, is_dry=True)
    _id, result = _follow(wish)
    click.echo(f"试运行，未写入。{result.tally.summary()}")
    click.echo(f"将向社会公开 {result.tally.public_count} 条")
    for remote_id, title in result.tally.public:
        click.echo(f"  {remote_id}  {title}")
    _faults(result)


@harvest.command("preview")
@click.argument("name")
@click.option("--most", default=20, help="How many records.")
def preview(name: str, most: int) -> None:
    """Show the first records of a source as they would come in; write nothing."""
    told = _act("dongguan_harvest_source_preview", name=name, most=most)
    for one in told["records"]:
        end = one["fault"] or f"{one['type']}  {one['open_class']}  {one['audience']}"
        click.echo(f"{one['remote_id']}  {one['title']}  {end}")
    if told["problem"]:
        raise click.ClickException(told["problem"])


@harvest.command("status")
@click.argument("name", required=False)
def status(name: str | None) -> None:
    """Show the sources, or the last runs of one."""
    if name is None:
        for one in _act("dongguan_harvest_source_list"):
            last = one["last_run"]
            state = f"{last['state']} {last['started_at']}" if last else "从未运行"
            live = "" if one["approved_at"] else "（未批准）"
            click.echo(f"{one['name']}\t{one['title']}{live}\t{state}\t待决定 {one['waiting']}")
        return
    for last in _act("dongguan_harvest_run_list", source=name):
        problem = last["problem"]
        said = f"{problem['place']}：{problem['cause']}" if problem else ""
        click.echo(
            f"{last['started_at']}\t{last['state']}\t{last['counts']}\t{last['cost']}\t{said}"
        )


def _follow(wish: Wish) -> tuple[str, Result]:
    try:
        return follow(wish, _Shown())
    except SourceError as problem:
        raise click.ClickException(str(problem)) from problem


class _Shown:
    """A bar on a terminal, a line now and then in a log; its estimate only falls."""

    def __init__(self) -> None:
        self._state = Progress(started_at=now())
        self._shown = -1

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Show how far the run is."""
        self._state = self._state.advance(done, total, message, at=now())
        left = self._state.remaining_seconds
        text = f"汇聚 {done}/{total}" + (f"，约余 {left} 秒" if left is not None else "")
        if sys.stdout.isatty():
            bar = "#" * (self._state.percent // 4)
            click.echo(f"\r\033[K[{bar:<25}] {text}", nl=False)
        elif done // 25 != self._shown // 25 or done == total:
            click.echo(text)
        self._shown = done


def _tell(run_id: str, result: Result) -> None:
    click.echo()
    click.echo(result.tally.summary())
    _faults(result)
    shown = runs.show(run_id)
    if shown:
        c = shown["cost"]
        click.echo(
            f"用量：请求 {c.get('requests', 0)} 次，{c.get('bytes', 0)} 字节，"
            f"SQL {c.get('sql', 0)} 条，检索 {c.get('solr', 0)} 次，{c.get('seconds', 0)} 秒"
        )
    if result.problem:
        raise click.ClickException(str(result.problem))


def _faults(result: Result) -> None:
    for fault in result.tally.faults:
        click.echo(f"  {fault.remote_id}  {fault.title}  {fault.sentence}")


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    return dict(one.split("=", 1) for one in given if "=" in one)


def _act(action: str, **data: Any) -> Any:
    try:
        return tk.get_action(action)({"ignore_auth": True, "user": BY}, data)
    except tk.ObjectNotFound as error:
        raise click.ClickException(str(error)) from None
    except tk.ValidationError as error:
        sentences = [text for texts in error.error_dict.values() for text in texts]
        raise click.ClickException(" ".join(sentences)) from None
