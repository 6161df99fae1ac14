"""What the fields of the directory must be; a refusal names field, value, rule and remedy."""

from __future__ import annotations

from .address import (
    dongguan_free_group_address,
    dongguan_group_name_from_title,
    dongguan_name_from_title,
)
from .identifier import (
    dongguan_credit_code,
    dongguan_mail_address,
    dongguan_phone_number,
    dongguan_resource_codes,
    dongguan_sha256,
    dongguan_web_address,
)
from .of_set import dongguan_free_address, dongguan_owner
from .value import (
    dongguan_at_most,
    dongguan_clean,
    dongguan_code,
    dongguan_code_list,
    dongguan_day,
    dongguan_filled,
    dongguan_length,
    dongguan_not_before,
    dongguan_not_in_future,
    dongguan_period,
    dongguan_period_end,
    dongguan_period_start,
    dongguan_true_or_false,
    dongguan_whole_number,
)
from .whole import (
    dongguan_file_or_link,
    dongguan_format_class,
    dongguan_not_stated,
    dongguan_rules,
)

__all__ = [
    "dongguan_at_most",
    "dongguan_clean",
    "dongguan_code",
    "dongguan_code_list",
    "dongguan_credit_code",
    "dongguan_day",
    "dongguan_file_or_link",
    "dongguan_filled",
    "dongguan_format_class",
    "dongguan_free_address",
    "dongguan_free_group_address",
    "dongguan_group_name_from_title",
    "dongguan_length",
    "dongguan_mail_address",
    "dongguan_name_from_title",
    "dongguan_not_before",
    "dongguan_not_in_future",
    "dongguan_not_stated",
    "dongguan_owner",
    "dongguan_period",
    "dongguan_period_end",
    "dongguan_period_start",
    "dongguan_phone_number",
    "dongguan_resource_codes",
    "dongguan_rules",
    "dongguan_sha256",
    "dongguan_true_or_false",
    "dongguan_web_address",
    "dongguan_whole_number",
]
