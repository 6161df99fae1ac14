"""Why a service that a site brings will not serve: in few words, and without its password."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import requests

from .choice import GIVEN
from .problem import Problem

# What PostgreSQL, Redis and Solr say to somebody they do not know.
DENIED = ("password", "authenticat", "NOAUTH", "no pg_hba", "Unauthorized", "Forbidden")


def shown(url: str) -> str:
    """Write a URL without its password, for messages and logs."""
    parts = urlsplit(url)
    if not parts.password:
        return url
    return url.replace(f":{parts.password}@", ":***@", 1)


def refusal(name: str, url: str, error: Exception) -> Problem:
    """Tell a refused password from a server that does not answer."""
    reason = _without_password(_reason(error), url)
    denied = any(word in reason for word in DENIED)
    key = "given_denied" if denied else "given_unreachable"
    return Problem(key, variable=GIVEN[name], url=shown(url), reason=reason)


def _reason(error: Exception) -> str:
    """Find the words that help; libraries wrap them, or say them once for each try."""
    if isinstance(error, requests.HTTPError):
        return f"HTTP {error.response.status_code} {error.response.reason}"
    origin = _origin(error) if isinstance(error, requests.RequestException) else error
    lines = dict.fromkeys(" ".join(line.split()) for line in str(origin).splitlines())
    return " ".join(filter(None, lines)).rstrip(".?") or type(origin).__name__


def _origin(error: BaseException) -> BaseException:
    while inner := error.__cause__ or error.__context__:
        error = inner
    return error


def _without_password(text: str, url: str) -> str:
    password = urlsplit(url).password or ""
    for secret in {password, unquote(password)} - {""}:
        text = text.replace(f":{secret}@", ":***@")
    return text
