"""What anybody reads off the tables without a key: a closed list, each column with the reason why it is clear.

A new table, or a new column of one, fails here until somebody has said why a thief of the disk may read it.
"""

import pytest

from storage.tables import metadata

RANDOM, HASH, SEALED = "drawn at random", "a keyed hash", "sealed"
DAY = "when the row is swept, to the day"
TIP = "the tip's random id"

# Rows that come from what residents do.
OF_RESIDENTS = {
    "tips": {
        "id": RANDOM,
        "queue": "who answers for it",
        "number": "what officers call it, in their queue",
        "kind": "lists and figures",
        "status": "lists and figures",
        "result": "figures, and how long it is kept",
        "origin": "M6: how it came to an officer who entered it; «chat» for all others",
        "commune": "figures and the area board",
        "floor": "who may know that it exists",
        "hamlet": "a label that an officer chose",
        "received_hour": "clocks; rounded up to the hour",
        "claim_due": "the clock, from the hour",
        "resolve_due": "the clock, from the hour",
        "closed_day": "how long it is kept",
    },
    "receipts": {"lookup": HASH, "tip": TIP, "public": "seals what only the receipt opens"},
    "tip_keys": {
        "tip": TIP,
        "family": "report, thread or notes",
        "generation": "of the key",
        "reader": "whose key opens it: a queue or the receipt",
        "sealed": SEALED,
    },
    "tip_records": {
        "tip": TIP,
        "family": "as above",
        "position": "in the thread",
        "generation": "of the key",
        "sealed": SEALED,
    },
    "files": {"name": RANDOM, "tip": "so that it goes with its tip"},
    "inbox": {"message": HASH, "day": DAY},
    "drafts": {"person": HASH, "sealed": SEALED},
    "held": {"handle": HASH, "sealed": SEALED},
    "limits": {"bucket": HASH, "sealed": SEALED},
    "wishes": {"person": HASH, "sealed": SEALED},
    "delayed": {"person": HASH, "sealed": SEALED},
    "fetches": {"id": RANDOM, "sealed": SEALED},
    "outbox": {
        "recipient": HASH,
        "position": "order of a person's messages",
        "channel": "which sender takes it",
        "leased": "whether it is being sent",
        "day": DAY,
        "sealed": SEALED,
    },
    "posted": {"person": HASH, "message": HASH, "due": HASH, "day": DAY, "sealed": SEALED},
    "erased": {"receipt": HASH, "month": "a year later it is forgotten"},
    "shredding": {"tip": TIP},
    "subscriptions": {
        "number": RANDOM,
        "address": HASH,
        "sealed": SEALED,
        "week": "of consent: proof of it",
        "channel": "recipients are chosen by it",
        "place": "recipients are chosen by it",
        "groups": "recipients are chosen by it",
    },
    "deliveries": {
        "broadcast": "which message",
        "channel": "figures",
        "recipient": "the subscription's random number",
        "outcome": "nobody gets it twice",
    },
    "delivery_leases": {"broadcast": "as above", "channel": "as above", "recipient": "as above"},
    "delivery_errors": {
        "broadcast": "as above",
        "channel": "as above",
        "recipient": "as above",
        "reason": "one of our own words",
    },
    "pledges": {
        "id": HASH,
        "known": "whether the id is a hash or chance already",
        "kind": "figures",
        "commune": "figures",
        "hamlet": "figures",
        "people": "figures",
        "week": "figures, and when the hash goes",
    },
    "contest_scores": {
        "id": RANDOM,
        "contest": "the leaderboard",
        "nickname": "drawn, not typed",
        "points": "the leaderboard",
    },
}
# Counts of many, and what the product notes of itself.
OF_NOBODY = [
    "facts",
    "switches",
    "tallies",
    "statistics",
    "misroutes",
    "coverage",
    "covered",
    "broadcasts",
    "delivery_counts",
    "clocks",
]
# What officers do, who are known to each other, and what they do with tips.
OF_OFFICERS = [
    "queues",
    "forwards",
    "queue_keys",
    "key_grants",
    "former_numbers",
    "claims",
    "reminder_times",
    "reminders",
    "escalations",
    "extensions",
    "recusals",
    "links",
    "openings",
    "rewards",
    "information_copies",
    "hamlets",
    "officers",
    "officer_keys",
    "memberships",
    "invitations",
    "contests",
    "directory",
    "local_names",
    "audit",
]


def test_every_table_is_of_residents_of_officers_or_of_nobody() -> None:
    named = [*OF_RESIDENTS, *OF_NOBODY, *OF_OFFICERS]

    assert len(named) == len(set(named))
    assert set(named) == set(metadata.tables)


@pytest.mark.parametrize("table", OF_RESIDENTS)
def test_the_clear_columns_of_what_residents_do_are_a_closed_list(table: str) -> None:
    assert list(metadata.tables[table].columns.keys()) == list(OF_RESIDENTS[table])


def test_no_table_of_officers_or_of_counts_names_a_resident() -> None:
    for table in (*OF_NOBODY, *OF_OFFICERS):
        assert not {"person", "recipient", "bucket", "message"} & set(metadata.tables[table].columns.keys())
    assert [name for name in (*OF_NOBODY, *OF_OFFICERS) if "address" in metadata.tables[name].columns] == [
        "officers",
        "directory",
    ]
