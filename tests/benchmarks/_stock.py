"""CKAN as it comes, beside the portal: its schema in an index of its own, no plugins."""

from __future__ import annotations

import logging
import os
import shutil
import urllib.request
from pathlib import Path
from typing import Any

from _portal import ROOT, as_a_site

NAME = "ckan_stock"


def application() -> Any:
    """Load CKAN without any plugin, on its own index and the portal's database."""
    from ckan.cli import CKANConfigLoader
    from ckan.config.middleware import make_app

    logging.disable(logging.WARNING)
    config = CKANConfigLoader(str(ROOT / "config" / "test.ini")).get_config()
    # The environment wins over the settings.
    os.environ["CKAN_SOLR_URL"] = core()
    config.update(as_a_site(), **{"ckan.plugins": ""})
    return make_app(config)._wsgi_app


def core() -> str:
    """Make an index with the schema of CKAN as it comes; give its address."""
    import ckan

    base = os.environ["CKAN_SOLR_URL"].rpartition("/")[0]
    conf = Path(os.environ["DONGGUAN_TEST_DATA"], "solr", "home", NAME, "conf")
    shutil.copytree(ROOT / "config/solr/conf", conf, dirs_exist_ok=True)
    shutil.copy(Path(ckan.__file__).parent / "config/solr/schema.xml", conf / "schema.xml")
    for name in ("stopwords.txt", "synonyms.txt"):
        (conf / name).touch()
    text = (conf / "solrconfig.xml").read_text("utf-8")
    (conf / "solrconfig.xml").write_text(
        text.replace('<str name="pf">title^12 text</str>', ""), "utf-8"
    )
    for action in ("UNLOAD", "CREATE"):
        address = (
            f"{base}/admin/cores?action={action}&core={NAME}&name={NAME}&instanceDir={NAME}"
        )
        try:
            urllib.request.urlopen(address, timeout=60).read()  # noqa: S310
        except OSError:
            if action == "CREATE":
                raise
    return f"{base}/{NAME}"
