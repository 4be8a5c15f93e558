"""Finds what looks like a setting and is none: a name that is misspelt would otherwise be passed over in silence."""

from collections.abc import Iterable
from difflib import get_close_matches

from bot.settings import PREFIX, Settings
from content.i18n import _

LIKE = 0.85  # from 0 to 1: how much a misspelt name must share with the right one


def explain_unknown(environment: Iterable[str]) -> list[str]:
    """Say of each name in the environment that begins like a setting and is none, which one may be meant."""
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    return [_explain(name, get_close_matches(name, known, 1, LIKE)) for name in unknown]


def _explain(name: str, near: list[str]) -> str:
    if near:
        return _("{name} is not a setting and was ignored. Did you mean {near}?").format(
            name=name, near=near[0]
        )
    return _("{name} is not a setting and was ignored. The README lists them.").format(name=name)
