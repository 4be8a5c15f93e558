"""The question «remove this detail?»: shows, one by one and in place, what could tell who the writer is."""

from dataclasses import dataclass
from hashlib import blake2b

from content.exposure.finding import Kind
from content.i18n import _
from handlers.dialogue.questions import NO_WORDS, YES_WORDS, look_up, match_option
from handlers.dialogue.removing import Detail, Written, kind_labels, without_details
from handlers.dialogue.steps import (
    Amend,
    Answer,
    Change,
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

REMOVE, KEEP, REWRITE, REMOVE_ALL, KEEP_ALL = "remove", "keep", "rewrite", "remove_all", "keep_all"


@dataclass(slots=True, kw_only=True)
class Details(Question):
    """Remove, keep or write anew what could show who the writer is; only what is kept is recorded."""

    details: tuple[Detail, ...]

    def ask(self, part: Json) -> str:
        """Show the next detail in its place."""
        detail = self._open(part)[0]
        if detail.kind is Kind.WHOSE_PHONE:
            text = _(
                "Whose number is this, in «{title}»?\n\n{excerpt}\n\nIf it is yours, remove it: nobody needs to know who you are. "
                "If it belongs to those you report, keep it. Remove it?"
            )
        else:
            text = _(
                "This could show who you are ({what}), in «{title}»:\n\n{excerpt}\n\n"
                "Officers need not know who you are. Remove this detail?"
            )
        what = kind_labels()[detail.kind]
        return text.format(what=what, title=detail.written.title, excerpt=detail.excerpt)

    def options(self, part: Json, path: Path) -> list[Option]:
        """Offer the ways to decide."""
        options = [
            Option(_("Remove it"), REMOVE, YES_WORDS | {"bo", "bo di", "remove"}),
            Option(_("Keep it"), KEEP, NO_WORDS | {"giu", "de nguyen", "keep"}),
            Option(_("Write it anew"), REWRITE, frozenset({"sua", "sua lai", "viet lai", "rewrite"})),
        ]
        count = len(self._open(part))
        if count > 1:
            options += [
                Option(_("Remove all {count}").format(count=count), REMOVE_ALL, frozenset({"bo het"})),
                Option(_("Keep all {count}").format(count=count), KEEP_ALL, frozenset({"giu het"})),
            ]
        return options

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take the decision about the detail that is shown, or about all."""
        option = match_option(self.options(part, path), said)
        if option is None:
            raise WrongAnswerError(_("Please choose one of these; its number or its name will do, too."))
        waiting = self._open(part)
        if option.value == REWRITE:
            return Change(waiting[0].written.question, rewriting=True)
        if option.value in {REMOVE, REMOVE_ALL}:
            removed = waiting if option.value == REMOVE_ALL else _same(waiting)
            return Amend(without_details(removed, path), _("It is removed."))
        decided = waiting if option.value == KEEP_ALL else _same(waiting)
        kept = {"kept": [*(part or {}).get("kept", ()), *(detail.key for detail in decided)]}
        return Part(kept) if self._open(kept) else Answer(kept)

    def load(self, recorded: Json) -> None:
        """Give nothing, once everything that is left is kept on purpose."""
        if self._open(recorded):
            raise NotAnsweredError

    def show(self, recorded: Json) -> str:
        """Show the decision."""
        return _("Keep it")

    def _open(self, part: Json) -> list[Detail]:
        kept = (part or {}).get("kept", ())
        return [detail for detail in self.details if detail.key not in kept]


def look_for_details(name: str, *answers: Written) -> Script[None]:
    """Ask about everything in these answers that could show who the writer is."""
    texts = tuple((written.text, written.about_others) for written in answers)
    digest = blake2b(repr(texts).encode(), digest_size=8).hexdigest()
    found = yield from look_up(f"{name}_{digest}", "exposures", texts, recorded=True)
    details = tuple(
        Detail(written, start, end, Kind(kind))
        for written, spans in zip(answers, found, strict=True)
        for start, end, kind in spans
    )
    if details:
        yield Details(
            name=name, prompt=_("Some details could show who you are. Remove them?"), details=details
        )


def _same(waiting: list[Detail]) -> list[Detail]:
    return [detail for detail in waiting if detail.key == waiting[0].key]
