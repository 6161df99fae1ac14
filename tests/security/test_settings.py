"""Which settings are safe, and that the site keeps to them."""

from __future__ import annotations

from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.exceptions import CkanConfigurationException

from ckanext.dongguan.security import settings, start
from ckanext.dongguan.security.settings import Rule

TABLE = settings.load()
SITE = Path(__file__).resolve().parents[2] / "config" / "site.ini"
# What the launcher writes for each site, and what the tests must have otherwise.
OTHERS = {
    "SECRET_KEY": "k9Qx2vB7nR4tW8yZ1mC5pL3s",
    "WTF_CSRF_ENABLED": True,
    "WTF_CSRF_SECRET_KEY": "",
    "testing": False,
    "ckan.site_url": "http://127.0.0.1:5000",
    "ckanext.dongguan.security.password.kinds": 3,
}
DEMONSTRATION = "ckanext.dongguan.demonstration"
LIMITS = {rule.setting: rule.value for rule in TABLE.rules if rule.must == "be_a_limit"}


@pytest.fixture
def site(portal: None) -> dict[str, Any]:
    """Give the site's configuration as CKAN sees it."""
    return {**tk.config, **LIMITS, **OTHERS}


def name_of(rule: Rule) -> str:
    return f"{rule.advisory} {rule.setting} {rule.must}"


def bad_value(rule: Rule) -> Any:
    return {
        "equal": "x" if isinstance(rule.value, str) else not rule.value,
        "be_at_most": (rule.value if isinstance(rule.value, int) else 0) + 1,
        "contain": [],
        "come_in_order": list(reversed(rule.value)) if isinstance(rule.value, list) else [],
        "contain_none_of": rule.value,
        "contain_only": "*",
        "secret": "short",
        "own_secret": "short",
        "be_at_least": (rule.value if isinstance(rule.value, int) else 0) - 1,
        "be_a_limit": "often",
        "be_encrypted": "http://data.example.gov.cn",
        "be_inside": "http://user:word@8.8.8.8:1/x",
    }[rule.must]


@pytest.mark.parametrize("rule", TABLE.rules, ids=name_of)
def test_the_site_keeps_the_rule(site: dict[str, Any], rule: Rule) -> None:
    assert rule.is_kept(site)


@pytest.mark.parametrize("rule", TABLE.rules, ids=name_of)
def test_the_portal_does_not_start_when_the_rule_is_broken(
    site: dict[str, Any], rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    broken = {**site, rule.setting: bad_value(rule)}
    if rule.only_https:
        broken["ckan.site_url"] = "https://data.example.gov.cn"

    with pytest.raises(CkanConfigurationException) as refused:
        start.refuse_unsafe(broken)

    sentence = str(refused.value)
    assert rule.setting in sentence
    assert rule.zh in sentence
    assert "处理办法" in sentence


ROOMS = next(r.value for r in TABLE.rules if r.setting == "ckan.plugins")


@pytest.mark.parametrize("room", ROOMS)
def test_the_portal_does_not_start_without_a_room_that_guards(
    site: dict[str, Any], room: str
) -> None:
    without = [name for name in tk.config["ckan.plugins"] if name != room]

    with pytest.raises(CkanConfigurationException, match=r"ckan\.plugins"):
        start.refuse_unsafe({**site, "ckan.plugins": without})


@pytest.mark.parametrize("rule", TABLE.rules, ids=name_of)
def test_the_reason_is_told_in_two_languages(rule: Rule) -> None:
    assert rule.zh
    assert rule.en
    assert {rule.must} <= set(TABLE.texts["zh"]) & set(TABLE.texts["en"])


def test_the_site_starts_with_its_own_settings(site: dict[str, Any]) -> None:
    start.refuse_unsafe(site)


def test_an_encrypted_site_sends_its_cookies_encrypted_only(site: dict[str, Any]) -> None:
    from ckanext.dongguan.security.limits import cookie_values

    encrypted = {**site, "ckan.site_url": "https://data.example.gov.cn"}
    encrypted |= cookie_values(encrypted)

    start.refuse_unsafe(encrypted)


def test_the_tests_themselves_may_differ(site: dict[str, Any]) -> None:
    start.refuse_unsafe({**site, "SECRET_KEY": "short", "testing": True})


@pytest.mark.parametrize("setting", ["sqlalchemy.url", "ckan.redis.url"])
def test_an_address_is_not_told_with_its_password(site: dict[str, Any], setting: str) -> None:
    with pytest.raises(CkanConfigurationException) as refused:
        start.refuse_unsafe({**site, setting: "postgresql://u:hunter2@8.8.8.8/x"})

    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("sample", sorted(settings.samples()))
@pytest.mark.parametrize("setting", ["SECRET_KEY", "api_token.jwt.encode.secret"])
def test_a_key_that_everybody_knows_is_refused(
    site: dict[str, Any], setting: str, sample: str
) -> None:
    with pytest.raises(CkanConfigurationException, match=setting):
        start.refuse_unsafe({**site, setting: sample})


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        ("postgresql://u:p@127.0.0.1:5432/ckan", True),
        ("redis://192.168.3.4:6379/0", True),
        ("http://solr:8983/solr/ckan", True),
        ("postgresql://u:p@[::1]/ckan", True),
        ("", True),
        ("redis://1.2.3.4:6379/0", False),
        ("http://[2400:3200::1]:8983/solr", False),
    ],
)
def test_services_stand_inside(address: str, is_kept: bool) -> None:
    rule = next(r for r in TABLE.rules if r.must == "be_inside")

    assert rule.is_kept({rule.setting: address}) is is_kept


@pytest.mark.parametrize(
    ("values", "is_kept"),
    [
        ({"ckan.site_url": "https://data.dg.gov.cn"}, True),
        ({"ckan.site_url": "http://localhost:5000"}, True),
        ({"ckan.site_url": "http://10.1.2.3"}, False),
        ({"ckan.site_url": "http://10.1.2.3", "ckanext.dongguan.demonstration": "true"}, True),
        (
            {"ckan.site_url": "http://10.1.2.3", "ckanext.dongguan.demonstration": "false"},
            False,
        ),
    ],
)
def test_a_site_is_encrypted_unless_it_is_tried_out(
    values: dict[str, str], is_kept: bool
) -> None:
    rule = next(r for r in TABLE.rules if r.must == "be_encrypted")

    assert rule.is_kept(values) is is_kept


def test_a_secret_is_not_told(site: dict[str, Any]) -> None:
    with pytest.raises(CkanConfigurationException) as refused:
        start.refuse_unsafe({**site, "SECRET_KEY": "hunter2"})

    assert "hunter2" not in str(refused.value)


def test_a_sentence_can_be_english(site: dict[str, Any], monkeypatch: Any) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    with pytest.raises(CkanConfigurationException, match="Remedy: set it to false"):
        start.refuse_unsafe({**site, "debug": True})


def test_a_storage_that_hands_out_its_files_is_refused(site: dict[str, Any]) -> None:
    option = "ckan.files.storage.resources.public"

    with pytest.raises(CkanConfigurationException, match=r"resources\.public"):
        start.refuse_unsafe({**site, option: True})
    start.refuse_unsafe({**site, "ckan.files.storage.groups.public": True})


def test_a_public_folder_above_the_files_is_refused(site: dict[str, Any]) -> None:
    folders = {"ckan.storage_path": "/srv/public/data", "plugin_public_paths": ["/srv/public"]}

    with pytest.raises(CkanConfigurationException, match="/srv/public"):
        start.refuse_unsafe({**site, **folders})


def test_no_secret_stands_in_the_site_s_settings() -> None:
    parser = RawConfigParser(delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(SITE, encoding="utf-8")
    options = parser["app:main"]

    secret = [o for o in options if "secret" in o.lower() or "password" in o.lower()]
    assert secret == []


def test_every_advisory_since_2_9_has_a_rule_or_a_test() -> None:
    advisories = {
        "CVE-2021-25967", "CVE-2022-43685", "CVE-2023-22746", "CVE-2023-32321",
        "CVE-2023-50248", "CVE-2024-27097", "CVE-2024-41674", "CVE-2024-41675",
        "CVE-2024-43371", "CVE-2025-24372", "CVE-2025-54384", "CVE-2025-64100",
        "CVE-2026-41132", "CVE-2026-41255", "CVE-2026-42031", "CVE-2026-42032",
    }  # fmt: skip
    others = set(Path(__file__).parent.glob("test_*.py")) - {Path(__file__)}
    told = "".join(p.read_text(encoding="utf-8") for p in others)
    covered = {rule.advisory for rule in TABLE.rules}

    assert {a for a in advisories - covered if a not in told} == set()
