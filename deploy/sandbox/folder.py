"""The folder of a sandbox: which world it is, and with which credentials to ask."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from .scale import Scale, World

_WORLD = "sandbox.json"
_CREDENTIALS = "credentials.json"


class NoSandboxError(Exception):
    """The folder holds no sandbox, or one that cannot be read."""


def write_world(folder: Path, world: World) -> None:
    """Write which world the folder is; half-written files never stand under the final name."""
    folder.mkdir(parents=True, exist_ok=True)
    data = {
        "seed": world.seed, "items": world.scale.items, "firms": world.scale.firms,
        "day": world.day,
    }  # fmt: skip
    _write(folder / _WORLD, data, 0o644)


def read_world(folder: Path) -> World:
    """Return the world of a folder; NoSandboxError names the file and what is wrong."""
    path = folder / _WORLD
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        scale = Scale(items=data["items"], firms=data["firms"])
        return World(seed=data["seed"], scale=scale, day=data["day"])
    except FileNotFoundError as error:
        raise NoSandboxError(str(path)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise NoSandboxError(f"{path}: {error!r}") from error


def credentials(folder: Path) -> dict[str, str]:
    """Return the folder's credentials; they are made at the first call."""
    path = folder / _CREDENTIALS
    if not path.exists():
        _write(path, _fresh_credentials(), 0o600)
    data: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return data


def _fresh_credentials() -> dict[str, str]:
    return {
        "sharing_app_id": "dongguan-portal",
        "sharing_app_secret": secrets.token_hex(24),
        "enterprise_client_id": "dongguan-portal",
        "enterprise_client_secret": secrets.token_hex(24),
    }


def _write(path: Path, data: dict[str, Any], mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with open(handle, "w", encoding="utf-8") as target:  # noqa: PTH123 - a descriptor
        json.dump(data, target, ensure_ascii=False, indent=1)
    draft.replace(path)
