"""Actions of the room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk

from .. import taking, wording
from ..fault import FileRefusedError
from ..kind import template_of


def dongguan_sheet_import(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Take in a workbook of datasets: all of it, or nothing with every fault told.

    :param path: the file on the server
    :type path: string
    :param type: the dataset type of the template (optional, default: `dataset`)
    :type type: string

    :returns: `is_written`, `outcomes` (how many records were `created`, `updated`,
        `unchanged`, `refused`, `held`) and `faults`: a list of `sheet`, `row`, `column`,
        `place` (`Sheet!C17`), `header` and `sentence`
    :rtype: dictionary
    """
    tk.check_access("dongguan_sheet_import", context, data_dict)
    path = Path(tk.get_or_bust(data_dict, "path"))
    try:
        chosen = template_of(data_dict.get("type") or "dataset")
        report = context.get("dongguan_report", lambda _done: None)
        taken = taking.take(path, chosen, context, report)
    except FileRefusedError as error:
        name = data_dict.get("filename") or path.name
        raise tk.ValidationError({"file": [wording.refused(name, error)]}) from error
    return {
        "is_written": taken.is_written,
        "outcomes": dict(taken.outcomes),
        "faults": [
            {
                "sheet": one.spot.sheet,
                "row": one.spot.row,
                "column": one.spot.column,
                "place": str(one.spot),
                "header": one.header,
                "sentence": wording.fault(one),
            }
            for one in taken.faults
        ],
    }
