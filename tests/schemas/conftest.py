"""Who stands at the doors, and the doors."""

from __future__ import annotations

from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from ckan.tests import factories, helpers

from .doors import Clerk, Door, through_api, through_excel, through_form, through_harvest

_numbers = count()


@pytest.fixture(scope="module")
def clerk(_application: Any) -> Clerk:
    """Give a clerk of a department of its own."""
    number = next(_numbers)
    department = factories.Organization(name=f"menhu-{number}", title=f"东莞市门户局{number}")
    person = factories.UserWithToken()
    member = {"id": department["id"], "username": person["name"], "role": "editor"}
    helpers.call_action("organization_member_create", **member)
    return Clerk(
        app=_application, token=person["token"], name=person["name"], department=department
    )


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Door]:
    """Give the four doors by name."""
    folder: Path = tmp_path_factory.mktemp("doors")
    return {
        "form": through_form,
        "api": through_api,
        "excel": partial(_excel, folder),
        "harvest": through_harvest,
    }


def _excel(folder: Path, clerk: Clerk, records: Any) -> Any:
    return through_excel(clerk, records, folder / f"{next(_numbers)}.xlsx")
