"""The question «where?»: by name, by a position, or province and commune by buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from content.i18n import _, once_a_language
from content.places.gazetteer import communes, communes_of, place_name, province, provinces
from handlers.dialogue.atlas import Atlas, read_position
from handlers.dialogue.candidates import (
    answer_with,
    judge_found,
    judge_located,
    label,
    narrow_down,
    provinces_among,
)
from handlers.dialogue.questions import look_up, match_option
from handlers.dialogue.steps import (
    Answer,
    NotAnsweredError,
    Offer,
    Option,
    Outcome,
    Part,
    Path,
    Question,
    Said,
    Script,
    WrongAnswerError,
)
from storage.records import Json, Placing

FindAtlas = Callable[[], Atlas]

PAGE = 20
UNKNOWN, ONLY_PROVINCE, NEXT, OTHER = "unknown", "only", "next", "other"


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a commune with its province, a province alone, or neither; the position that was shared, and how it was found."""

    province: str | None = None
    commune: str | None = None
    position: str = ""
    placing: str = ""

    @property
    def name(self) -> str:
        """Say the place."""
        code = self.commune or self.province
        return place_name(code) if code else _("Place not known")


@dataclass(slots=True, kw_only=True)
class CommuneQuestion(Question):
    """Pick a commune."""

    atlas: FindAtlas = Atlas  # called only where somebody answers: a replay passes this question many times
    offers: ClassVar[frozenset[Offer]] = frozenset({"text", "location"})

    def ask(self, part: Json) -> str:
        """Word the question for the province or the candidates found so far."""
        if part and part.get("poster"):
            text = _("Where is it? You scanned the code of {place}. Is it there?")
            return text.format(place=place_name(part["found"][0][0]))
        if part and part.get("among"):
            return _("Several places have that name. In which province is it?")
        if part and part.get("position"):
            return _("Which of these places is it? They lie nearest to your position.")
        if part and part.get("found"):
            return _("Which of these places do you mean?")
        if part and part.get("province"):
            text = _("Which ward or commune in {province}? Press a button, or write its name.")
            return text.format(province=province(part["province"]).name)
        return self.prompt

    def options(self, part: Json, path: Path) -> list[Option]:
        """List provinces, candidates, or a page of the province's communes."""
        if part and part.get("among"):
            return [*provinces_among(part), Option(_("None of these"), OTHER)]
        if part and part.get("found"):
            found = [Option(label(pair), pair[0]) for pair in part["found"]]
            other = _("No, somewhere else") if part.get("poster") else _("None of these")
            return [*found, Option(other, OTHER)]
        if part and part.get("province"):
            return self._communes(part["province"], part.get("page", 0))
        return _list_provinces()

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take a button, a number, a position, or whatever names a place."""
        position = said.attachment.position if said.attachment is not None else said.text
        point = read_position(position)
        if point is not None:
            return judge_located(self.atlas().locate(point), position.strip())
        option = match_option(self.options(part, path), said)
        if option is not None:
            return self._take(option.value, part)
        if said.choice:
            raise WrongAnswerError(_("Please choose one of these; its number or its name will do, too."))
        if not said.text:
            raise WrongAnswerError(_("Please write the name of the ward or commune, or press a button."))
        known = part.get("province") if part else None
        return judge_found(self.atlas().find(said.text, known), known)

    def load(self, recorded: Json) -> Place:
        """Give the place, once it is complete and still exists."""
        if not recorded.get("done"):
            raise NotAnsweredError
        place = Place(
            recorded.get("province"),
            recorded.get("commune"),
            recorded.get("position", ""),
            recorded.get("placing", ""),
        )
        if place.commune is not None and place.commune not in communes():
            raise NotAnsweredError
        return place

    def show(self, recorded: Json) -> str:
        """Show the place's name."""
        return Place(recorded.get("province"), recorded.get("commune")).name

    def _communes(self, code: str, page: int) -> list[Option]:
        communes = communes_of(code)
        shown = communes[page * PAGE : (page + 1) * PAGE]
        options = [Option(one.full_name, one.code) for one in shown]
        if len(communes) > PAGE:
            options.append(Option(_("More names"), NEXT))
        return [*options, Option(_("I only know the province"), ONLY_PROVINCE)]

    def _take(self, value: str, part: Json) -> Outcome:
        if value in {UNKNOWN, ONLY_PROVINCE}:
            known = (part or {}).get("province")
            return Answer({"province": known, "commune": None, "done": True, "placing": Placing.OPEN})
        if value == OTHER:
            known = part.get("province") if not part.get("poster") else None
            return Part({"province": known} if known else None)
        if value == NEXT:
            pages = -(-len(communes_of(part["province"])) // PAGE)
            return Part({**part, "page": (part.get("page", 0) + 1) % pages})
        if part and part.get("among"):
            return narrow_down(part, value)
        if len(value) == len("01"):
            return Part({"province": value})
        was_found = bool(part and part.get("found") and not part.get("poster"))
        placing = Placing.CHOSEN if was_found else Placing.LISTED
        return answer_with(value, placing, (part or {}).get("position", ""))


@once_a_language
def _list_provinces() -> list[Option]:
    named = [Option(one.name, one.code) for one in provinces()]
    return [*named, Option(_("I don't know exactly"), UNKNOWN)]


def pick_commune(name: str, prompt: str, *, title: str = "") -> Script[Place]:
    """Ask for a commune."""
    atlas: FindAtlas = yield from look_up(f"{name}_atlas", "atlas")
    place: Place = yield CommuneQuestion(name=name, prompt=prompt, title=title, atlas=atlas)
    return place
