"""What a person reads when a table cannot be asked for like this."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def no_table_named() -> str:
    """Say that a call has to name one table."""
    text = tk._("Name one table: the id of its resource, as text, in resource_id.")
    return str(text)


def no_dataset() -> str:
    """Say that a new table needs a dataset."""
    text = tk._(
        "A new table belongs to a dataset: give resource as an object that holds the id "
        "of the dataset in package_id."
    )
    return str(text)


def no_alias(name: object) -> str:
    """Say that an alias cannot be called this."""
    text = tk._(
        "“{name}” cannot be an alias: use at most 63 bytes, no underscore at the "
        "beginning, and nothing that looks like the id of a resource."
    )
    return str(text).format(name=name)


def shut() -> str:
    """Say that nobody comes through this door, and why."""
    text = tk._(
        "This call of the DataStore is shut for everyone: it could reach data past every "
        "check. Search and change tables one by one instead."
    )
    return str(text)


def not_readable() -> str:
    """Say that a call is not one, without repeating what the database said."""
    text = tk._(
        "The call on this table cannot be understood. Check the names and types of the "
        "data items, and the values of the other parameters (filters, q, sort, limit, offset)."
    )
    return str(text)


def stopped() -> str:
    """Say that the rows of a stopped dataset are shut, and what is left."""
    text = tk._(
        "The table is shut because the dataset is stopped. Its files can be downloaded by "
        "the data administrator; the rows come back when the dataset is let go again."
    )
    return str(text)
