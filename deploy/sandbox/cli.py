"""Commands of the sandbox."""

from __future__ import annotations

from pathlib import Path

import click

from . import folder as folders
from .scale import World, parse_scale
from .server import Server

_FOLDER = click.option(
    "--folder", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="沙箱文件夹 / the sandbox's folder",
)  # fmt: skip
_SEED = click.option("--seed", default=World().seed, show_default=True, type=int)
_SCALE = click.option(
    "--scale", default="demo", show_default=True,
    help="demo | large | 0.05 | items=60,firms=100",
)  # fmt: skip


@click.group()
def main() -> None:
    """Two upstream systems to rehearse against."""


@main.command()
@_FOLDER
@_SEED
@_SCALE
def generate(folder: Path, seed: int, scale: str) -> None:
    """Write which world the folder is."""
    folders.write_world(folder, World(seed=seed, scale=parse_scale(scale)))


@main.command()
@click.argument("system", type=click.Choice(["sharing", "enterprise"]))
@_FOLDER
@click.option("--port", required=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(system: str, folder: Path, port: int, host: str) -> None:
    """Run one of the two systems."""
    from . import sharing

    if not (folder / "sandbox.json").exists():
        folders.write_world(folder, World())
    apps = {"sharing": sharing.create_app}
    click.echo(f"http://{host}:{port}/")
    Server(apps[system](folder), host, port).run()
