"""A choice that also takes words; what is so short that it may be a mistyped choice is asked again."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.dialogue.questions import Choice, match_option
from handlers.dialogue.steps import Outcome, Path, Said
from storage.records import Json

LONGEST_SLIP = 12  # characters: what is no longer may be a mistyped choice


@dataclass(slots=True, kw_only=True)
class OpenChoice(Choice):
    """Choose one of several, or write more than a word; `take_words` says what words mean, or raises WrongAnswerError."""

    take_words: Callable[[str, Path], Outcome]

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take a choice, or words."""
        is_chosen = match_option(self.options(part, path), said) is not None
        if is_chosen or len(said.text) <= LONGEST_SLIP:
            return Choice.read(self, said, part, path)
        return self.take_words(said.text, path)
