"""The checker walks like a passer-by through all that is read, and hears what answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.lib import mailer, search
from ckan.tests import factories, helpers

from ckanext.dongguan.jobs import execution
from ckanext.dongguan.jobs.state import RunState
from ckanext.dongguan.openness import known, surfaces, verdict
from ckanext.dongguan.openness.policy import Operation, Outcome
from ckanext.dongguan.openness.surfaces import Kind, Use
from ckanext.dongguan.reclassification import alarm, checking, facts, itinerary
from ckanext.dongguan.reclassification.probe import Answer, Secret, Visit, judged
from ckanext.dongguan.reclassification.walk import Walker

from .conftest import carry_out, errors, newest

Make = Callable[..., dict[str, Any]]
HIDDEN = Visit(surface="s", address="/dataset/abc", is_about=True, is_given=False)
SECRET = Secret(
    ids=frozenset({"0" * 64}),
    words=frozenset({"abc", "gongjiao"}),
    titles=frozenset({"金丝雀标题"}),
)


@pytest.mark.parametrize(
    ("answer", "is_alarm"),
    [
        (Answer(status=404), False),
        (Answer(status=403), False),
        (Answer(status=200), True),
        (Answer(status=500), True),
        (Answer(status=302, location="http://a/user/login?came_from=x"), False),
        (Answer(status=302, location="http://elsewhere/file.csv"), True),
        (Answer(status=404, body="… 金丝雀标题 …"), True),
        (Answer(status=403, body="… 金丝雀标题 …"), True),
        (Answer(status=410, body="… 金丝雀标题 …"), False),
        (Answer(status=410, body="… 金丝雀标题 gongjiao …"), True),
        (Answer(status=404, body=f"sha256 {'0' * 64}"), True),
        (Answer(status=404, body="/dataset/abc"), False),
        (Answer(status=404, body="gongjiao-2 and other-gongjiao"), False),
        (Answer(status=404, body="/dataset/gongjiao\""), True),
    ],
    ids=str,
)  # fmt: skip
def test_what_answers_or_holds_a_word_of_it_is_an_alarm(answer: Answer, is_alarm: bool) -> None:
    assert (judged(HIDDEN, answer, SECRET) is not None) is is_alarm


def visits_of(made: dict[str, Any]) -> list[Visit]:
    found = facts.of(known.dataset(made["id"]), [made["alias"]])
    return list(itinerary.visits(Walker().app, found))


def test_every_surface_about_an_object_that_is_read_is_visited(app: Any, full: Make) -> None:
    made = full()
    table = surfaces.load()

    visited = {visit.surface for visit in visits_of(made)}

    about = {Kind.DATASET, Kind.RESOURCE, Kind.VIEW}
    actions = {
        name for name, surface in table.actions.items()
        if surface.kind in about and surface.operation not in {Use.OFF, Use.INNER}
        and itinerary._is_reading(name)
    }  # fmt: skip
    routes = {
        rule.endpoint for rule in app.flask_app.url_map.iter_rules()
        if "GET" in rule.methods and (s := table.routes.get(rule.endpoint)) is not None
        and s.kind in about
    }  # fmt: skip
    assert (actions | routes) - visited == set()


def test_every_list_and_feed_is_visited(app: Any, full: Make) -> None:
    made = full()
    table = surfaces.load()
    theme = factories.Group(theme="04")
    helpers.call_action(
        "member_create", id=theme["id"], object=made["id"], object_type="package",
        capacity="public",
    )  # fmt: skip

    visited = {visit.surface for visit in visits_of(made)}

    finding = {
        rule.endpoint for rule in app.flask_app.url_map.iter_rules()
        if "GET" in rule.methods and (s := table.routes.get(rule.endpoint)) is not None
        and s.operation is Operation.FIND
    }  # fmt: skip
    reading = {
        name for name, surface in table.actions.items()
        if surface.operation is Operation.FIND and itinerary._is_reading(name)
    }  # fmt: skip
    assert (finding | reading) - visited == set()


def test_the_checker_calls_nothing_that_changes(full: Make) -> None:
    writing = {"package_delete", "package_patch", "datastore_delete", "resource_view_delete"}

    assert writing & {visit.surface for visit in visits_of(full())} == set()


@pytest.mark.parametrize("fields", [
    {}, {"open_class": "conditional", "open_condition": "申请"},
    {"open_class": "withheld", "withheld_basis": "依法"},
    {"open_class": "withheld", "withheld_basis": "依法", "directory_visibility": "public"},
    {"secrecy_basis": ""},
])  # fmt: skip
def test_of_each_case_nothing_answers_more_than_it_may(full: Make, fields: Any) -> None:
    made = full(**fields)

    report = helpers.call_action("dongguan_surface_check", id=made["id"])

    assert report["answered"] == []
    assert report["visited"] > 100


def test_a_document_that_stayed_in_the_index_is_an_alarm(full: Make, freeze: Make) -> None:
    made = full()
    index = search.make_connection()
    (document,) = index.search(f'id:"{made["id"]}"', fl="*").docs
    freeze(made)
    kept = {
        k: f"{v:%Y-%m-%dT%H:%M:%SZ}" if isinstance(v, datetime) else v
        for k, v in document.items() if k not in {"_version_", "score"}
    }  # fmt: skip
    index.add([{**kept, "permission_labels": ["public"]}], commit=True)

    report = helpers.call_action("dongguan_surface_check", id=made["id"])

    assert any(line.startswith("package_search") for line in report["answered"])
    assert any(line.startswith("dataset.search") for line in report["answered"])


def work() -> RunState:
    """Let a worker do the run that waits, or one that is asked for."""
    queued = helpers.call_action(
        "dongguan_job_run_list", job="reclassification", state="queued"
    )["results"]
    run = queued or [helpers.call_action("dongguan_job_run", name="reclassification")]
    execution.perform(run[0]["id"])
    shown = helpers.call_action("dongguan_job_run_show", id=run[0]["id"])
    return RunState(shown["state"])


def test_an_open_door_fails_the_job_is_mailed_once_and_tried_until_it_is_shut(
    full: Make, freeze: Make, holder: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = full()
    keeper = holder("data_administrator")
    freeze(made)
    mails: list[str] = []
    monkeypatch.setitem(tk.config, "smtp.mail_from", "portal@example.com")
    monkeypatch.setattr(
        mailer, "mail_user", lambda person, _subject, body: mails.append(person.name + body)
    )
    decide = verdict.of_resource

    def open_door(context: Any, dataset: Any, operation: Operation) -> Outcome:
        is_mine = dataset is not None and dataset.id == made["id"]
        return Outcome.ALLOW if is_mine else decide(context, dataset, operation)

    with monkeypatch.context() as patched:
        patched.setattr(verdict, "of_resource", open_door)
        states = [work(), work()]
    failed = errors(made)
    state = work()

    assert states == [RunState.FAILED, RunState.FAILED]
    assert "resource.download: 200" in failed["check"]
    assert [mail for mail in mails if mail.startswith(keeper["name"])] == [
        mail for mail in mails if made["id"] in mail and mail.startswith(keeper["name"])
    ]
    assert sum(mail.startswith(keeper["name"]) for mail in mails) == 1
    assert (state, errors(made)) == (RunState.SUCCEEDED, {})


def test_one_who_cannot_be_reached_lets_nobody_be_told_twice(
    full: Make, freeze: Make, holder: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, keeper, lost = full(), holder("data_administrator"), holder("security_administrator")
    freeze(made)
    told: list[str] = []

    def send(person: Any, _subject: str, _body: str) -> None:
        if person.name == lost["name"]:
            raise mailer.MailerException("no such mailbox")
        told.append(person.name)

    monkeypatch.setattr(mailer, "mail_user", send)

    for _ in range(2):
        alarm.send([newest(made)])

    assert told.count(keeper["name"]) == 1


def test_an_alarm_that_reached_nobody_comes_again(
    full: Make, freeze: Make, holder: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, keeper = full(), holder("data_administrator")
    freeze(made)
    asked: list[str] = []

    def fail(person: Any, _subject: str, _body: str) -> None:
        asked.append(person.name)
        raise mailer.MailerException("the mail server is away")

    monkeypatch.setattr(mailer, "mail_user", fail)

    for _ in range(2):
        alarm.send([newest(made)])

    assert asked.count(keeper["name"]) == 2


def test_what_was_found_is_on_record_without_a_word_of_the_dataset(
    full: Make, freeze: Make
) -> None:
    made = full()
    freeze(made)
    carry_out(made)

    listed = helpers.call_action(
        "dongguan_audit_list", dataset=made["id"], event="surface_check"
    )["results"]

    assert [(row["outcome"], row["detail"]["answered"]) for row in listed] == [("allow", [])]
    assert newest(made).alarmed_at is None
    assert alarm.TOLD == ("data_administrator", "security_administrator")
    assert checking.StillAnswersError.__doc__
    assert model.Package.get(made["id"]).private
