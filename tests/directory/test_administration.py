"""Who looks after a department finds no way that ends nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from ckan.tests import factories


@pytest.mark.parametrize("page", ["edit", "manage_members"])
def test_every_tab_of_a_department_leads_somewhere(
    app: Any, department: dict[str, Any], page: str
) -> None:
    headers = {"Authorization": factories.SysadminWithToken()["token"]}

    shown = app.get(f"/organization/{page}/{department['name']}", headers=headers)

    tabs = BeautifulSoup(shown.body, "html.parser").select(".nav-tabs a")
    assert len(tabs) == 2
    for tab in tabs:
        assert app.get(tab["href"], headers=headers).status_code == 200
