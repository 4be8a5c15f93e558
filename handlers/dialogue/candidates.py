"""Decides what is asked when a text or position may mean several communes: a province first, or one of a few."""

from content.i18n import _
from content.places.gazetteer import commune, place_name, province
from content.places.pins import How, Located
from content.places.resolver import Found
from handlers.dialogue.steps import Answer, Option, Outcome, Part, WrongAnswerError
from storage.records import Json, Placing

MOST_CANDIDATES = 6


def judge_found(found: Found, known: str | None) -> Outcome:
    """Take what a text was found to mean; `known` is the province chosen before."""
    if found.state == "sure":
        former = bool(found.understood and found.understood[0])
        return answer_with(found.communes[0].code, Placing.FORMER if former else Placing.NAMED)
    where = found.province.code if found.province is not None else known
    if found.communes:
        named = found.understood or ("",) * len(found.communes)
        pairs = [[one.code, old] for one, old in zip(found.communes, named, strict=True)]
        return _offer(pairs, where)
    if where != known:
        return Part({"province": where})
    raise WrongAnswerError(
        _(
            "I found no ward or commune of that name. Please check the spelling, press a button, or send a position on the map. "
            "If you are not sure, press «I don't know exactly»."
        )
    )


def judge_located(located: Located, position: str) -> Outcome:
    """Take the communes at a position; the position itself is kept only until the exact place is asked for."""
    if located.how is How.OUTSIDE:
        raise WrongAnswerError(
            _(
                "That position lies outside Vietnam. Please write the name of the ward or commune, or press a button."
            )
        )
    if located.state == "sure":
        return answer_with(located.communes[0], Placing.PIN, position)
    return Part({"found": [[code, ""] for code in located.communes], "position": position})


def answer_with(code: str, placing: Placing, position: str = "") -> Answer:
    """Answer with a commune, how it was found, and the position that led there."""
    answer: Json = {"province": commune(code).province, "commune": code, "done": True, "placing": placing}
    return Answer({**answer, "position": position} if position else answer)


def narrow_down(part: Json, code: str) -> Outcome:
    """Keep the candidates of the province that was chosen among theirs."""
    left = [pair for pair in part["among"] if commune(pair[0]).province == code]
    return answer_with(left[0][0], Placing.CHOSEN) if len(left) == 1 else _offer(left, code)


def provinces_among(part: Json) -> list[Option]:
    """List the provinces in which the candidates lie, those of the best first."""
    codes = dict.fromkeys(commune(code).province for code, _old in part["among"])
    return [Option(province(code).name, code) for code in codes]


def label(pair: list[str]) -> str:
    """Say a candidate with its province, and the old name by which it was found."""
    code, old = pair
    name = place_name(code)
    if not old:
        return name
    short = ", ".join(old.split(", ")[:2])
    return _("{place} (formerly {old})").format(place=name, old=short)


def _offer(pairs: list[list[str]], where: str | None) -> Part:
    if len(pairs) > MOST_CANDIDATES and where is None:
        return Part({"among": pairs})
    return Part({"province": where, "found": pairs[:MOST_CANDIDATES]})
