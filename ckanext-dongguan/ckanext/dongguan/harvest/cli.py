"""`ckan dongguan-harvest`: register sources, look at them, run them, see what came of it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan.harvesters.difference import Mode
from ckanext.dongguan.harvesters.problem import SourceError
from ckanext.dongguan.harvesters.run import Result
from ckanext.dongguan.speech import of_terminal
from ckanext.dongguan.usage import Group

from . import anchor, fields, form, helpers, kinds, runs, sources, terminal, wording
from .elsewhere import is_elsewhere, start
from .following import Wish, follow, found

__all__ = ["harvest"]

BY = "(command line)"
_FULL = click.option(
    "--full", is_flag=True, help="读取全部记录 / Read every record, whatever the source says."
)


@click.group("dongguan-harvest", cls=Group, short_help="汇聚来源 / Sources that are followed")
@click.pass_context
def harvest(ctx: click.Context) -> None:
    """汇聚其他系统的目录和数据 / Bring records in from other systems.

    先 source 登记，preview 预览、diff 试运行，approve 批准，再 run 运行；status 查看。出错时
    退出码为 1，参数不对为 2。

    Register (source), look (preview, diff), approve, run; status shows what came of it. Exit
    code 1: it failed; 2: wrong arguments.
    """
    ctx.with_resource(of_terminal())


@harvest.command("prepare", hidden=True)
def prepare() -> None:
    """Show ckanext-harvest the sources that were registered before it was enabled."""
    for row in sources.all_rows():
        anchor.keep(row)


def _pairs(
    _ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]
) -> dict[str, str]:
    wrong = [one for one in given if not one.partition("=")[1]]
    if wrong:
        raise click.BadParameter(f"请写成 名称=值 / write name=value: {' '.join(wrong)}")
    return dict(one.split("=", 1) for one in given)


def _named(name: str, text: str) -> Any:
    """Make an option that is given as name=value, repeatedly."""
    return click.option(name, f"{name[2:]}s", multiple=True, callback=_pairs, help=text)


@harvest.command("source")
@click.argument("name")
@click.option("--title", required=True, help="来源名称 / What people call it.")
@click.option("--kind", "adapter", required=True, help="类型，见 kinds / Kind; see `kinds`.")
@click.option("--address", required=True, help="来源地址 / Where it is.")
@click.option("--credentials", default="", help="凭据文件名 / File of credentials.")
@click.option("--owner", "owner_org", default="", help="默认单位 / Usual department.")
@click.option("--schedule", default="", help="cron，北京时间 / Cron, in Dongguan's time.")
@_named("--option", "该类型的选项 名称=值，可多次 / name=value of this kind, repeatable.")
@_named("--limit", "上限 名称=值，如 private=true / Limits: hosts, private, …")
@_named("--rule", "规则 名称=值，如 grace_days=7 / Rules: windows, notify, …")
@click.option("--approve", is_flag=True, help="同时批准 / Let it go live at once.")
def source(name: str, approve: bool, **given: Any) -> None:
    """登记或修改来源 / Register a source, or change one; repeated, it changes nothing."""
    _act("dongguan_harvest_source_save", name=name, **given)
    if approve:
        _act("dongguan_harvest_source_approve", name=name)
    click.echo(tk._("The source {name} is registered").format(name=name))


@harvest.command("approve")
@click.argument("name")
def approve(name: str) -> None:
    """批准来源 / Let a source go live."""
    _act("dongguan_harvest_source_approve", name=name)
    click.echo(tk._("The source is approved and follows its schedule."))


@harvest.command("kinds")
def kinds_command() -> None:
    """列出来源类型及选项 / List the kinds of sources with their options."""
    for kind in fields.chosen_from():
        click.echo(f"{kind['name']}\t{kind['title']}")
        for option in form.options(kinds.known()[kind["name"]]):
            click.echo(f"  {option.name}\t{wording.label(option.name)}\t{option.default}")


@harvest.command("run")
@click.argument("name")
@_FULL
def run(name: str, full: bool) -> None:
    """运行一次 / Follow a source once, with progress, and say what came of it."""
    if (stored := _found(name)) and is_elsewhere(stored):
        click.echo(_tried(start, stored))
        return
    _end(*_follow(Wish(source=name, by=BY, mode=Mode.FULL if full else None)))


@harvest.command("resume")
@click.argument("name")
def resume(name: str) -> None:
    """继续中断的运行 / Go on with a run that was cut off: nothing is read a second time."""
    _found(name)
    last = next((one for one in runs.latest(name) if not one["is_dry"]), None)
    if last is None or last["state"] == "succeeded":
        click.echo(tk._("Nothing to resume: no run was cut off. Start one with `run`."))
        return
    _end(*_follow(Wish(source=name, by=BY)))


@harvest.command("diff")
@click.argument("name")
@_FULL
def diff(name: str, full: bool) -> None:
    """试运行，不写入 / Say what a run would do and make public; write nothing."""
    wish = Wish(source=name, by=BY, mode=Mode.FULL if full else None, is_dry=True)
    run_id, result = _follow(wish)
    number = result.tally.public_count
    click.echo(tk._("Would become public: {number}").format(number=number))
    for remote_id, title in result.tally.public:
        click.echo(f"  {remote_id}  {title}")
    _end(run_id, result)


@harvest.command("preview")
@click.argument("name")
@click.option(
    "--most", default=20, show_default=True, type=click.IntRange(1, 100),
    help="条数 / How many records.",
)  # fmt: skip
def preview(name: str, most: int) -> None:
    """预览前若干条 / Show the first records as they would come in; write nothing."""
    told = _act("dongguan_harvest_source_preview", name=name, most=most)
    for one in told["records"]:
        end = one["fault"] or helpers.dongguan_harvest_audience(one["audience"])
        click.echo(f"{one['remote_id']}  {one['title']}  {end}")
    if told["problem"]:
        raise click.ClickException(told["problem"])


@harvest.command("status")
@click.argument("name", required=False)
def status(name: str | None) -> None:
    """查看来源或其运行 / Show the sources, or one with its last runs."""
    one_of = [_act("dongguan_harvest_source_show", name=name)] if name else None
    for one in one_of or _act("dongguan_harvest_source_list"):
        click.echo(f"{one['name']}\t{one['title']}\t{terminal.state_of(one)}")
    for one in _act("dongguan_harvest_run_list", source=name) if name else ():
        click.echo(f"{helpers.dongguan_harvest_time(one['started_at'])}  {terminal.row(one)}")


def _found(name: str) -> sources.Stored:
    return _tried(found, name)  # type: ignore[no-any-return]


def _follow(wish: Wish) -> tuple[str, Result]:
    bar = terminal.Bar()
    stopped = str(tk._("Stopped. What was written stays; go on with `resume`."))
    try:
        return _tried(follow, wish, bar)  # type: ignore[no-any-return]
    except KeyboardInterrupt:
        raise click.ClickException(stopped) from None
    finally:
        bar.end()


def _tried(work: Any, *arguments: Any) -> Any:
    """Do something at a source; what is wrong there is the command's answer."""
    try:
        return work(*arguments)
    except SourceError as problem:
        raise click.ClickException(str(problem)) from problem


def _end(run_id: str, result: Result) -> None:
    terminal.tell(run_id, result)
    if result.problem:
        raise click.ClickException(str(result.problem))


def _act(action: str, **data: Any) -> Any:
    try:
        return tk.get_action(action)({"ignore_auth": True, "user": BY}, data)
    except tk.ObjectNotFound as error:
        raise click.ClickException(str(error)) from None
    except tk.ValidationError as error:
        told = [f"{wording.label(k)}：{' '.join(v)}" for k, v in error.error_dict.items()]
        raise click.ClickException("\n".join(told)) from None
