"""What the columns and the rules of coverage are called."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def words() -> dict[str, str]:
    """Name the columns of the report and say the rule of each rate."""
    return {**_columns(), **_rules()}


def _columns() -> dict[str, str]:
    return {
        "sheet": str(tk._("Coverage")),
        "department": str(tk._("Department")),
        "city": str(tk._("The whole city")),
        "declared": str(tk._("Items of the declared list")),
        "catalogued": str(tk._("Catalogued")),
        "attached": str(tk._("Attached")),
        "opened": str(tk._("Opened")),
        "fixed": str(tk._("With a fixed cycle")),
        "on_time": str(tk._("On time")),
        "rule": str(tk._("How the rates are computed, and on which day")),
        "rate_catalogued": str(tk._("Cataloguing rate")),
        "rate_attached": str(tk._("Attachment rate")),
        "rate_opened": str(tk._("Opening rate")),
        "rate_on_time": str(tk._("Timeliness rate")),
    }


def _rules() -> dict[str, str]:
    return {
        "rule_catalogued": str(
            tk._(
                "Catalogued entries ÷ items of the list that the department has declared. "
                "Without a declared list it is not measured."
            )
        ),
        "rule_attached": str(
            tk._(
                "Entries with a file or an interface ÷ catalogued entries. That a withheld "
                "entry has one is not told and not counted."
            )
        ),
        "rule_opened": str(
            tk._("Entries with a file that everyone may have ÷ catalogued entries.")
        ),
        "rule_on_time": str(
            tk._(
                "Entries whose data are no older than their update cycle and its grace allow "
                "÷ entries with a fixed update cycle. Entries without a data date are not on "
                "time."
            )
        ),
    }
