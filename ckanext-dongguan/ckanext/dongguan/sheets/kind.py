"""The template of a dataset type, as the site's schemas have it."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from .column import Template, template
from .fault import FileRefusedError


def template_of(dataset_type: str) -> Template:
    """Read the template of a dataset type.

    :raises FileRefusedError: there is no such type
    """
    schema = tk.h.scheming_get_dataset_schema(dataset_type)
    if schema is None:
        raise FileRefusedError("unknown_type", type=dataset_type)
    return template(schema)
