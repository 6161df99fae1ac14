"""Every cell of the decision table is answered over HTTP as the table says: no less either.

The other tests of the suite look for what is told too much; here a surface for each
operation is asked by everybody about everything, and what is due has to be there.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import ckan.plugins.toolkit as tk
import pytest
from ckan import model

from ckanext.dongguan.openness import surfaces
from ckanext.dongguan.openness.case import Case
from ckanext.dongguan.openness.policy import Operation, Outcome

from .actors import ACTORS, BY_NAME
from .asking import Portal
from .call import Call
from .canary import Canary, Mark
from .expectation import may_see, outcome
from .planting import KINDS, Planted
from .registry import table

WHO = [actor.name for actor in ACTORS]
SHOW = Call(surface="package_show", path="/api/3/action/package_show?id={dataset}")
FIND = Call(
    surface="package_search", method="POST", path="/api/3/action/package_search",
    body={
        "fq": "id:({dataset})", "include_private": True, "include_drafts": True,
        "include_deleted": True,
    },
)  # fmt: skip
ROWS = Call(
    surface="datastore_search", path="/api/3/action/datastore_search?resource_id={resource}"
)
PAST = Call(
    surface="package_activity_list",
    path="/api/3/action/package_activity_list?id={dataset}",
)
DOWNLOAD = Call(
    surface="resource.download", path="/dataset/{dataset}/resource/{resource}/download"
)
CHANGE = Call(
    surface="package_patch", method="POST", path="/api/3/action/package_patch",
    body={"id": "{dataset}", "version": "x" * 101},
)  # fmt: skip

NUMBERS = Call(surface="datastore_info", path="/api/3/action/datastore_info?id={resource}")
RECLASSIFY = Call(
    surface="dongguan_reclassify", method="POST", path="/api/3/action/dongguan_reclassify",
    body={"id": "{dataset}", "open_class": "none", "basis": "测试"},
)  # fmt: skip
LIFE = Call(
    surface="dongguan_life_cycle_show",
    path="/api/3/action/dongguan_life_cycle_show?id={dataset}",
)
LOG = Call(
    surface="dongguan_audit_list", path="/api/3/action/dongguan_audit_list?dataset={dataset}"
)


def told(site: Portal, call: Call, who: str, planted: Planted, mark: Mark) -> bool:
    answer = site.ask(call, who, planted)
    return Canary(mark=mark, number=planted.number) in site.told(answer, call, planted)


def finds(site: Portal, who: str, planted: Planted) -> tuple[bool, bool]:
    """Deleted ones leave the index: nobody searches among them."""
    if planted.name == "deleted":
        return told(site, FIND, who, planted, Mark.TITLE), False
    return told(site, FIND, who, planted, Mark.TITLE), outcome(
        who, Operation.FIND, planted.case
    ).is_given


def sees_the_whole(site: Portal, who: str, planted: Planted) -> tuple[bool, bool]:
    due = planted.case is not None and may_see(who, Mark.INNER, planted.case)
    return told(site, SHOW, who, planted, Mark.INNER), due


def sees_files(site: Portal, who: str, planted: Planted) -> tuple[bool, bool]:
    """The public part names files where they are open; all of an entry names them always."""
    entry = outcome(who, Operation.ENTRY, planted.case)
    due = entry is Outcome.ALLOW or (entry.is_given and planted.case is Case.OPEN)
    return told(site, SHOW, who, planted, Mark.FILE), due


def sees_the_dictionary(site: Portal, who: str, planted: Planted) -> tuple[bool, bool]:
    case = planted.case
    whole = outcome(who, Operation.ENTRY, case) is Outcome.ALLOW
    given = (
        outcome(who, Operation.ENTRY, case).is_given
        and outcome(who, Operation.DICTIONARY, case).is_given
    )
    return told(site, SHOW, who, planted, Mark.COLUMN), whole or given


def reads_rows(site: Portal, who: str, planted: Planted) -> tuple[bool, bool]:
    return told(site, ROWS, who, planted, Mark.CELL), outcome(
        who, Operation.DATA, planted.case
    ).is_given


def downloads(site: Portal, who: str, planted: Planted) -> tuple[bool, bool]:
    return told(site, DOWNLOAD, who, planted, Mark.CELL), outcome(
        who, Operation.DATA, planted.case
    ).is_given


def reads_the_past(site: Portal, who: str, planted: Planted) -> tuple[bool, bool]:
    whole = outcome(who, Operation.HISTORY, planted.case) is Outcome.ALLOW
    return told(site, PAST, who, planted, Mark.FORMER), whole


def changes(site: Portal, who: str, planted: Planted) -> tuple[bool, bool]:
    """A change that is let in stops at its own fault (409), so that nothing is changed."""
    status = site.ask(CHANGE, who, planted).status
    return status not in {403, 404}, outcome(who, Operation.MANAGE, planted.case).is_given


def reads_numbers(site: Portal, who: str, planted: Planted) -> tuple[bool, bool]:
    """How many rows there are is told by nothing but the table itself."""
    answer = site.ask(NUMBERS, who, planted)
    told = answer.status == 200 and json.loads(answer.text)["result"]["meta"]["count"] == 1
    return told, outcome(who, Operation.STATISTICS, planted.case).is_given


def is_counted(site: Portal, who: str, planted: Planted) -> tuple[bool, bool]:
    """Numbers of the directory are made for whoever looks; CKAN's own drafts are not in it."""
    actor = BY_NAME[who]
    is_nobody = actor.is_disabled or not actor.has_account
    account = "" if is_nobody else f"jsq-{who.replace('_', '-')}"
    asked = {"measures": {"one": f'id:"{planted.words["dataset"]}"'}}
    with site.app.flask_app.test_request_context("/"):
        context = {"user": account, "auth_user_obj": model.User.get(account)}
        found = tk.get_action("dongguan_openness_count")(context, asked)
    is_listed = planted.name not in {"deleted", "core_draft"}
    due = is_listed and outcome(who, Operation.COUNT, planted.case).is_given
    return found["total"]["one"] == 1, due


def reclassifies(site: Portal, who: str, planted: Planted) -> tuple[bool, bool]:
    """There is no such class: who is let in is told so (409), and nothing is changed."""
    status = site.ask(RECLASSIFY, who, planted).status
    return status == 409, outcome(who, Operation.RECLASSIFY, planted.case).is_given


def sees_the_life(site: Portal, who: str, planted: Planted) -> tuple[bool, bool]:
    """Who may stop a dataset sees where it stands in its life."""
    status = site.ask(LIFE, who, planted).status
    return status == 200, outcome(who, Operation.FREEZE, planted.case).is_given


def reads_the_log(site: Portal, who: str, planted: Planted) -> tuple[bool, bool]:
    status = site.ask(LOG, who, planted).status
    return status == 200, outcome(who, Operation.AUDIT, planted.case).is_given


RIGHTS = (
    finds, sees_the_whole, sees_files, sees_the_dictionary, reads_rows, downloads,
    reads_the_past, changes, reads_numbers, is_counted, reclassifies, sees_the_life,
    reads_the_log,
)  # fmt: skip
Right = Callable[[Portal, str, Planted], tuple[bool, bool]]


@pytest.mark.parametrize("right", RIGHTS, ids=lambda right: right.__name__)
@pytest.mark.parametrize("who", WHO)
def test_somebody_gets_what_the_table_gives(site: Portal, who: str, right: Right) -> None:
    answers = {name: right(site, who, site.field.planted[name]) for name in KINDS}

    assert {k: got for k, (got, _due) in answers.items()} == {
        k: due for k, (_got, due) in answers.items()
    }


def test_each_operation_has_a_surface_or_is_known_to_have_none() -> None:
    everything = surfaces.load()
    asked = {s.operation for s in (*everything.routes.values(), *everything.actions.values())}

    assert {o.value for o in Operation if o not in asked} <= set(table()["unasked"])
