"""The page of a dataset's openness at `/dongguan/openness/<id>`: one button for each change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from flask import Blueprint

from ckanext.dongguan.clock import SHANGHAI
from ckanext.dongguan.openness import known, verdict
from ckanext.dongguan.openness.decision import OpenClass
from ckanext.dongguan.openness.policy import Operation

from . import classes, wording

dongguan_reclassification = Blueprint(
    "dongguan_reclassification", __name__, url_prefix="/dongguan/openness/<id>"
)

__all__ = ["dongguan_reclassification"]

_STATES = {"freeze": "frozen", "withdraw": "withdrawn", "embargo": "embargoed"}
_FIELDS = ("inner_reason", "public_reason", "until", "open_class", "basis", *classes.FIELDS)


@dongguan_reclassification.get("", strict_slashes=False)
def page(id: str) -> Any:  # noqa: A002 - core's name
    """Show where the dataset stands, how far changes have come, and what can be done."""
    return _drawn(id, {}, {})


@dongguan_reclassification.post("/<any(freeze, withdraw, embargo):verb>")
def stop(id: str, verb: str) -> Any:  # noqa: A002
    """Freeze, withdraw or embargo."""
    asked = _asked()
    until = _in_shanghai(asked["until"]) if verb == "embargo" else None
    wish = {
        "id": id, "state": _STATES[verb], "until": until,
        "inner_reason": asked["inner_reason"], "public_reason": asked["public_reason"],
    }  # fmt: skip
    done = tk._("Done: the dataset is shown to nobody outside from now on.")
    return _do(id, asked, "dongguan_life_cycle_update", wish, done)


@dongguan_reclassification.post("/publish")
def let_go(id: str) -> Any:  # noqa: A002
    """Let the dataset go again."""
    asked = _asked()
    wish = {"id": id, "state": "published", "inner_reason": asked["inner_reason"]}
    done = tk._("Done: class and opening record alone decide about the dataset again.")
    return _do(id, asked, "dongguan_life_cycle_update", wish, done)


@dongguan_reclassification.post("/class")
def classify(id: str) -> Any:  # noqa: A002
    """Give the dataset another open class."""
    asked = _asked()
    wish = {"id": id, **{name: text for name, text in asked.items() if text}}
    if "open_manner" in wish:
        wish["open_manner"] = tk.request.form.getlist("open_manner")
    done = tk._("Done: the dataset has its new class on every surface.")
    return _do(id, asked, "dongguan_reclassify", wish, done)


@dongguan_reclassification.post("/check")
def check(id: str) -> Any:  # noqa: A002
    """Visit every surface as a passer-by and tell what answered."""
    report = tk.get_action("dongguan_surface_check")({}, {"id": id})
    if report["answered"]:
        tk.h.flash_error("; ".join(report["answered"]))
    else:
        text = str(tk._("{number} surfaces were visited: none answers more than it may."))
        tk.h.flash_success(text.format(number=report["visited"]))
    return tk.redirect_to("dongguan_reclassification.page", id=id)


def _do(
    dataset_id: str, asked: dict[str, str], action: str, wish: dict[str, Any], done: str
) -> Any:
    try:
        tk.get_action(action)({}, wish)
    except tk.ValidationError as error:
        model.Session.rollback()
        return _drawn(dataset_id, asked, error.error_dict), 400
    except tk.NotAuthorized as refused:
        model.Session.rollback()
        return tk.abort(403, str(refused))
    tk.h.flash_success(done)
    return tk.redirect_to("dongguan_reclassification.page", id=dataset_id)


def _asked() -> dict[str, str]:
    return {name: tk.request.form.get(name, "").strip() for name in _FIELDS}


def _in_shanghai(text: str) -> str:
    """Read what a browser's field for date and time gives as the time of Dongguan."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).isoformat()
    except ValueError:
        return text


def _drawn(dataset_id: str, asked: dict[str, str], errors: dict[str, Any]) -> str:
    found = known.dataset(dataset_id)
    pkg = tk.get_action("package_show")({"ignore_auth": True}, {"id": dataset_id})
    changes = tk.get_action("dongguan_reclassification_list")({}, {"id": dataset_id})
    extra = {
        "pkg": pkg,
        "pkg_dict": pkg,
        "case": found.case.value if found else "",
        "case_label": wording.case_label(found.case if found else ""),
        "life": _life(dataset_id),
        "changes": changes,
        "is_running": any(one["state"] in {"running", "waiting"} for one in changes),
        "asked": asked,
        "errors": errors,
        "classes": list(OpenClass),
        "may_reclassify": _may(found),
    }
    return str(tk.render("dongguan/reclassification/page.html", extra))


def _may(found: known.Known | None) -> bool:
    context = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    return verdict.of(context, found, Operation.RECLASSIFY).is_given


def _life(dataset_id: str) -> dict[str, Any]:
    life = tk.get_action("dongguan_life_cycle_show")({}, {"id": dataset_id})
    times = {name: wording.minute(life.get(name)) for name in ("until", "changed_at")}
    return {**life, **times, "label": wording.life_label(life["state"])}
