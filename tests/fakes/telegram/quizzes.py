"""Quizzes of the strict fake Telegram: what sendPoll takes, what it gives back, and what a vote becomes."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

PARAMETERS = {
    "question": "str!",
    "options": "json!",
    "is_anonymous": "bool",
    "type": "str",
    "correct_option_ids": "json",
    "explanation": "str",
}
QUESTION, OPTION, EXPLANATION = 300, 100, 200


class NoQuizError(Exception):
    """A poll that Telegram, or the product's own rules, refuse."""


@dataclass
class Quiz:
    """A quiz that stands in a private chat; each person votes once."""

    question: str
    options: tuple[str, ...]
    right: int
    explanation: str
    id: str = field(default_factory=lambda: str(secrets.randbits(62)))
    votes: dict[int, int] = field(default_factory=dict)

    def describe(self) -> dict[str, Any]:
        """Describe it as the Bot API does."""
        chosen = list(self.votes.values())
        return {
            "id": self.id,
            "question": self.question,
            "options": [
                {"text": text, "voter_count": chosen.count(place), "persistent_id": f"{self.id}-{place}"}
                for place, text in enumerate(self.options)
            ],
            "total_voter_count": len(chosen),
            "is_closed": False,
            "is_anonymous": False,
            "type": "quiz",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
            "correct_option_ids": [self.right],
            "explanation": self.explanation,
        }

    def vote(self, voter: dict[str, Any], option: str) -> dict[str, Any]:
        """Take a vote, which nobody can change later, and give the update."""
        if voter["id"] in self.votes:
            raise NoQuizError("a vote in a quiz can't be changed")
        self.votes[voter["id"]] = self.options.index(option)
        place = self.votes[voter["id"]]
        named = {"option_ids": [place], "option_persistent_ids": [f"{self.id}-{place}"]}
        return {"poll_id": self.id, "user": voter, **named}


def read_quiz(parameters: dict[str, Any]) -> Quiz:
    """Check the parameters of sendPoll; raise NoQuizError with Telegram's words."""
    question, listed = parameters["question"], parameters["options"]
    if any(set(option) != {"text"} for option in listed):
        raise NoQuizError(f"option objects expected, not {json.dumps(listed)[:60]}")
    options = tuple(option["text"] for option in listed)
    right, explanation = parameters.get("correct_option_ids", []), parameters.get("explanation", "")
    if not 1 <= _length(question) <= QUESTION:
        raise NoQuizError("poll question length must not exceed 300")
    if not 2 <= len(options) <= 10 or not all(1 <= _length(option) <= OPTION for option in options):
        raise NoQuizError("poll options length must not exceed 100")
    if parameters.get("type") != "quiz" or parameters.get("is_anonymous", True):
        raise NoQuizError("the product sends quizzes only, and of anonymous ones it would hear no vote")
    if len(right) != 1 or not 0 <= right[0] < len(options):
        raise NoQuizError("wrong correct option ID specified")
    if _length(explanation) > EXPLANATION or explanation.count("\n") > 2:
        raise NoQuizError("explanation is too long")
    return Quiz(question, options, right[0], explanation)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
