"""What went wrong, said to a person: carries a message key and its facts, nothing else."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818 - a person reads it; it is no defect of the code
    """A state the launcher cannot go on from; the sentence stands in messages.yaml."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts
