"""Actions of the room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk

from .. import choosing, wording
from ..fault import FileRefusedError
from ..layout_reading import MappingRefusedError


def dongguan_sheet_import(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Take in a workbook of datasets: all of it, or nothing with every fault told.

    :param path: the file on the server
    :type path: string
    :param type: the dataset type of the template (optional, default: `dataset`)
    :type type: string
    :param layout: the name of a known layout that the file has instead (optional)
    :type layout: string
    :param mapping: the text of a mapping file that describes its layout (optional)
    :type mapping: string
    :param is_whole: with a layout or a mapping: write nothing if one row is refused
        (optional, default: True)
    :type is_whole: bool

    :returns: `is_written`, `outcomes` (how many records were `created`, `updated`,
        `unchanged`, `refused`, `held`, how many rows `repeated` or `blank`), `account` (the
        same in lines of text) and `faults`: a list of `sheet`, `row`, `column`, `place`
        (`Sheet!C17`), `header` and `sentence`
    :rtype: dictionary
    """
    tk.check_access("dongguan_sheet_import", context, data_dict)
    path = Path(tk.get_or_bust(data_dict, "path"))
    name = str(data_dict.get("filename") or path.name)
    try:
        title, taken = choosing.taken(path, name, context, data_dict)
    except FileRefusedError as error:
        raise tk.ValidationError({"file": [wording.refused(name, error)]}) from error
    except MappingRefusedError as error:
        told = [wording.mapping_fault(one) for one in error.faults]
        raise tk.ValidationError({"mapping": told}) from error
    return {
        "is_written": taken.is_written,
        "outcomes": dict(taken.outcomes),
        "account": list(wording.account(title, taken)),
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
