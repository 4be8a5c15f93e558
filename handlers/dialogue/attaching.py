"""The question for pictures: it stays until «done», and takes words sent meanwhile as more of the story."""

from dataclasses import dataclass
from typing import ClassVar

from content.i18n import _
from content.places.folding import fold
from handlers.dialogue.questions import match_option
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
from handlers.messages import Attachment, Media
from storage.records import Json, SavedFile

DONE = "done"
DONE_WORDS = {
    "xong",
    "xong roi",
    "het",
    "done",
    "finish",
    "0",
    "khong",
    "khong co",
    "khong co anh",
    "bo qua",
    "skip",
}
LONGEST_TEXT = 5000


@dataclass(frozen=True, slots=True)
class Attached:
    """What was sent: saved pictures, and words that came with them."""

    files: tuple[SavedFile, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures(Question):
    """Send up to `at_most` pictures."""

    at_most: int
    offers: ClassVar[frozenset[Offer]] = frozenset({"text", "files"})

    def options(self, part: Json, path: Path) -> list[Option]:
        """Offer to end."""
        return [Option(_("Done") if part else _("No pictures"), DONE)]

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take a saved picture, more words, or the end."""
        meant = match_option(self.options(part, path), said) if said.attachment is None else None
        part = part or {"files": [], "text": "", "waiting": 0}
        if said.attachment is not None:
            part = self._add_text(part, said.text) if said.text else part
            return self._add_file(part, said.attachment)
        if fold(said.text) in DONE_WORDS or meant is not None:
            if part["waiting"] > 0:
                raise WrongAnswerError(
                    _("A picture is still being saved. Please wait a moment, then press «Done».")
                )
            return Answer({**part, DONE: True})
        if not said.text:
            raise WrongAnswerError(_("Please send a picture, or press «Done»."))
        return Part(self._add_text(part, said.text), _("I have added that to your words."))

    def load(self, recorded: Json) -> Attached:
        """Give what was sent, once it is complete."""
        if not recorded.get(DONE):
            raise NotAnsweredError
        files = tuple(SavedFile(*entry) for entry in recorded["files"])
        return Attached(files, recorded["text"])

    def show(self, recorded: Json) -> str:
        """Tell how many pictures there are."""
        if not recorded["files"]:
            return recorded["text"] or _("No pictures")
        return _("Pictures: {count}").format(count=len(recorded["files"]))

    def _add_text(self, part: Json, text: str) -> Json:
        longer = f"{part['text']}\n{text}".strip()
        if len(longer) > LONGEST_TEXT:
            message = _("That is {length} characters; at most {limit} fit here. Please send a shorter text.")
            raise WrongAnswerError(message.format(length=len(longer), limit=LONGEST_TEXT))
        return {**part, "text": longer}

    def _add_file(self, part: Json, attachment: Attachment) -> Outcome:
        if attachment.media is not Media.PICTURE:
            raise WrongAnswerError(explain_media(attachment.media))
        if len(part["files"]) + part["waiting"] >= self.at_most:
            message = _("There are {limit} pictures already, and that is the most. Please press «Done».")
            raise WrongAnswerError(message.format(limit=self.at_most))
        saved = attachment.saved
        if saved is None:
            return Part({**part, "waiting": part["waiting"] + 1})
        return Part(add_saved(part, saved), picture_note(len(part["files"]) + 1, self.at_most))


def add_saved(part: Json, saved: SavedFile) -> Json:
    """Add a saved picture to a recorded part."""
    return {**part, "files": [*part["files"], [saved.name, saved.key, saved.size]]}


def picture_note(count: int, limit: int) -> str:
    """Tell that a picture is really stored."""
    return _("Picture {count} of {limit} is saved.").format(count=count, limit=limit)


def explain_media(media: Media) -> str:
    """Tell what to do instead of sending this kind of thing."""
    return {
        Media.PICTURE: _("I can't take a picture here. Please answer the question in words."),
        Media.DOCUMENT: _(
            "I can't take files like this. Please send it as a picture, or describe it in words."
        ),
        Media.VIDEO: _("I can't take videos yet. Please send pictures of it, or describe it in words."),
        Media.VOICE: _("I don't take voice messages: a voice can be recognised. Please write it in words."),
        Media.STICKER: _("I can't read stickers. Please answer in words."),
        Media.CONTACT: _(
            "I did not keep that contact. Please don't send contacts; write in words what matters."
        ),
        Media.LOCATION: _("I did not keep that location. Please write the place in words."),
        Media.BROKEN: _("I could not open that picture. Please send it again, or take a screenshot of it."),
        Media.TOO_BIG: _("That file is too big. Please send a smaller picture, or a screenshot of it."),
        Media.OTHER: _("I can't read that. Please answer in words."),
    }[media]


def attach(name: str, prompt: str, at_most: int, *, title: str = "") -> Script[Attached]:
    """Ask for pictures."""
    attached: Attached = yield Pictures(name=name, prompt=prompt, at_most=at_most, title=title)
    return attached
