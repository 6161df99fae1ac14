"""Why a search is refused, in the reader's language: the place, the cause, the remedy."""

from __future__ import annotations

import json

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchQueryError
from flask import Response, g, has_request_context

from .request import FLAGS, Refusal


def refuse(reason: Refusal) -> SearchQueryError:
    """Make the error for a reason, and remember for the rest of the request what it says."""
    said = message(reason)
    if has_request_context():
        g.dongguan_search_refusal = said
    return SearchQueryError(said)


def alone(response: Response) -> Response:
    """Let the API say why and nothing else: CKAN puts "Search Query is invalid" before it."""
    said = g.get("dongguan_search_refusal")
    if said is None or response.status_code != 400 or tk.request.endpoint != "api.action":
        return response
    body = response.get_json()
    if body["error"]["__type"] == "Search Query Error":
        body["error"]["message"] = said
        response.set_data(json.dumps(body))
    return response


def message(reason: Refusal) -> str:
    """Write a reason in the reader's language."""
    text = str(_texts()[reason.reason]).replace("{about}", reason.about)
    text = text.replace("{expected}", _expected().get(reason.place, ""))
    return str(tk._("{place}: {text}")).format(
        place=_named(reason.place) or tk._("This search"), text=text
    )


def _named(place: str) -> str:
    """Name a parameter as a program wrote it, or what a reader of a page knows it by."""
    if not has_request_context() or tk.request.endpoint == "api.action":
        return place
    names = {
        "q": tk._("What you search for"), "fq": tk._("The filter"),
        "start": tk._("The page"), "sort": tk._("The order"),
    }  # fmt: skip
    return str(names.get(place, place))


def _texts() -> dict[str, str]:
    return {
        "labels": tk._(
            "Permission labels cannot be asked for. Take them out of the parameters."
        ),
        "creator": tk._(
            "The account that entered a dataset cannot be asked for. "
            "Take it out of the parameters."
        ),
        "nested": tk._(
            "A query inside a query ({!…}, _query_, _val_) is not accepted. "
            "Write the words directly."
        ),
        "unknown": tk._("Unknown parameters: {about}. Remove them."),
        "start": tk._("Pages end at record {about}. Narrow the search by words or filters."),
        "long": tk._("More than {about} characters. Use fewer words."),
        **_of_form(),
    }


def _of_form() -> dict[str, str]:
    return {
        "sort": tk._(
            "Results cannot be sorted like this. Use a sortable field with asc or "
            "desc, for example metadata_modified desc."
        ),
        "form": tk._(
            "The value is not valid (expected: {expected}). "
            "Correct it or leave the parameter out."
        ),
        "syntax": tk._(
            "The query cannot be read. Check brackets, quotation marks and colons, "
            "or write plain words."
        ),
        "date": tk._(
            "This is no date. Write it as 2026-01-31T00:00:00Z, or as NOW or NOW-1MONTH."
        ),
    }


def _expected() -> dict[str, str]:
    """Say what each parameter takes."""
    number, fields = tk._("a whole number from 0 on"), tk._("names of fields")
    truth = tk._("true or false")
    return {
        "q": tk._("a text"),
        "fl": fields,
        "facet.field": tk._("a list of names of fields that do not hold texts"),
        "fq_list": tk._("a list of filters, each a text"),
        "rows": number, "start": number, "facet.mincount": number,
        "facet.limit": tk._("a whole number; -1 is without limit"),
        "qf": tk._("names of fields with weights, for example title^2 text"),
        "mm": tk._("a number or a share of the words, for example 2 or 75%"),
        "tie": tk._("a number from 0 to 1, for example 0.1"),
        "wt": "json",
        "defType": tk._("dismax, edismax or lucene"),
        "extras": tk._("an object"),
        **dict.fromkeys(FLAGS, truth),
    }  # fmt: skip
