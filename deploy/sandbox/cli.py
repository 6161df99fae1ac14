"""Commands of the sandbox."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import psycopg2

from . import drop_folder, enterprise, exchange, sharing, writing_out
from . import folder as folders
from .misbehaviour import KINDS
from .saying import say, stop
from .scale import World, parse_scale
from .server import Server

_FOLDER = click.option(
    "--folder", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="沙箱文件夹 / the sandbox's folder",
)  # fmt: skip
_ITEMS = click.option("--items", default=20, show_default=True, type=click.IntRange(1, 100_000))
_URL = click.option("--url", required=True, help="http://127.0.0.1:<port>")


@click.group()
def main() -> None:
    """沙箱：政务信息资源共享平台和企业平台。 / Two upstream systems to rehearse against."""


@main.command()
@_FOLDER
@click.option("--seed", default=World().seed, show_default=True, type=int)
@click.option(
    "--scale",
    default="demo",
    show_default=True,
    help="demo | large | 0.05 | items=60,firms=100",
)
@click.option(
    "--export", is_flag=True, help="也写出目录、文件和企业 / also write everything out"
)
def generate(folder: Path, seed: int, scale: str, export: bool) -> None:
    """生成沙箱。 / Make a sandbox; content is made when asked for."""
    try:
        world = World(seed=seed, scale=parse_scale(scale))
    except (ValueError, TypeError) as error:
        raise stop("bad_scale", scale) from error
    with _writing():
        folders.write_world(folder, world)
        if export:
            with _progress(writing_out.total(world), folder.name) as seen:
                writing_out.write(world, folder, seen)
    click.echo(
        say(
            "generated",
            folder=folder,
            seed=seed,
            items=world.scale.items,
            firms=world.scale.firms,
        )
    )


@main.command()
@click.argument("system", type=click.Choice(["sharing", "enterprise"]))
@_FOLDER
@click.option("--port", required=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(system: str, folder: Path, port: int, host: str) -> None:
    """运行其中一个系统。 / Run one of the two systems."""
    _check_port(host, port)
    with _writing():
        if not (folder / "sandbox.json").exists():
            folders.write_world(folder, World())
        _world(folder)
        app = {"sharing": sharing, "enterprise": enterprise}[system].create_app(folder)
    click.echo(say("serving", url=f"http://{host}:{port}"))
    Server(app, host, port).run()


@main.group("exchange")
def exchange_group() -> None:
    """前置机交换库。 / The front-end exchange database."""


@exchange_group.command("load")
@_FOLDER
@click.option("--database-url", required=True)
@click.option("--schema", default=exchange.SCHEMA, show_default=True)
@_ITEMS
def exchange_load(folder: Path, database_url: str, schema: str, items: int) -> None:
    """把目录和数据表装入交换库。 / Load catalogue and data tables."""
    try:
        with _progress(items, schema) as seen:
            count = exchange.load(_world(folder), database_url, schema, items, seen)
    except exchange.ForeignSchemaError as error:
        raise stop("foreign_schema", error) from error
    except psycopg2.Error as error:
        raise stop("no_database", str(error).strip().splitlines()[0]) from error
    click.echo(say("written", count=count, what="t_catalog", where=schema))


@main.command("drop-folder")
@_FOLDER
@click.option("--target", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--manifest", default="json", show_default=True, type=click.Choice(drop_folder.FORMATS)
)
@_ITEMS
def drop_folder_write(folder: Path, target: Path, manifest: str, items: int) -> None:
    """写出投递文件夹。 / Write a drop folder."""
    with _writing(), _progress(items, target.name) as seen:
        count = drop_folder.write(_world(folder), target, manifest, items, seen)
    click.echo(say("written", count=count, what="files", where=target))


@main.command()
@_FOLDER
@click.option("--days", default=1, show_default=True, type=click.IntRange(1, 366))
def advance(folder: Path, days: int) -> None:
    """推进若干天。 / Move the sandbox on by some days; running servers follow."""
    world = _world(folder).later(days)
    with _writing():
        folders.write_world(folder, world)
    click.echo(say("advanced", day=world.day))


@main.command()
@_URL
@click.argument("kind", type=click.Choice([*KINDS, "none"]))
@click.option("--path", default="/")
@click.option("--times", type=click.IntRange(1))
@click.option("--seconds", type=float)
def misbehave(url: str, kind: str, **options: Any) -> None:
    """让服务出错，none 恢复。 / Put a fault in force; `none` ends all."""
    given = {name: value for name, value in options.items() if value is not None}
    if kind == "none":
        click.echo(_ask(url, "DELETE", None))
    else:
        click.echo(_ask(url, "POST", {"kind": kind, **given}))


def _ask(url: str, method: str, data: dict[str, Any] | None) -> str:
    body = None if data is None else json.dumps(data).encode()
    target = url.rstrip("/") + "/_sandbox/misbehave"
    request = urllib.request.Request(target, body, method=method)  # noqa: S310 - given by hand
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return str(answer.read().decode())
    except (urllib.error.URLError, ValueError) as error:
        raise stop("no_server", f"{url}, {error}") from error


def _world(folder: Path) -> World:
    try:
        return folders.read_world(folder)
    except folders.NoSandboxError as error:
        raise stop("no_sandbox", error) from error


def _check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise stop("port_taken", f"{host}:{port}") from error


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise stop("cannot_write", error) from error


@contextmanager
def _progress(length: int, what: str) -> Iterator[Callable[[int], None]]:
    with click.progressbar(length=length, label=say("progress", what=what)) as bar:
        yield lambda done: bar.update(done - bar.pos)
