"""The question for the exact place: words, or a shared position once the person says that it is the scene."""

from dataclasses import dataclass
from typing import ClassVar

from content.i18n import _
from handlers.dialogue.questions import NO_WORDS, YES_WORDS, Text, match_option
from handlers.dialogue.steps import (
    Amend,
    Answer,
    NotAnsweredError,
    Offer,
    Option,
    Outcome,
    Part,
    Path,
    Said,
    Script,
)
from storage.records import Json

SCENE, DROP = "scene", "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactPlace(Text):
    """Write where it is, or share a position: that is kept only as words, and only after a yes.

    `shared` is a position that the question `shared_by` was answered with.
    """

    shared: str = ""
    shared_by: str = ""
    offers: ClassVar[frozenset[Offer]] = frozenset({"text", "location"})

    def ask(self, part: Json) -> str:
        """Ask for the place, or whether the shared position is the scene."""
        if not self._position(part):
            return self.prompt
        return _(
            "Is that position where it happens? Say yes only then: the officers will see it. The place where you live or stand would show who you are."
        )

    def options(self, part: Json, path: Path) -> list[Option]:
        """Offer to keep the shared position, or not."""
        if not self._position(part):
            return []
        return [
            Option(_("Yes, it happens there"), SCENE, YES_WORDS),
            Option(_("No, do not keep it"), DROP, NO_WORDS),
        ]

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take words, a position, or the decision about it."""
        if said.attachment is not None and said.attachment.position:
            return Part({"position": said.attachment.position})
        meant = match_option(self.options(part, path), said) if self._position(part) else None
        if meant is None:
            return Text.read(self, said, part, path)
        if meant.value == SCENE:
            return Answer(_("Position on the map: {position}").format(position=self._position(part)))
        dropped = _("I did not keep that location. Please write the place in words.")
        if part:
            return Part(None, dropped)
        recorded = next(passed.recorded for passed in path if passed.step.name == self.shared_by)
        return Amend({self.shared_by: {**recorded, "position": ""}}, dropped)

    def load(self, recorded: Json) -> Json:
        """Give the words; a position that nobody has decided about is no answer."""
        if isinstance(recorded, dict):
            raise NotAnsweredError
        return recorded

    def _position(self, part: Json) -> str:
        """Give the position that is to be decided about; empty if there is none."""
        return str(part["position"]) if part else self.shared


def point_out(
    name: str, prompt: str, at_most: int, *, title: str = "", shared: tuple[str, str] = ("", "")
) -> Script[str]:
    """Ask for the exact place; `shared` is the question that a position answered before, and the position.

    An empty text if the question was skipped.
    """
    by, position = shared
    value = yield ExactPlace(
        name=name, prompt=prompt, at_most=at_most, title=title, skippable=True, shared=position, shared_by=by
    )
    return value or ""
