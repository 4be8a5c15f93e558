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
    """A language's translations met so far: a turn asks for dozens, and GNUTranslations takes a microsecond for each."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self._catalogue = load_catalogue(language)

    def __missing__(self, message: str) -> str:
        text = self[message] = self._catalogue.gettext(message)
        return text


@cache
def _texts_in(language: str) -> _Texts:
    return _Texts(language)


_texts: ContextVar[_Texts] = ContextVar("texts")  # those of the language in force


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Translate into this language inside the block; an unknown language is Vietnamese."""
    token = _texts.set(_texts_in(language if language in LANGUAGES else FIRST_LANGUAGE))
    try:
        yield
    finally:
        _texts.reset(token)


def current_language() -> str:
    """Name the language in force."""
    texts = _texts.get(None)
    return FIRST_LANGUAGE if texts is None else texts.language


def _(message: str) -> str:
    """Translate one message into the language in force."""
    texts = _texts.get(None)
    return (_texts_in(FIRST_LANGUAGE) if texts is None else texts)[message]


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate one message with a number into the language in force."""
    return load_catalogue(current_language()).ngettext(singular, plural, count)


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
