"""The room's options; nobody else knows their names."""

from __future__ import annotations

import json
from pathlib import Path

import ckan.plugins.toolkit as tk

from ckanext.dongguan.harvesters.problem import SourceError


def credentials(name: str) -> dict[str, str]:
    """Read what the portal identifies itself with to a source, from a file of its folder.

    A file of its own keeps secrets out of settings, database and pages.

    :raises SourceError: there is no such file, or nobody can read it
    """
    if not name:
        return {}
    place = f"凭据文件 {name}"
    folder = str(tk.config["ckanext.dongguan.harvest.credentials_folder"])
    if not folder or Path(name).name != name:
        raise SourceError(
            place,
            "凭据须是凭据目录下的一个文件名",
            "请在站点设置 credentials_folder 所指的目录中放置凭据文件",
        )
    try:
        found = json.loads(Path(folder, name).read_text(encoding="utf-8"))
        return {str(key): str(value) for key, value in found.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise SourceError(
            place,
            f"读不出（{type(error).__name__}）",
            "请检查该文件是否存在、可读，且为 JSON 对象",
        ) from error
