"""A site's own files laid over the code lists: at the start, and whenever they change."""

from __future__ import annotations

import gettext
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ckan.exceptions import CkanConfigurationException

from ckanext.dongguan.schemas import codelists
from ckanext.dongguan.schemas.codelists import CodelistFaultError

from . import wording

log = logging.getLogger(__name__)

OPTION = "ckanext.dongguan.codelists.folder"
CATALOGUE = "i18n/zh_Hans_CN/LC_MESSAGES/ckanext-dongguan.mo"


def install(config: Mapping[str, Any]) -> None:
    """Lay the files of the folder in the settings over the lists.

    :raises CkanConfigurationException: one sentence for each fault in them
    """
    folder = str(config.get(OPTION) or "").strip()
    try:
        codelists.install(Path(folder) if folder else None)
    except CodelistFaultError as error:
        raise CkanConfigurationException(told(error)) from error


def refresh() -> None:
    """Take a change in the folder; one with a fault is told in the log and not used."""
    try:
        if codelists.refresh():
            log.info("The site's code lists have changed and are in use")
    except CodelistFaultError as error:
        log.error("The site's code lists have a fault; the former ones stay:\n%s", told(error))


def told(error: CodelistFaultError) -> str:
    """Say what is wrong where no request carries a language: LANG chooses."""
    if os.environ.get("LANG", "").startswith("en"):
        return wording.sentences(error.faults, str)
    with Path(__file__).parents[1].joinpath(CATALOGUE).open("rb") as file:
        return wording.sentences(error.faults, gettext.GNUTranslations(file).gettext)
