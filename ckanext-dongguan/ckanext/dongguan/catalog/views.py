"""The pages of the directory at `/catalog`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from ckanext.dongguan import account, given
from ckanext.dongguan.clock import today
from ckanext.dongguan.sheets.form import FORMS, Form
from ckanext.dongguan.sheets.sending import attachment, ordered

from . import entry, letter, page
from . import export as exporting

dongguan_catalog = Blueprint("dongguan_catalog", __name__, url_prefix="/catalog")

__all__ = ["dongguan_catalog"]


@dongguan_catalog.get("", strict_slashes=False)
def index() -> str:
    """Show a tree, and the entries of the branch or the words that were chosen."""
    return str(tk.render("dongguan/catalog/index.html", _read(page.whole)))


@dongguan_catalog.get("/branch")
def branch() -> str:
    """Show what stands directly below a branch, for the script of the tree."""
    return str(tk.render("dongguan/catalog/branches.html", _read(page.below)))


@dongguan_catalog.get("/export.<form>")
def export(form: str) -> Any:
    """Give the entries of a branch in the official template, or as CSV or JSON.

    What is too large to wait for is ordered; a passer-by, who has no place to fetch it from
    later, is shown the branches below, each with its own files.
    """
    if form not in FORMS:
        tk.abort(404)
    wanted: exporting.Wanted = _read(lambda asked: exporting.wanted(account.of_page(), asked))
    if not wanted.is_large:
        return _file(wanted, FORMS[form])
    if tk.current_user.is_anonymous:
        extra = {**_read(page.narrower), "count": wanted.count, "most": exporting.MOST}
        return tk.render("dongguan/catalog/too_large.html", extra), 400
    asked = {"title": wanted.title, "type": exporting.TEMPLATE, "query": dict(wanted.query)}
    return ordered(account.of_page(), {**asked, "form": form})


def _file(wanted: exporting.Wanted, form: Form) -> Response:
    file = exporting.file(account.of_page(), wanted, form)
    day = today()
    return attachment(file, f"{wanted.title}_{day.isoformat()}", form)


@dongguan_catalog.get("/item/<id>")
def item(id: str) -> Any:  # noqa: A002, the gate finds the dataset under this name
    """Show an entry without an open dataset; what is open has its own page."""
    shown = _shown(id)
    if shown["resources"]:
        return tk.redirect_to(f"{shown['type']}.read", id=shown["name"])
    return tk.render("dongguan/catalog/item.html", {"pkg": shown, "holder": _holder(shown)})


@dongguan_catalog.get("/item/<id>/apply")
def apply(id: str) -> Any:  # noqa: A002
    """Show the text with which somebody asks for an entry, and whom to send it to."""
    shown = _shown(id)
    if entry.is_given(shown):
        return tk.redirect_to(f"{shown['type']}.read", id=shown["name"])
    if not entry.may_be_asked_for(shown):
        # Its page says on what basis it is not opened.
        return tk.redirect_to("dongguan_catalog.item", id=shown["name"])
    address = tk.url_for(
        "dongguan_catalog.item", id=shown["name"], locale="default", qualified=True
    )
    holder = _holder(shown)
    wanted = letter.Wanted(
        title=shown["title"],
        code=shown.get("resource_code") or "",
        department=holder.get("title") or "",
        address=address,
        is_conditional=shown.get("open_class") == "conditional",
    )
    extra = {"pkg": shown, "holder": holder, "letter": letter.letter(wanted, today())}
    return tk.render("dongguan/catalog/apply.html", extra)


def _shown(reference: str) -> dict[str, Any]:
    return dict(tk.get_action("package_show")(account.of_page(), {"id": reference}))


def _holder(shown: Mapping[str, Any]) -> dict[str, Any]:
    """Read the department of an entry with its contact."""
    asked = {"id": shown["owner_org"], "include_datasets": False, "include_users": False}
    return dict(tk.get_action("organization_show")(account.of_page(), asked))


def _read(gather: Callable[[dict[str, str]], Any]) -> Any:
    """Gather a page, or say what is wrong with its address."""
    try:
        return gather(_asked())
    except tk.ValidationError as error:
        said = "; ".join(given.sentences(error))
        return dict(tk.abort(400, said))
    except tk.ObjectNotFound as error:
        return dict(tk.abort(404, str(error)))


def _asked() -> dict[str, str]:
    names = ("by", "node", "open_class", "q", "page")
    return {name: tk.request.args.get(name, "").strip() for name in names}
