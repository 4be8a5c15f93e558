"""One prevention item: what it says in each language, for whom, when, and when it was last reviewed."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from content.prevention.marks import list_marks, put_theme, strip_marks
from content.prevention.sources import find_source
from content.prevention.vocabulary import Audience, Image, Series, Topic

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class _Part(BaseModel):
    # A wrong key or type is a mistake of the writer: told, never guessed.
    model_config = ConfigDict(frozen=True, extra="forbid")


class DayOfYear(_Part):
    """A day of each year; 29 February means the 28th where there is none."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)


class WeekdayOfMonth(_Part):
    """The nth of a weekday in a month of each year."""

    month: int = Field(ge=1, le=12)
    nth: int = Field(ge=1, le=4)
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Wording(_Part):
    """What an item says in one language: `card` are the two or three lines of its picture."""

    title: Words
    text: Words
    card: tuple[Words, ...] = Field(min_length=2, max_length=3)

    def read(self, theme: str) -> str:
        """Give the text as people read it."""
        return put_theme(strip_marks(self.text), theme)


class VietnameseWording(Wording):
    """Vietnamese carries the source marks and the form for reading aloud."""

    aloud: Words


class Item(_Part):
    """A prevention item; `image` names the drawing of its picture, `important` those for who wants few messages."""

    id: Words
    series: Series
    topics: tuple[Topic, ...] = Field(min_length=1)
    audiences: tuple[Audience, ...] = Field(min_length=1)
    when: DayOfYear | WeekdayOfMonth
    important: bool = False
    reviewed_on: date
    image: Image
    keywords: tuple[Words, ...] = Field(min_length=1)
    vi: VietnameseWording
    en: Wording

    def wording(self, language: str) -> Wording:
        """Give what the item says in a language; Vietnamese where it is not known."""
        return self.en if language == "en" else self.vi

    def cites(self, language: str) -> list[str]:
        """Name the sources for people, each once."""
        found = [find_source(reference) for reference in list_marks(self.vi.text)]
        names = [source.en if language == "en" else source.vi for source in found if source is not None]
        return list(dict.fromkeys(names))

    def is_for(self, audience: str) -> bool:
        """Tell whether the item is for an audience, or for everybody."""
        return audience in self.audiences or Audience.EVERYBODY in self.audiences
