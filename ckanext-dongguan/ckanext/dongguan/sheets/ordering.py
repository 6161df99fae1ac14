"""Tables are ordered, and written one after the other by a worker."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.clock import now
from ckanext.dongguan.jobs.definition import Cancelled, Run

from . import giving, orders
from .form import FORMS
from .kind import template_of
from .order import Order, State

log = logging.getLogger(__name__)
JOB = "sheet-orders"
STEP = 200
# Orders of one account that wait at a time.
MOST = 3


class TooManyError(Exception):
    """The account has ordered as much as is written for it at a time."""


def order(wanted: Order) -> Order:
    """Order a table; what its account has ordered already is not made twice.

    :raises TooManyError: the account has too many orders that are not written yet
    """
    waiting = [one for one in orders.every() if one.is_open and one.account == wanted.account]
    if same := next((one for one in waiting if one.is_same(wanted)), None):
        return same
    if len(waiting) >= MOST:
        raise TooManyError(wanted.account)
    orders.put(wanted)
    # It waits for the next minute where the job is running already.
    with suppress(tk.ValidationError):
        tk.get_action("dongguan_job_run")({"ignore_auth": True}, {"name": JOB})
    return wanted


def write_all(run: Run) -> None:
    """Write what is ordered; an order that was cut off begins anew."""
    orders.sweep(now())
    for one in orders.every():
        if one.is_open:
            _write(one, run)


def _write(order: Order, run: Run) -> None:
    path = orders.path(order.id, order.form)
    part = path.with_suffix(".part")
    try:
        with part.open("wb") as file:
            found = _counted(orders.put(replace(order, state=State.RUNNING)), run)
            form = FORMS[order.form]
            count = form.write(file, template_of(order.template), found, now().date())
        if _is_wanted(order):
            part.replace(path)
            orders.put(replace(order, state=State.READY, done=count, total=count))
    except Cancelled:
        orders.put(replace(order, state=State.CANCELLED))
        raise
    except Exception:
        log.exception("The table %s could not be written", order.id)
        orders.put(replace(order, state=State.FAILED))
    finally:
        part.unlink(missing_ok=True)


def _counted(order: Order, run: Run) -> Iterator[dict[str, Any]]:
    """Give the datasets as whoever ordered them may find them, and say how many are done."""
    person = model.User.get(order.account)
    context = {"user": person.name, "auth_user_obj": person}
    total = giving.count(context, order.query)
    give = giving.found if order.is_own else giving.listed
    for done, dataset in enumerate(give(context, order.query)):
        if done % STEP == 0:
            run.progress(done, total, order.title)
            if not _is_wanted(order):
                return
            orders.put(replace(order, state=State.RUNNING, done=done, total=total))
        yield dataset


def _is_wanted(order: Order) -> bool:
    found = orders.get(order.id)
    return found is not None and found.is_open
