"""Speaks in the reader's language: loads the gettext catalogues and translates, with dates and numbers through Babel."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import ParamSpec, TypeVar

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parent / "locale"
FIRST_LANGUAGE = "vi"
P = ParamSpec("P")
T = TypeVar("T")
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


class _Texts(dict[str, str]):
    """The translations met so far: a turn asks for dozens, and GNUTranslations takes a microsecond for each."""

    def __init__(self, catalogue: GNUTranslations) -> None:
        super().__init__()
        self._catalogue = catalogue

    def __missing__(self, message: str) -> str:
        text = self[message] = self._catalogue.gettext(message)
        return text


@cache
def _texts_in(language: str) -> _Texts:
    return _Texts(load_catalogue(language))


_catalogue: ContextVar[GNUTranslations] = ContextVar("catalogue")
_texts: ContextVar[_Texts] = ContextVar("texts")
_language: ContextVar[str] = ContextVar("language", default=FIRST_LANGUAGE)


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Translate into this language inside the block; an unknown language is Vietnamese."""
    known = language if language in LANGUAGES else FIRST_LANGUAGE
    catalogue = load_catalogue(known)
    tokens = _catalogue.set(catalogue), _texts.set(_texts_in(known)), _language.set(known)
    try:
        yield
    finally:
        _catalogue.reset(tokens[0])
        _texts.reset(tokens[1])
        _language.reset(tokens[2])


def current_language() -> str:
    """Name the language in force."""
    return _language.get()


def _(message: str) -> str:
    """Translate one message into the language in force."""
    texts = _texts.get(None)
    return (texts if texts is not None else _texts_in(FIRST_LANGUAGE))[message]


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate one message with a number into the language in force."""
    return _active().ngettext(singular, plural, count)


def once_a_language(make: Callable[P, T]) -> Callable[P, T]:
    """Remember what a function words, for each language and argument: scripts are replayed at every message.

    Only read what it gives. Arguments are the product's own, never what people write.
    """
    made: dict[tuple[object, ...], T] = {}

    @wraps(make)
    def remembered(*arguments: P.args, **names: P.kwargs) -> T:
        key = (current_language(), *arguments, *names.items())
        if key not in made:
            made[key] = make(*arguments, **names)
        return made[key]

    return remembered


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for «mark, translate later»
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


def _active() -> GNUTranslations:
    catalogue = _catalogue.get(None)
    return catalogue if catalogue is not None else load_catalogue(FIRST_LANGUAGE)
