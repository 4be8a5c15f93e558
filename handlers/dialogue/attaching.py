"""The question for evidence: it stays until «done», takes words sent meanwhile, and voices only after a choice."""

from dataclasses import dataclass
from typing import ClassVar

from content.i18n import _
from content.places.folding import fold
from handlers.dialogue.media import count_files, explain_media, explain_voice, saved_note
from handlers.dialogue.questions import match_option, say
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
from storage.records import FileKind, Json, SavedFile, dump_file, load_file

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
VOICE = "voice"
OFFERED, KEPT = "offered", "kept"  # what a part says about voices, once one was sent
FETCHED = frozenset({Media.PICTURE, Media.PDF, Media.VIDEO, Media.VOICE})


@dataclass(frozen=True, slots=True)
class Attached:
    """What was sent: saved files, and words that came with them."""

    files: tuple[SavedFile, ...] = ()
    text: str = ""


@dataclass(slots=True, kw_only=True)
class Evidence(Question):
    """Send up to `at_most` pictures, videos and voice messages."""

    at_most: int
    offers: ClassVar[frozenset[Offer]] = frozenset({"text", "files"})

    def options(self, part: Json, path: Path) -> list[Option]:
        """Offer to end, and to keep voices where one was sent."""
        part = part or {}
        has_sent = part.get("files") or part.get("text") or part.get("waiting")
        done = Option(_("Done") if has_sent else _("No pictures"), DONE)
        choices = {
            OFFERED: [Option(_("Keep voices: mine can be recognised"), VOICE)],
            KEPT: [Option(_("Keep no voices"), VOICE)],
        }
        return [done, *choices.get(part.get("voice", ""), [])]

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take something to keep, more words, the choice about voices, or the end."""
        meant = match_option(self.options(part, path), said) if said.attachment is None else None
        part = part or {"files": [], "text": "", "waiting": 0, "voice": ""}
        if said.attachment is not None:
            part = self._add_text(part, said.text) if said.text else part
            return self._add_file(part, said.attachment)
        if meant is not None and meant.value == VOICE:
            return _choose_voice(part)
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
        return Attached(tuple(map(load_file, recorded["files"])), recorded["text"])

    def show(self, recorded: Json) -> str:
        """Tell what there is."""
        if not recorded["files"]:
            return recorded["text"] or _("No pictures")
        return count_files(tuple(map(load_file, recorded["files"])))

    def _add_text(self, part: Json, text: str) -> Json:
        longer = f"{part['text']}\n{text}".strip()
        if len(longer) > LONGEST_TEXT:
            message = _("That is {length} characters; at most {limit} fit here. Please send a shorter text.")
            raise WrongAnswerError(message.format(length=len(longer), limit=LONGEST_TEXT))
        return {**part, "text": longer}

    def _add_file(self, part: Json, attachment: Attachment) -> Outcome:
        if attachment.media is Media.VOICE and part.get("voice") != KEPT:
            return Part(offer_voice(part), explain_voice())
        if attachment.media not in FETCHED or not (attachment.reference or attachment.saved):
            raise WrongAnswerError(explain_media(attachment.media))
        if len(part["files"]) + part["waiting"] >= self.at_most:
            raise WrongAnswerError(_no_room(self.at_most))
        if not attachment.saved:
            return Part({**part, "waiting": part["waiting"] + 1})
        return Part(*add_saved(part, attachment.saved, self.at_most))


def add_saved(part: Json, saved: tuple[SavedFile, ...], at_most: int) -> tuple[Json, str]:
    """Add saved files to a recorded part, all or none, and tell which of it happened."""
    count = len(part["files"]) + len(saved)
    if count > at_most:
        message = _(
            "That has {count} pages, and only {left} more pictures fit. I have kept none of it: please send pictures of the most important pages."
        )
        return part, message.format(count=len(saved), left=max(0, at_most - len(part["files"])))
    keeps_voice = part.get("voice") == KEPT
    added = {**part, "files": [*part["files"], *map(dump_file, saved)]}
    if saved[0].kind in {FileKind.VIDEO, FileKind.WEBM} and not keeps_voice:
        added = offer_voice(added)
    return added, saved_note(saved[0].kind, count, at_most, keeps_voice=keeps_voice)


def offer_voice(part: Json) -> Json:
    """Offer from now on that voices be kept."""
    return {**part, "voice": part.get("voice") or OFFERED}


def _choose_voice(part: Json) -> Part:
    if part.get("voice") == KEPT:
        return Part({**part, "voice": OFFERED}, _("From now on no voices are kept."))
    note = _(
        "From now on I keep voice messages and the sound of videos. Whoever knows your voice can recognise you. Please send it again."
    )
    return Part({**part, "voice": KEPT}, note)


def _no_room(limit: int) -> str:
    return _("There are {limit} pictures already, and that is the most. Please press «Done».").format(
        limit=limit
    )


def attach(name: str, prompt: str, at_most: int, *, title: str = "") -> Script[Attached]:
    """Warn of what can't be taken out of a picture, then ask for pictures."""
    yield from say(
        f"{name}_warning",
        _(
            "Before you send a picture: I remove where, when and with what it was taken. I can't remove what is seen in it: a reflection, your account's name in a screenshot, or a view that only your window has."
        ),
    )
    attached: Attached = yield Evidence(name=name, prompt=prompt, at_most=at_most, title=title)
    return attached
