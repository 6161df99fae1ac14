"""Files of a dataset get new keys, when fewer people may have them than before."""

from __future__ import annotations

from ckan import model

from . import keys
from .storage import vault
from .vault import new_key


def move_files(package_id: str, occasion: str) -> int:
    """Move every file of a dataset to a new key; the old one answers nothing.

    Every content counts, replaced ones too. One occasion moves a file once: what was cut
    off goes on where it stopped, and a second call changes nothing. Each file is a
    transaction of its own.

    :param occasion: what it is moved for, for example the id of a reclassification
    :returns: how many files were moved or brought to the end of their move
    """
    count = 0
    for row in list(keys.of_dataset(package_id, occasion)):
        _move(row.key, row.moved_from, occasion)
        count += 1
    return count


def _move(key: str, moved_from: str | None, occasion: str) -> None:
    if moved_from is not None:
        key = _end(key, moved_from)
    # A move for an earlier occasion was only brought to its end: this one is still to come.
    if not keys.is_moved_for(key, occasion):
        new = new_key()
        vault().link(key, new)
        if keys.move(key, new, occasion):
            model.Session.commit()
            _end(new, key)
        else:
            vault().remove(new)


def _end(key: str, moved_from: str) -> str:
    vault().remove(moved_from)
    keys.end_move(key)
    model.Session.commit()
    return key
