"""Scripts for those who only read: core's, without what forms need.

Core gives every page a bundle with select boxes, the dates of 130 languages and icons:
two thirds of a page's weight, none of which a reader's page uses. CKAN lets a plugin
register a bundle of core's name first; ours holds what core's `main` needs, and the rest
stands in a bundle of its own that the pages of people who are signed in ask for.
"""

from __future__ import annotations

from pathlib import Path

import ckan
from ckan.lib import webassets_tools
from markupsafe import Markup
from webassets import Bundle

_CORE = Path(ckan.__file__).parent / "public" / "base"
_OURS = Path(__file__).parent / "assets" / "scripts"
_VENDOR = "vendor/vendor"
_JQUERY = "vendor/jquery"
_LIGHT = ("jed.js", "purify.js")
_REST = ("moment-with-locales.js", "select2/select2.full.js", "popperjs.js")
# Modules of core that readers' pages name.
_MODULES = ("copy-into-buffer.js", "data-viewer.js")


def waiting(tags: str) -> Markup:
    """Let scripts run after the page, so that the browser fetches the styles before them."""
    # As a plain text: a marked-up one would take what it is given for words of a person.
    waiting_tags = str(tags).replace("<script src=", "<script defer src=")
    return Markup(waiting_tags)  # noqa: S704 - core's tags


def register() -> None:
    """Register the light bundles, before core registers its own."""
    # Together in one file: nothing may run between jQuery and its order to wait.
    _register(_JQUERY, [_CORE / "vendor/jquery.js", _OURS / "all-here.js"], [])
    _register(_VENDOR, _core("vendor", _LIGHT), [_JQUERY])
    rest = ["vendor/select2-css", "vendor/fontawesome", _VENDOR]
    _register("dongguan/forms", _core("vendor", _REST), rest)
    _register("dongguan/reading", _core("javascript/modules", _MODULES), ["base/main"])


def _core(folder: str, names: tuple[str, ...]) -> list[Path]:
    return [_CORE / folder / name for name in names]


def _register(name: str, files: list[Path], before: list[str]) -> None:
    bundle = Bundle(
        *map(str, files),
        filters="rjsmin",
        output=f"{name.replace('/', '/%(version)s_')}.js",
        extra={"preload": before},
    )
    webassets_tools.env.register(name, bundle)
