"""The portal does not start with a setting that opens a known hole."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ckan.exceptions import CkanConfigurationException

from ckanext.dongguan.files.vault import folder_of
from ckanext.dongguan.language import locale_of_terminal

from . import foundation, settings

_STORAGE = "ckan.files.storage."
_PUBLIC_STORAGES = ("users", "groups", "admins")


def refuse_unsafe(config: Mapping[str, Any]) -> None:
    """Check every rule of the table and the databases, outside of tests.

    :raises CkanConfigurationException: one sentence for each broken rule
    """
    if config.get("testing"):
        return
    # A plain copy: CKAN warns of each setting of a plugin that is not loaded.
    config = dict(config)
    table, language = settings.load(), "en" if locale_of_terminal(os.environ) == "en" else "zh"
    sentences = [table.sentence(rule, config, language) for rule in table.broken(config)]
    sentences += [_STORAGE_TEXT[language].format(option) for option in public_storages(config)]
    sentences += [_FOLDER_TEXT[language].format(path) for path in exposed_folders(config)]
    # The databases are asked only through settings that are in order themselves.
    sentences = sentences or list(foundation.sentences(config, table, language))
    if sentences:
        raise CkanConfigurationException("\n".join(sentences))


def public_storages(config: Mapping[str, Any]) -> Iterator[str]:
    """Name the storages that hand out their files without a question, pictures aside."""
    for option, value in config.items():
        name, _, key = option.removeprefix(_STORAGE).partition(".")
        is_public = key == "public" and str(value).lower() == "true"
        if option.startswith(_STORAGE) and is_public and name not in _PUBLIC_STORAGES:
            yield option


def exposed_folders(config: Mapping[str, Any]) -> Iterator[Path]:
    """Name the folder of the files where the web server hands out one above it."""
    files = folder_of(config).resolve()
    public = config.get("plugin_public_paths") or []
    yield from (Path(p) for p in public if files.is_relative_to(Path(p).resolve()))


_STORAGE_TEXT = {
    "zh": "配置项 {} 不安全：该存储里的文件不问权限就发给任何人。处理办法：设为 false。",
    "en": "The setting {} is not safe: anyone gets its files. Remedy: set it to false.",
}
_FOLDER_TEXT = {
    "zh": "目录 {} 对外公开，而数据文件存放在它下面。"
    "处理办法：用 ckanext.dongguan.files.folder 换一个目录。",
    "en": "The folder {} is public and holds the data files. "
    "Remedy: name another one in ckanext.dongguan.files.folder.",
}
