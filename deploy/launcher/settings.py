"""CKAN's settings file of one site: config/site.ini with its addresses and secrets over it."""

from __future__ import annotations

import io
from configparser import RawConfigParser

from . import sandbox
from .passfile import carried
from .place import ROOT
from .site import Site
from .store import write_whole

BASE = ROOT / "config" / "site.ini"


def settings(site: Site) -> dict[str, str]:
    """List what this site says beyond config/site.ini."""
    write_url, read_url = site.datastore_urls()
    return {
        "use": f"config:{BASE}",
        "SECRET_KEY": site.keys.get("ckan.secret", size_bytes=48),
        "WTF_CSRF_SECRET_KEY": site.keys.get("ckan.csrf", size_bytes=48),
        "api_token.jwt.encode.secret": f"string:{site.keys.get('ckan.token', size_bytes=48)}",
        "api_token.jwt.decode.secret": f"string:{site.keys.get('ckan.token', size_bytes=48)}",
        "sqlalchemy.url": carried(site.database_url(), site.place.ini.with_name("pgpass")),
        "ckan.datastore.write_url": write_url,
        "ckan.datastore.read_url": read_url,
        "solr_url": site.solr_url(),
        "ckan.redis.url": site.redis_url(),
        "ckan.site_url": site.public_url,
        "ckan.storage_path": str(site.place.data / "storage"),
        "ckanext.dongguan.files.folder": str(site.place.data / "vault"),
        "ckan.webassets.path": str(site.place.data / "webassets"),
        **(_demo(site) if site.is_demo else {}),
    }


def _demo(site: Site) -> dict[str, str]:
    """Say that the data are made up, and where the credentials of the sandbox lie."""
    return {
        "ckanext.dongguan.demonstration": "true",
        "ckanext.dongguan.harvest.credentials_folder": sandbox.addresses(site)["folder"],
    }


def write_settings(site: Site) -> None:
    """Write the settings file, each key once: CKAN refuses a file that says one twice."""
    lines = [f"{key} = {text.replace('%', '%%')}" for key, text in settings(site).items()]
    text = "# Written by the launcher at every start.\n[app:main]\n" + "\n".join(lines) + "\n"
    write_whole(site.place.ini, text)
    write_whole(site.place.quiet_ini, f"[app:main]\nuse = config:{site.place.ini}\n{_quiet()}")


def _quiet() -> str:
    """Write the logging of config/site.ini down to warnings; they go to stderr as before."""
    parser = RawConfigParser()
    parser.read(BASE, encoding="utf-8")
    for name in parser.sections():
        if not name.startswith(("logger", "handler", "formatter")):
            parser.remove_section(name)
        elif parser.get(name, "level", fallback="") == "INFO":
            parser.set(name, "level", "WARNING")
    text = io.StringIO()
    parser.write(text)
    return text.getvalue()
