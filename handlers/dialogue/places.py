"""The question «where?»: province, then commune, by buttons or by typing either or both."""

from dataclasses import dataclass

from content.i18n import _
from content.places.gazetteer import commune, communes, communes_of, place_name, province, provinces
from content.places.resolver import Found, find
from handlers.dialogue.questions import match_option
from handlers.dialogue.steps import (
    Answer,
    NotAnsweredError,
    Option,
    Outcome,
    Part,
    Path,
    Question,
    Said,
    Script,
    WrongAnswerError,
)
from storage.records import Json

PAGE = 20
MOST_CANDIDATES = 6
UNKNOWN, ONLY_PROVINCE, NEXT, OTHER = "unknown", "only", "next", "other"


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a commune with its province, a province alone, or neither when it is not known."""

    province: str | None = None
    commune: str | None = None

    @property
    def name(self) -> str:
        """Say the place."""
        code = self.commune or self.province
        return place_name(code) if code else _("Place not known")


@dataclass(slots=True, kw_only=True)
class CommuneQuestion(Question):
    """Pick a commune."""

    def ask(self, part: Json) -> str:
        """Word the question for the province or the candidates found so far."""
        if part and part.get("poster"):
            text = _("Where is it? You scanned the code of {place}. Is it there?")
            return text.format(place=place_name(part["found"][0]))
        if part and part.get("found"):
            return _("Which of these places do you mean?")
        if part and part.get("province"):
            text = _("Which ward or commune in {province}? Press a button, or write its name.")
            return text.format(province=province(part["province"]).name)
        return self.prompt

    def options(self, part: Json, path: Path) -> list[Option]:
        """List provinces, candidates, or a page of the province's communes."""
        if part and part.get("found"):
            found = [Option(place_name(code), code) for code in part["found"]]
            other = _("No, somewhere else") if part.get("poster") else _("None of these")
            return [*found, Option(other, OTHER)]
        if part and part.get("province"):
            return self._communes(part["province"], part.get("page", 0))
        return [
            *(Option(one.name, one.code) for one in provinces()),
            Option(_("I don't know exactly"), UNKNOWN),
        ]

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take a button, a number, or whatever names a place."""
        option = match_option(self.options(part, path), said)
        if option is not None:
            return self._take(option.value, part)
        if said.choice:
            raise WrongAnswerError(
                _("Please choose one of these: press a button, or write its number or its name.")
            )
        if not said.text:
            raise WrongAnswerError(_("Please write the name of the ward or commune, or press a button."))
        return self._search(said.text, part)

    def load(self, recorded: Json) -> Place:
        """Give the place, once it is complete and still exists."""
        if not recorded.get("done"):
            raise NotAnsweredError
        place = Place(recorded.get("province"), recorded.get("commune"))
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
        if value == UNKNOWN:
            return Answer({"province": None, "commune": None, "done": True})
        if value == OTHER:
            known = part.get("province") if not part.get("poster") else None
            return Part({"province": known} if known else None)
        if value == ONLY_PROVINCE:
            return Answer({"province": part["province"], "commune": None, "done": True})
        if value == NEXT:
            pages = -(-len(communes_of(part["province"])) // PAGE)
            return Part({**part, "page": (part.get("page", 0) + 1) % pages})
        if len(value) == len("01"):
            return Part({"province": value})
        return _answer(value)

    def _search(self, text: str, part: Json) -> Outcome:
        known = part.get("province") if part else None
        found = find(text, known)
        if found.state == "none" and known:
            found = find(text)
        return self._judge(found, known)

    def _judge(self, found: Found, known: str | None) -> Outcome:
        if found.state == "sure":
            return _answer(found.communes[0].code)
        province_found = found.province.code if found.province is not None else known
        if found.communes and (province_found or len(found.communes) <= MOST_CANDIDATES):
            candidates = [one.code for one in found.communes[:MOST_CANDIDATES]]
            return Part({"province": province_found, "found": candidates})
        if found.communes:
            raise WrongAnswerError(_("Many places have that name. Please choose the province first."))
        if province_found != known:
            return Part({"province": province_found})
        raise WrongAnswerError(
            _("I found no ward or commune of that name. Please check the spelling, or press a button.")
        )


def _answer(code: str) -> Answer:
    return Answer({"province": commune(code).province, "commune": code, "done": True})


def pick_commune(name: str, prompt: str, *, title: str = "") -> Script[Place]:
    """Ask for a commune."""
    place: Place = yield CommuneQuestion(name=name, prompt=prompt, title=title)
    return place
