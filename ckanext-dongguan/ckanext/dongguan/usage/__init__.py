"""What a command says of how it is used, and of what is refused, in the terminal's language.

click translates itself by gettext (domain `messages`) and brings no Chinese; the catalogue
beside this has the sentences of wrong arguments and of `--help`.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import IO, Any

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan import given
from ckanext.dongguan.language import locale_of_terminal

# gettext knows languages, CKAN knows locales.
LANGUAGES = {"zh_Hans_CN": "zh", "en": "en"}


@contextmanager
def spoken() -> Iterator[None]:
    """Have click speak the language of the terminal; it asks the environment for it."""
    gettext.bindtextdomain("messages", str(files(__name__) / "i18n"))
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = LANGUAGES[locale_of_terminal(os.environ)]
    try:
        yield
    finally:
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


class _SpokenError(click.ClickException):
    """An error that is told in the language of the terminal, whenever it is shown."""

    def __init__(self, error: click.ClickException) -> None:
        super().__init__(error.message)
        # Of a wrong use another than of a refusal.
        self.exit_code = error.exit_code  # type: ignore[misc]
        self._error = error

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the error, of a wrong use with how it is used."""
        with spoken():
            self._error.show(file)


class Group(click.Group):
    """A group of commands whose usage and errors are told in the terminal's language."""

    def make_context(self, *given: Any, **more: Any) -> click.Context:
        """Read the arguments of the group."""
        with _told():
            return super().make_context(*given, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Read the arguments of a command and do it."""
        with _told():
            return super().invoke(ctx)


@contextmanager
def _told() -> Iterator[None]:
    try:
        with spoken():
            yield
    except _SpokenError:
        raise
    except click.ClickException as error:
        raise _SpokenError(error) from error


@contextmanager
def refusals_told() -> Iterator[None]:
    """Make of what an action refuses the error of the command, a line for each sentence.

    :raises ClickException: the action found the input wrong, no such thing, or no right to it
    """
    try:
        yield
    except tk.ValidationError as error:
        raise click.ClickException("\n".join(given.sentences(error))) from error
    except (tk.NotAuthorized, tk.ObjectNotFound) as error:
        raise click.ClickException(str(error)) from error
