"""How well the attacker does beside chance: right first guesses, and the sender's mean rank, each with its interval."""

from dataclasses import dataclass
from math import sqrt
from random import Random
from statistics import NormalDist, fmean

from tests.joins.attacker import STRATEGIES, Attacker, Trace

CONFIDENCE = 0.9999  # of all strategies together


@dataclass(frozen=True)
class Score:
    """How well a strategy did: right first guesses, how many chance gives, and the mean rank of the sender (0 first, 0.5 chance)."""

    strategy: str
    tips: int
    hits: float
    expected: float
    rank: float

    def wins(self, tries: int) -> bool:
        """Tell whether the attacker does better than chance, with the tries that many strategies are."""
        z = NormalDist().inv_cdf(1 - (1 - CONFIDENCE) / (2 * tries))
        turned = abs(self.rank - 0.5) > z * sqrt(
            1 / 12 / self.tips
        )  # who is reliably wrong turns the guess round
        return turned or _lowest(self.hits, self.tips, z) > self.expected / self.tips


def measure(attacker: Attacker, senders: dict[bytes, str], seed: int = 1) -> list[Score]:
    """Let each strategy rank, for each tip of a subscriber, the addresses that share what the design keeps of the sender's.

    That is the week of consent, the place, and the week of a pledge; so chance is a guess among those who share them.
    """
    crowds: dict[tuple[int, str, int], list[str]] = {}
    for address, one in attacker.addresses.items():
        crowds.setdefault(_kept(one), []).append(address)
    cases = [
        (attacker.tips[tip], address, crowds[_kept(attacker.addresses[address])])
        for tip, address in senders.items()
        if address in attacker.addresses
    ]
    return [_score(name, cases, attacker.addresses, seed) for name in STRATEGIES]


def _score(
    name: str, cases: list[tuple[Trace, str, list[str]]], addresses: dict[str, Trace], seed: int
) -> Score:
    distance, ranks, hits = STRATEGIES[name], [], 0.0
    chance = Random(seed)  # noqa: S311 - breaks ties
    for tip, sender, candidates in cases:
        own = distance(tip, addresses[sender])
        others = [distance(tip, addresses[one]) for one in candidates if one != sender]
        nearer, equal = sum(one < own for one in others), sum(one == own for one in others)
        place = nearer + chance.randint(0, equal)
        hits += place == 0
        ranks.append(place / max(1, len(others)))
    expected = sum(1 / len(candidates) for _tip, _sender, candidates in cases)
    return Score(name, len(cases), hits, expected, fmean(ranks))


def _lowest(hits: float, tries: int, z: float) -> float:
    """Give the lower end of Wilson's interval for a share."""
    share = hits / tries
    middle = share + z * z / (2 * tries)
    spread = z * sqrt(share * (1 - share) / tries + z * z / (4 * tries * tries))
    return (middle - spread) / (1 + z * z / tries)


def _kept(one: Trace) -> tuple[int, str, int]:
    return one.week, one.place, one.pledge_week
