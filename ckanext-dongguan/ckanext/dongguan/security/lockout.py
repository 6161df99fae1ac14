"""Failed sign-ins: after so many an account, or an address, waits.

GB/T 22239-2019 8.1.4.1 b) asks for it. What somebody typed is counted whether or not an
account has that name, so that waiting tells nothing about it. An account's failures are
also counted together under its id, by name and by mail address; where only that count is
full, the answer is the one of a wrong password.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
from flask import has_request_context

from . import meter


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """A sign-in: what was typed, and the account of that name if there is one."""

    typed: str
    account: str | None

    @property
    def names(self) -> dict[str, tuple[str, str]]:
        """Give the counters: option of the limit and name, by what is counted."""
        typed = " ".join(self.typed.casefold().split())[:320]
        found = {
            "typed": ("failures", meter.disguised(f"typed {typed}")),
            # One for nobody too: both cost the same time.
            "account": ("failures", meter.disguised(f"account {self.account or typed}")),
        }
        if has_request_context():
            found["address"] = ("address_failures", meter.address())
        return found


def wait(attempt: Attempt) -> int:
    """Tell for how many seconds this name or address is told to wait; 0: it is not."""
    names = attempt.names
    shown = (names[what] for what in ("typed", "address") if what in names)
    return max((_seconds(option, name) for option, name in shown), default=0)


def is_full(attempt: Attempt) -> bool:
    """Tell whether any counter is full, also the one that nobody is told of."""
    return any(_seconds(option, name) for option, name in attempt.names.values())


def fail(attempt: Attempt) -> None:
    """Count a failure; the one that fills the account's counter goes into the audit log."""
    filled = [
        what
        for what, (option, name) in attempt.names.items()
        if _count(option, name) and _seconds(option, name)
    ]
    if "account" in filled:
        _note("account_locked", "user_login", "deny", attempt.account)


def forget(*attempts: Attempt) -> None:
    """Empty the counters of names and accounts, not those of addresses."""
    limit = meter.item("failures")
    for attempt in attempts:
        for what in ("typed", "account"):
            if limit is not None:
                meter.exact().clear(limit, *attempt.names[what])


def of_user(user: Any) -> tuple[Attempt, ...]:
    """Give the ways in which somebody may have typed an account."""
    typed = [text for text in (user.name, user.email) if text]
    return tuple(Attempt(typed=text, account=user.id) for text in typed)


def unlock(user: Any, context: dict[str, Any]) -> None:
    """Let an account sign in again at once; it stands in the audit log."""
    forget(*of_user(user))
    _note("account_unlocked", "dongguan_account_unlock", "allow", user.id, context)


def _seconds(option: str, name: str) -> int:
    limit = meter.item(option)
    if limit is None or meter.exact().test(limit, option, name):
        return 0
    return meter.seconds_left(meter.exact(), limit, option, name)


def _count(option: str, name: str) -> bool:
    limit = meter.item(option)
    return limit is not None and meter.exact().hit(limit, option, name)


def _note(
    event: str,
    operation: str,
    outcome: str,
    account: str | None,
    context: dict[str, Any] | None = None,
) -> None:
    entry = {"event": event, "operation": operation, "outcome": outcome}
    detail = {"account": account} if account else {}
    by = {**(context or {"user": ""}), "ignore_auth": True}
    tk.get_action("dongguan_audit_write")(by, {**entry, "detail": detail})
