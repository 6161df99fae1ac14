"""The lines of a dataset, newest first, as somebody may read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.openness import known, mask, verdict
from ckanext.dongguan.openness.policy import Operation, Outcome

from .model import lines

MOST = 100


def page(context: Any, dataset_id: str, *, offset: int, limit: int) -> dict[str, Any]:
    """Give a page of the lines, and how many there are.

    :raises ObjectNotFound: there is no such dataset, or none the reader may know of
    :raises NotAuthorized: the reader may know of it and not of its history
    """
    dataset = known.dataset(dataset_id)
    outcome = (
        Outcome.ALLOW if context.get("ignore_auth")
        else verdict.of(context, dataset, Operation.HISTORY)
    )  # fmt: skip
    if dataset is None or outcome is Outcome.HIDE:
        raise tk.ObjectNotFound()
    if not outcome.is_given:
        raise tk.NotAuthorized(tk._("You may not see what was changed in this dataset."))
    own = lines.c.dataset == dataset.id
    query = sa.select(lines).where(own).order_by(lines.c.id.desc())
    rows = model.Session.execute(query.offset(offset).limit(min(limit, MOST))).all()
    count = model.Session.execute(sa.select(sa.func.count()).where(own)).scalar_one()
    is_whole = outcome is Outcome.ALLOW
    people = _people(row.account for row in rows) if is_whole else {}
    found = [_line(row, people.get(row.account), is_whole=is_whole) for row in rows]
    return {"count": count, "results": found}


def _people(ids: Iterable[str]) -> dict[str, Any]:
    """Load the accounts of some lines, all in one question."""
    wanted = {one for one in ids if one}
    query = sa.select(model.User).where(model.User.id.in_(wanted))
    return {user.id: user for user in model.Session.scalars(query)} if wanted else {}


def _line(row: Any, user: Any, *, is_whole: bool) -> dict[str, Any]:
    changes = [{**one, "part": one["part"].partition("\n")[2]} for one in row.changes]
    return {
        "id": row.id,
        "at": row.at.isoformat(),
        "event": row.event,
        # Who it was is nobody's business but the department's (个人信息保护法 art. 6).
        "account": user.name if user else "",
        "account_name": user.display_name if user else "",
        "changes": changes if is_whole else list(_public(changes)),
    }


def _public(changes: list[dict[str, Any]]) -> Any:
    """Name the fields that everyone reads, without what stood in them: it may have been more
    than is open today.
    """
    public = mask.load()["dataset"].public
    for name in dict.fromkeys(one["field"] for one in changes if not one["part"]):
        if name in public:
            yield {"field": name, "part": "", "before": None, "after": None}
