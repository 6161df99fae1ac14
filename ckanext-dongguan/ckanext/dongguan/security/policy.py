"""The headers of every answer and how long it may be kept, without CKAN."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# No script, style sheet, font, frame or form of another host, and no script inside a
# page. `style-src-attr` stays open for the attributes that the forms' scripts set.
_PAGE_RULES = (
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)
PAGE_POLICY = "; ".join(_PAGE_RULES)

# A file somebody uploaded never runs as a part of the portal, whatever is in it.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"

SAME_FOR_ALL = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
# Half a year: long enough to protect, short enough to take back.
ENCRYPTED_ONLY = "max-age=15768000"


class Keeping(StrEnum):
    """What caches do with an answer, as the value of `Cache-Control`."""

    NEVER = "private, no-store"
    ASK_FIRST = "public, no-cache"
    AN_HOUR = "public, max-age=3600"
    FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What decides how long an answer may be kept."""

    is_of_somebody: bool
    is_form_page: bool
    is_safe_method: bool
    status: int
    is_marked_private: bool
    is_static: bool
    is_fingerprinted: bool


def keeping(answer: Answer) -> Keeping:
    """Decide how long caches keep an answer.

    A page is asked for anew each time, so that what was closed is gone at once; a
    static file changes its address with its content or is asked for every hour.
    """
    if answer.is_static and answer.status in {200, 206, 304}:
        return Keeping.FOR_EVER if answer.is_fingerprinted else Keeping.AN_HOUR
    if answer.is_of_somebody or answer.is_form_page or answer.is_marked_private:
        return Keeping.NEVER
    # 429 is about one visitor and one moment.
    if not answer.is_safe_method or answer.status >= 500 or answer.status == 429:
        return Keeping.NEVER
    return Keeping.ASK_FIRST
