"""The sentences that say what is wrong in a site's code lists.

They are spoken at the start of the portal too, where no request carries a language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ckanext.dongguan.schemas.codelists import Fault, Kind

Translate = Callable[[str], str]


def sentence(fault: Fault, translate: Translate) -> str:
    """Say place, cause and remedy of one fault."""
    cause = _causes(translate)[fault.kind].format(column=fault.column, value=fault.value[:80])
    if fault.row:
        form = translate("{file}, line {row}: {cause}")
        return form.format(file=fault.file, row=fault.row, cause=cause)
    return translate("{file}: {cause}").format(file=fault.file, cause=cause)


def sentences(faults: Iterable[Fault], translate: Translate) -> str:
    """Say all faults, one a line."""
    return "\n".join(sentence(fault, translate) for fault in faults)


def _causes(translate: Translate) -> dict[Kind, str]:
    return {**_of_files(translate), **_of_rows(translate), **_of_links(translate)}


def _of_files(translate: Translate) -> dict[Kind, str]:
    return {
        Kind.NO_FOLDER: translate(
            "There is no such folder: create it or correct ckanext.dongguan.codelists.folder."
        ),
        Kind.NO_LIST: translate(
            'There is no code list "{value}": name the file after one of the portal\'s lists.'
        ),
        Kind.NOT_TEXT: translate("This is no UTF-8 text: save it as CSV UTF-8."),
        Kind.NO_CODE_COLUMN: translate(
            'The header has no column "code" ({value}): write the names of the columns into '
            "the first line."
        ),
        Kind.UNKNOWN_COLUMN: translate(
            'The list has no column "{column}": take it out or correct its name.'
        ),
    }


def _of_rows(translate: Translate) -> dict[Kind, str]:
    return {
        Kind.TOO_MANY_CELLS: translate(
            'There are more cells than columns ("{value}"): put quotation marks around text '
            "with a comma."
        ),
        Kind.TWICE: translate('The code "{value}" stands here twice: keep one row.'),
        Kind.BAD_CODE: translate(
            '"{value}" is no code: use Latin letters, digits, - _ and . without spaces.'
        ),
        Kind.NO_LABEL: translate(
            "{column} is empty: a new code needs a name in each language."
        ),
        Kind.NO_SOURCE: translate("source is empty: say which document brought the code."),
        Kind.NO_DAY: translate('{column}: "{value}" is not a day: write it as 2026-01-31.'),
        Kind.ENDS_BEFORE_IT_BEGINS: translate(
            "valid_to ({value}) lies before valid_from: exchange the two."
        ),
        Kind.SAME_NAME: translate(
            "Two codes have one name ({value}): take it out of one of them."
        ),
    }


def _of_links(translate: Translate) -> dict[Kind, str]:
    return {
        Kind.NO_SUCH_CODE: translate(
            '{column}: there is no code "{value}": correct it or add that code.'
        ),
        Kind.CIRCLE: translate(
            '{column}: "{value}" leads back to this code: break the circle.'
        ),
    }
