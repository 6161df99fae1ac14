"""CKAN's searches behind the guard."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError, SolrConnectionError, is_available
from ckan.lib.search.query import VALID_SOLR_PARAMETERS

from .. import asked, demand_list, disguise, silent_index, suggesting
from ..blame import blame
from ..nearest import EXACT, closest
from ..refusals import refuse
from ..request import FLAGS, Limits, Refusal, as_meant, refusal
from ..weights import is_plain

log = logging.getLogger(__name__)

Action = Callable[[dict[str, Any], dict[str, Any]], Any]

# Set by `user_show`; no caller reaches the context.
_OF_A_PERSON = "dongguan_of_a_person"
_KNOWN = frozenset({*VALID_SOLR_PARAMETERS, *FLAGS})


@tk.side_effect_free
@tk.chained_action
def package_search(next_action: Action, context: dict[str, Any], data_dict: Any) -> Any:
    """Search datasets; what must not be asked is refused with SearchQueryError (400).

    CKAN answers its ValidationError with 409 and keeps 400 for this one.
    """
    data_dict = as_meant(data_dict)
    _refuse_for(refusal(data_dict, _KNOWN, _limits()))
    if disguise.mentions_creator(data_dict) and not context.get(_OF_A_PERSON):
        _refuse_for(Refusal(reason="creator"))
    found = _asked(next_action, context, data_dict)
    if not is_plain(data_dict) or data_dict.get(EXACT):
        return found
    near = closest(
        lambda params: _asked(next_action, context, params),
        data_dict,
        asked.lexicon(),
        found["count"],
    )
    # What a correction answers in full is no demand.
    is_corrected = near is not None and not near["nearest"]["is_relaxed"]
    asked.remember_answered(is_answered=found["count"] > 0 or is_corrected)
    if near is None:
        return found
    asked.remember_nearest(near["nearest"])
    return near


@tk.side_effect_free
@tk.chained_action
def user_show(next_action: Action, context: dict[str, Any], data_dict: Any) -> Any:
    """Show a person; whoever may see them may see what they entered, by CKAN's own search."""
    # CKAN's views read what it leaves in the context, so it stays the same one.
    context[_OF_A_PERSON] = True
    try:
        return next_action(context, data_dict)
    finally:
        del context[_OF_A_PERSON]


@tk.side_effect_free
@tk.chained_action
def package_autocomplete(next_action: Action, context: dict[str, Any], data_dict: Any) -> Any:
    """Complete a title; the words are taken as words, never as a query."""
    _refuse_labels(data_dict)
    # CKAN puts the words between quotes; a backslash would end the quotation.
    words = re.sub(r"[\\{]", " ", str(data_dict.get("q") or ""))
    return _asked(next_action, context, {**data_dict, "q": words} if words else data_dict)


@tk.side_effect_free
@tk.chained_action
def resource_search(next_action: Action, context: dict[str, Any], data_dict: Any) -> Any:
    """Search resources; permission labels are not asked for here either."""
    _refuse_labels(data_dict)
    return next_action(context, data_dict)


@tk.side_effect_free
def dongguan_search_suggest(context: dict[str, Any], data_dict: dict[str, Any]) -> Any:
    """Suggest datasets, departments and themes for what somebody types.

    :param q: the beginning of a title or name: a Chinese character, or two letters of its
        pinyin, its initials or an English name
    :type q: string

    :returns: lists of `title` and `url` under `datasets`, `organizations` and `groups`
    :rtype: dictionary
    """
    tk.check_access("dongguan_search_suggest", context, data_dict)
    _refuse_labels(data_dict)
    return suggesting.suggest(context, str(data_dict.get("q") or ""))


@tk.side_effect_free
def dongguan_search_demand_list(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> list[dict[str, Any]]:
    """List what people looked for in vain in the last twelve months.

    Words that fewer than `ckanext.dongguan.search.demand_min` searches asked for are left
    out, and so is whatever may speak of a person.

    :returns: `words`, `asked` (how often) and `last_month` (`2026-11`), most asked first
    :rtype: list of dictionaries
    """
    tk.check_access("dongguan_search_demand_list", context, data_dict)
    least = tk.config["ckanext.dongguan.search.demand_min"]
    since = datetime.now(UTC).date() - timedelta(days=365)
    return demand_list.most_asked(since, least, limit=500)


@tk.side_effect_free
def dongguan_search_sought_list(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> list[str]:
    """List what visitors look for and find, most sought first.

    Only subjects that the dictionary of the search knows are listed, sought in the last
    three months on at least `ckanext.dongguan.search.demand_min` occasions.

    :rtype: list of strings
    """
    tk.check_access("dongguan_search_sought_list", context, data_dict)
    least = tk.config["ckanext.dongguan.search.demand_min"]
    since = datetime.now(UTC).date() - timedelta(days=92)
    return demand_list.most_found(since, least)


def _limits() -> Limits:
    return Limits(
        start=tk.config["ckanext.dongguan.search.start_max"],
        query_length=tk.config["ckanext.dongguan.search.query_length_max"],
    )


def _refuse_labels(data_dict: Any) -> None:
    if disguise.mentions_labels(data_dict):
        _refuse_for(Refusal(reason="labels"))


def _refuse_for(reason: Refusal | None) -> None:
    if reason:
        raise refuse(reason)


def _asked(next_action: Action, context: dict[str, Any], data_dict: Any) -> Any:
    try:
        return next_action(context, data_dict)
    except SolrConnectionError:
        silent_index.meet()
        raise SolrConnectionError(silent_index.remedy()) from None
    except SearchError as error:
        _explain(error, data_dict)


def _explain(error: SearchError, data_dict: Any) -> NoReturn:
    """Say what was wrong without the index's own words: they carry labels and addresses."""
    text = str(error)
    # For some queries (a bad regular expression, too many words) Solr answers 500;
    # while it answers others the query is to blame.
    if text.startswith("SOLR returned an error") and not (
        "(HTTP 400)" in text or is_available()
    ):
        log.error("The search index failed: %s", text)
        silent_index.meet()
        raise SolrConnectionError(silent_index.remedy()) from None
    log.info("The search index refused a query: %s", text)
    # A person's plain words are written anew, so it is not they that cannot be read.
    is_own = is_plain(data_dict)
    asked_for = {k: v for k, v in data_dict.items() if not (is_own and k == "q")}
    raise refuse(blame(asked_for, text)) from None
