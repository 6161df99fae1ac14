"""What a person reads when a file is not taken: which file, why, what to do."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import make_response

from .filetype import Cause, Refused, known
from .storage import limit_megabytes


def refusal(name: str, refused: Refused) -> str:
    """Say place, cause and remedy."""
    wanted = refused.file_type.format if refused.file_type else ""
    text = str(_TEXTS[refused.cause]())
    return text.format(
        name=name,
        extension=name.rpartition(".")[2] if "." in name else tk._("no extension"),
        format=wanted,
        formats=", ".join(dict.fromkeys(kind.format for kind in known().values())),
        limit=limit_megabytes(),
    )


# Functions, because a text is translated for the person who asks.
_TEXTS = {
    Cause.UNKNOWN_TYPE: lambda: tk._(
        "The file “{name}” was not taken: this type is not accepted ({extension}). "
        "Save it in one of these formats: {formats}."
    ),
    Cause.OTHER_CONTENT: lambda: tk._(
        "The file “{name}” was not taken: its content is not {format}. Save it again as "
        "{format}, or give it the extension of what it is."
    ),
    Cause.EMPTY: lambda: tk._(
        "The file “{name}” was not taken: it is empty. Choose the file that holds the data."
    ),
    Cause.TOO_LARGE: lambda: tk._(
        "The file “{name}” was not taken: it is larger than {limit} MB. Split it or "
        "compress it into a ZIP file."
    ),
}


def not_stored(name: str) -> str:
    """Say that the disk did not take a file."""
    text = tk._(
        "The file “{name}” could not be stored, nothing was changed. Try again; if it "
        "happens again, tell the operator to look at the space on the disk."
    )
    return str(text).format(name=name)


def too_large_request() -> str:
    """Say that a request carried more than it may."""
    text = tk._(
        "The upload was not taken: a request may carry at most {limit} MB. Split the file "
        "or compress it into a ZIP file."
    )
    return str(text).format(limit=limit_megabytes())


def not_given() -> str:
    """Say that data are not open to this person, and how to get them."""
    text = tk._(
        "You may not have these data yet. Read on the page of the dataset on what "
        "conditions they are opened, and apply to its provider there."
    )
    return str(text)


def not_recorded() -> str:
    """Say that nothing is given out because it cannot be put on record."""
    text = tk._(
        "Access to these data must be put on record, and the record does not answer. "
        "Nothing was given out. Try again later; if it happens again, tell the operator."
    )
    return str(text)


def page_not_recorded() -> Any:
    """Answer 503 with that sentence, to a person or to a program."""
    return answer(503, "Service Unavailable Error", tk._("Not available now"), not_recorded())


def page_not_stored(name: str) -> Any:
    """Answer 404 for a file that is on record and whose bytes are gone."""
    text = tk._(
        "“{name}” is registered, but the file itself is missing here. This was written to "
        "the log. Try again later, or ask the provider on the page of the dataset."
    )
    message = str(text).format(name=name)
    return answer(404, "Not Found Error", tk._("The file is not available now"), message)


def answer(code: int, kind: str, name: str, message: str) -> Any:
    """Write a refusal as the API writes its own, or as a page."""
    if tk.request.path.startswith("/api/"):
        error = {"__type": kind, "message": message}
        return make_response(({"success": False, "error": error}, code))
    page = {"code": code, "name": name, "content": message}
    return make_response((tk.render("error_document_template.html", page), code))
