"""Which class of format (格式大类) a file's format belongs to, without CKAN."""

from __future__ import annotations

from ckanext.dongguan.schemas.codelists import load


def class_of(file_format: str) -> str:
    """Return the code of the class of a format such as `XLSX`; nothing for an unknown one."""
    name = file_format.strip().upper()
    classes = load("resource_formats")
    return next((one.code for one in classes if name in one.more["formats"].split()), "")
