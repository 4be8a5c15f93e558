"""Who gets prevention messages, what is sent to many and what became of it; pledges and contests. None of it knows a tip."""

from sqlalchemy import Index

from storage.records import Outcome
from storage.tables.columns import blob, number, table, words

# People who get prevention messages. `week`: that of their consent, counted from 5 January 1970; `number`: random, of 32 bits,
# since each row of `deliveries` repeats it. `groups`: one bit each for who they are and what interests them, how often, and when.
subscriptions = table(
    "subscriptions",
    number("number", key=True),
    blob("address"),
    blob("sealed"),
    number("week"),
    words("channel"),
    words("place"),
    number("groups"),
    Index("subscriptions_address", "address", unique=True),
    Index("subscriptions_audience", "channel", "number", "place"),
)
# What is sent to many, and what became of each recipient. Nothing here knows a time of a person.
broadcasts = table(
    "broadcasts",
    number("number", key=True),
    words("occasion"),
    blob("sealed"),
    words("audience"),
    words("state"),
    number("urgent"),
    number("not_before"),
    number("expires"),
    number("ended", null=True),
    words("created_by"),
    words("approved_by"),
    words("planning"),
    Index("broadcasts_occasion", "occasion", unique=True),
    Index("broadcasts_state", "state"),
)
deliveries = table(
    "deliveries",
    number("broadcast", key=True),
    number("channel", key=True),
    number("recipient", key=True),
    number("outcome"),
)
delivery_leases = table(
    "delivery_leases",
    number("broadcast", key=True),
    number("channel", key=True),
    number("recipient", key=True),
)
delivery_errors = table(
    "delivery_errors",
    number("broadcast", key=True),
    number("channel", key=True),
    number("recipient", key=True),
    words("reason"),
)
delivery_counts = table(
    "delivery_counts",
    number("broadcast", key=True),
    number("channel", key=True),
    number("reached"),
    *(number(name.lower()) for name in Outcome.__members__),
)
# Pledges: how many, where; `id` is a hash of an address under a key of its own while it is `known`, else chance.
pledges = table(
    "pledges",
    blob("id", key=True),
    number("known"),
    words("kind"),
    words("commune"),
    words("hamlet"),
    number("people"),
    number("week"),
    Index("pledges_commune", "commune"),
)
# The quiz: contests, and points of nicknames; no row of them knows a person.
contests = table(
    "contests",
    words("code", key=True),
    words("queue"),
    words("name"),
    words("audience"),
    number("first_day"),
    number("last_day"),
    blob("officer"),
    number("told"),
)
contest_scores = table(
    "contest_scores",
    blob("id", key=True),
    words("contest"),
    words("nickname"),
    number("points"),
    Index("contest_scores_contest", "contest"),
)
# How many messages reached a place in a quarter (counted from 1970), and which broadcasts are in these figures.
coverage = table(
    "coverage",
    number("quarter", key=True),
    words("place", key=True),
    number("broadcasts"),
    number("messages"),
)
covered = table("covered", number("broadcast", key=True))
