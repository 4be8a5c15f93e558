"""What leads hear of at once: an officer who does one thing too often in a day. Chosen by us; no plan names numbers."""

from typing import NamedTuple


class AlertRule(NamedTuple):
    """So many acts of these kinds by one officer in a day of Vietnam, between two hours of the clock."""

    name: str
    acts: frozenset[str]
    times: int
    first_hour: int = 0
    end_hour: int = 24


MANY_READS = AlertRule("many_reads", frozenset({"read"}), 60)
ODD_HOURS = AlertRule("odd_hours", frozenset({"read", "export"}), 15, 0, 5)
EXPORTS = AlertRule("exports", frozenset({"export"}), 1)
WRONG_PHRASES = AlertRule("wrong_phrases", frozenset({"wrong_phrase"}), 6)
ALERT_RULES = (MANY_READS, ODD_HOURS, EXPORTS, WRONG_PHRASES)
