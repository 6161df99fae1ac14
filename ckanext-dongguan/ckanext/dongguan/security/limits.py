"""How much a request may carry, and for which host it may ask."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Response, jsonify, request
from werkzeug.sansio.utils import host_is_trusted

MEGABYTE = 1 << 20
# A form of a dataset with a thousand information items fits; a crafted one of a
# million fields does not (CVE-2023-50248).
MAX_FORM_PARTS = 8000
MAX_FORM_MEMORY_BYTES = 4 * MEGABYTE
MAX_BODY_BYTES = 8 * MEGABYTE
# JSON can carry the half of a character, UTF-8 cannot.
_HALF = re.compile(
    rb"\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}",
    re.IGNORECASE,
)


def framework_values(config: Any) -> dict[str, int]:
    """Give the framework's limits; core does not hand these settings on to it.

    The largest body is the largest file and what stands around it in a form.
    """
    return {
        "MAX_CONTENT_LENGTH": (int(config["ckan.max_resource_size"]) + 1) * MEGABYTE,
        "MAX_FORM_PARTS": MAX_FORM_PARTS,
        "MAX_FORM_MEMORY_SIZE": MAX_FORM_MEMORY_BYTES,
    }


def cookie_values(config: Any) -> dict[str, bool]:
    """Send cookies over encrypted connections only, where the site has them."""
    is_encrypted = str(config["ckan.site_url"]).startswith("https://")
    return (
        {"SESSION_COOKIE_SECURE": True, "REMEMBER_COOKIE_SECURE": True} if is_encrypted else {}
    )


def refuse_host() -> None:
    """Answer 400 for a `Host` that is not listed; without a list the proxy in front decides.

    Links never come from the header, they are made from `ckan.site_url`. The framework's
    own list is not used: core cannot draw its error page and answers 500.
    """
    hosts = tk.config["ckanext.dongguan.security.hosts"]
    if hosts and not host_is_trusted(request.host, hosts):
        tk.abort(400)


def hide_own_code(app: Any) -> None:
    """Take the folder of core's web modules out of the static files.

    Core splits the empty `extra_public_paths` into one empty name, which stands for
    that folder: /flask_app.py would be answered with its source.
    """
    folders = [f for f in app.static_folder if Path(f) != Path(app.root_path)]
    app.static_folder = folders


def limit_body() -> None:
    """Let only uploads be as large as a file; JSON and plain forms are read into memory."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = MAX_BODY_BYTES


def refuse_what_no_text_holds() -> tuple[Response, int] | None:
    """Answer 400, not 500, to the two things that no text in the database can hold."""
    message = _unholdable()
    if message is None:
        return None
    if not request.path.startswith("/api/"):
        tk.abort(400, message)
    return jsonify(success=False, error={"__type": "Bad Request", "message": message}), 400


def _unholdable() -> str | None:
    if _holds_nul():
        return str(tk._(
            "The address or the form holds the invisible character NUL. Delete what you "
            "pasted and type it anew."
        ))  # fmt: skip
    if request.is_json and _HALF.search(request.get_data()):
        return str(tk._(
            "The request holds half a character (a surrogate without its other half). "
            "Delete what you pasted and type it anew."
        ))  # fmt: skip
    return None


def _holds_nul() -> bool:
    # JSON writes it as an escape, and core also reads JSON from a form's only key.
    if request.is_json and b"\\u0000" in request.get_data():
        return True
    if any("\\u0000" in key for key in request.form):
        return True
    given = (*request.args.values(), *request.form.values())
    return "\0" in request.path or any("\0" in text for text in given)
