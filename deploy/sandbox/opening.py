"""Who may have an item: its share and open class, and whether its opening was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from . import life
from .chance import between, fraction, pick, share_of, spread
from .scale import World
from .vocabulary import first_day, settings

# What an entry leans to, and how often departments send it: (share, open) classes.
_LEANINGS = {
    "u": (((1, 1), 0.72), ((2, 1), 0.16), ((1, 2), 0.05), ((2, 2), 0.07)),
    "c": (((2, 2), 0.8), ((1, 2), 0.2)),
    "n": (((3, 3), 0.7), ((2, 3), 0.3)),
}
# Most are decided, some never were, some lack the secrecy review.
_RECORDS = (("complete", 0.76), ("none", 0.18), ("no_secrecy_review", 0.06))


@dataclass(frozen=True, kw_only=True)
class Record:
    """Decision and secrecy review of one opening; an absent review is None throughout."""

    decided_by: str
    decided_on: date
    basis: str
    reviewed_by: str | None = None
    reviewed_on: date | None = None
    review_basis: str | None = None


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Share and open class (1 无条件, 2 有条件, 3 不予) with their texts, and the record.

    `share_mode` is 1 库表, 2 文件, 3 接口, nothing where nothing is shared; `open_manner`
    lists 1 下载, 2 接口, 3 安全可信环境.
    """

    share: int
    share_condition: str
    share_mode: int | None
    open: int
    open_condition: str
    open_manner: str
    open_requirement: str
    open_safeguard: str
    open_basis: str
    level: int
    record: Record | None


def opening(world: World, number: int, leaning: str, office: str) -> Opening:
    """Return how an item is shared and opened on the world's day."""
    share, open_ = share_of(_LEANINGS[leaning], spread(number, 2, world.seed, "classes"))
    key = (world.seed, "opening", number)
    return Opening(
        share=share,
        share_condition=_text({2: "share_conditions", 3: "share_refusals"}.get(share), *key),
        share_mode=None if share == 3 else pick((1, 2, 2, 3), *key, "mode"),
        open=open_,
        open_condition=_text("open_conditions" if open_ == 2 else None, *key),
        open_manner=_text("open_manners" if open_ == 2 else None, *key),
        open_requirement=_text("open_requirements" if open_ == 2 else None, *key),
        open_safeguard=_text("open_safeguards" if open_ == 2 else None, *key),
        open_basis=_text("open_refusals" if open_ == 3 else None, *key),
        level=pick(settings()["levels"][leaning], *key, "level"),
        record=_record(world, number, office, open_ == 3),
    )


def _text(name: str | None, *key: object) -> str:
    return str(pick(settings()[name], *key, name)) if name else ""


def _record(world: World, number: int, office: str, withheld: bool) -> Record | None:
    form = share_of(_RECORDS, spread(number, 3, world.seed, "record"))
    later = life.decided_later(world).get(number)
    if form == "none" and later is None:
        return None
    key = (world.seed, "record", number)
    first = first_day()
    decided = first - timedelta(days=between(20, 400, *key, "day"))
    if form != "complete" and later is not None:
        form, decided = "complete", first + timedelta(days=later)
    made = Record(
        decided_by=office + str(pick(settings()["deciders"], *key, "who")),
        decided_on=decided,
        basis=str(
            pick(settings()["refusal_bases" if withheld else "open_bases"], *key, "basis")
        ),
    )
    return made if form == "no_secrecy_review" else _reviewed(made, office, withheld, key)


def _reviewed(made: Record, office: str, withheld: bool, key: tuple[object, ...]) -> Record:
    texts = settings()["secrecy_refusals" if withheld else "secrecy_bases"]
    ahead = int(fraction(*key, "ahead") * 14)
    return Record(
        decided_by=made.decided_by,
        decided_on=made.decided_on,
        basis=made.basis,
        reviewed_by=office + str(pick(settings()["secrecy_reviewers"], *key, "reviewer")),
        reviewed_on=made.decided_on - timedelta(days=ahead),
        review_basis=str(pick(texts, *key, "review")),
    )
