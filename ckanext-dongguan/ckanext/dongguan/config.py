"""What the shell may be told by its settings; nobody else knows the names of the options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk


@dataclass(frozen=True, kw_only=True)
class SiteFacts:
    """Official facts about the site; an empty text means nobody has filled it in yet."""

    host_department: str
    operator_department: str
    icp_number: str
    police_number: str
    site_code: str
    party_badge_url: str
    error_report_url: str
    accessibility_mail: str

    @property
    def has_registration(self) -> bool:
        """Tell whether any registration number is known."""
        return bool(self.icp_number or self.police_number or self.site_code)


def _text(option: str) -> str:
    value: Any = tk.config.get(f"ckanext.dongguan.{option}")
    return str(value or "").strip()


def is_demonstration() -> bool:
    """Tell whether the site shows made-up data and has to say so on every page."""
    return bool(tk.asbool(tk.config.get("ckanext.dongguan.demonstration", False)))


def site_facts() -> SiteFacts:
    """Return the official facts that stand in header and footer."""
    return SiteFacts(
        host_department=_text("host_department"),
        operator_department=_text("operator_department"),
        icp_number=_text("icp_number"),
        police_number=_text("police_number"),
        site_code=_text("site_code"),
        party_badge_url=_text("party_badge_url"),
        error_report_url=_text("error_report_url"),
        accessibility_mail=_text("accessibility_mail"),
    )
