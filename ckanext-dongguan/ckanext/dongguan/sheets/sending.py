"""A table sent to who asked for it."""

from __future__ import annotations

from typing import BinaryIO

from flask import Response, send_file

from ckanext.dongguan.text.filename import safe_name

from .form import Form


def attachment(file: BinaryIO, name: str, form: Form) -> Response:
    """Send an open file from its beginning, under `name` with the ending of its form.

    What it holds depends on who asks: nothing between here and there may keep it.
    """
    file.seek(0)
    answer = send_file(
        file, mimetype=form.media_type, as_attachment=True,
        download_name=safe_name(f"{name}.{form.suffix}"),
    )  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
