"""Speaks in the reader's language: loads the gettext catalogues and translates, with dates and numbers through Babel."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parent / "locale"
FIRST_LANGUAGE = "vi"
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


@cache
def load_catalogue(language: str) -> GNUTranslations:
    """Read the catalogue of a language; compiled in memory, so that a language is one text file."""
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


_catalogue: ContextVar[GNUTranslations] = ContextVar("catalogue")
_gettext: ContextVar[Callable[[str], str]] = ContextVar("gettext")
_language: ContextVar[str] = ContextVar("language", default=FIRST_LANGUAGE)


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Translate into this language inside the block; an unknown language is Vietnamese."""
    known = language if language in LANGUAGES else FIRST_LANGUAGE
    catalogue = load_catalogue(known)
    tokens = _catalogue.set(catalogue), _gettext.set(catalogue.gettext), _language.set(known)
    try:
        yield
    finally:
        _catalogue.reset(tokens[0])
        _gettext.reset(tokens[1])
        _language.reset(tokens[2])


def current_language() -> str:
    """Name the language in force."""
    return _language.get()


def _(message: str) -> str:
    """Translate one message into the language in force."""
    try:
        return _gettext.get()(message)
    except LookupError:
        return _active().gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate one message with a number into the language in force."""
    return _active().ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for «mark, translate later»
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


def _active() -> GNUTranslations:
    catalogue = _catalogue.get(None)
    return catalogue if catalogue is not None else load_catalogue(FIRST_LANGUAGE)
