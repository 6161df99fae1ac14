"""A source that shrinks asks a person once, and for a reason."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ckan.tests import helpers

from ckanext.dongguan.harvesters.difference import Outcome

from .conftest import Remote
from .portal_server import Handler, package

GRACE = {"grace_days": 7}


def packages(numbers: Iterable[int]) -> list[dict[str, Any]]:
    return [package(n) for n in numbers]


def loop(remote: Remote) -> None:
    """Have the source answer each page with one of records that it does not have."""
    body = {"result": {"count": 5000, "results": packages(range(100, 200))}}

    def same_page(handler: Handler) -> None:
        handler.send(200, json.dumps(body).encode())

    remote.portal.answer = same_page


def test_what_pages_that_repeat_themselves_named_is_let_go_without_a_question(
    remote: Remote,
) -> None:
    remote.register(rules=GRACE)
    remote.portal.records = packages(range(3))
    remote.follow()
    loop(remote)

    broken = remote.follow()
    remote.portal.answer = None
    after, later = remote.follow(), remote.follow()

    assert broken.problem
    assert (after.problem, later.problem) == (None, None)
    assert after.tally.counts == {Outcome.UNCHANGED: 3, Outcome.MISSING: 100}
    assert later.tally.counts == {Outcome.UNCHANGED: 3, Outcome.MISSING: 100}
    assert remote.audience("150") == "open"


def test_after_pages_that_repeat_themselves_a_real_loss_is_still_asked_about(
    remote: Remote,
) -> None:
    remote.register(rules=GRACE)
    remote.portal.records = packages(range(40))
    remote.follow()
    loop(remote)
    remote.follow()
    remote.portal.answer, remote.portal.records = None, packages(range(5))

    result = remote.follow()

    assert result.needs_person
    assert result.tally.counts[Outcome.MISSING] == 0


def test_after_pages_that_repeat_themselves_an_empty_answer_is_not_believed(
    remote: Remote,
) -> None:
    remote.register(rules=GRACE)
    loop(remote)
    remote.follow()
    remote.portal.answer = None

    assert remote.follow().needs_person


def test_what_a_person_confirmed_is_not_asked_again_while_it_waits(remote: Remote) -> None:
    remote.register(rules=GRACE)
    remote.portal.records = packages(range(40))
    remote.follow()
    remote.portal.records = packages(range(15))
    asked = remote.follow()
    helpers.call_action("dongguan_harvest_shrink_confirm", name=remote.source)

    confirmed, after = remote.follow(), remote.follow()

    assert asked.needs_person
    assert confirmed.tally.counts[Outcome.MISSING] == 25
    assert (after.needs_person, after.problem) == (False, None)
    assert after.tally.counts[Outcome.MISSING] == 25


def test_what_is_back_and_vanishes_again_is_asked_about_again(remote: Remote) -> None:
    remote.register(rules=GRACE)
    remote.portal.records = packages(range(40))
    remote.follow()
    remote.portal.records = packages(range(15))
    remote.follow()
    helpers.call_action("dongguan_harvest_shrink_confirm", name=remote.source)
    remote.follow()
    remote.portal.records = packages(range(40))
    remote.follow()
    remote.portal.records = packages(range(15))

    assert remote.follow().needs_person
