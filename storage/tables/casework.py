"""Who works a tip until when, what they are reminded of, and the figures that outlive it."""

from sqlalchemy import Index

from storage.records import Tally
from storage.tables.columns import blob, number, table, words

# Figures: how many tips are where. They say nothing of any single one, and stay when tips are erased.
tallies = table(
    "tallies",
    words("queue", key=True),
    number("week", key=True),
    words("kind", key=True),
    *(number(figure) for figure in Tally._fields),
)
claims = table(
    "claims",
    blob("tip", key=True),
    blob("officer"),
    number("expires"),
    Index("claims_officer", "officer"),
)
# When an officer is reminded (hours of the day in Vietnam, and the next hour since 1970), of what, on which day last, and
# what the queue above one has to hear of.
reminder_times = table(
    "reminder_times",
    blob("officer", key=True),
    words("hours"),
    number("next_hour"),
    Index("reminder_times_next", "next_hour"),
)
reminders = table(
    "reminders", blob("officer", key=True), blob("tip", key=True), words("rule", key=True), number("day")
)
escalations = table("escalations", words("queue", key=True), blob("tip", key=True), words("rule", key=True))
clocks = table("clocks", words("name", key=True), number("hours"))
extensions = table("extensions", blob("tip", key=True), number("times"))
recusals = table("recusals", blob("tip", key=True), blob("officer", key=True))
statistics = table(
    "statistics",
    words("queue", key=True),
    number("week", key=True),
    words("commune", key=True),
    words("hamlet", key=True),
    words("kind", key=True),
    words("result", key=True),
    number("count"),
)
# How often tips went to a wrong unit first, by how their place was found. No place stands here.
misroutes = table(
    "misroutes", number("week", key=True), words("placing", key=True), number("tips"), number("moved")
)
hamlets = table(
    "hamlets", words("commune", key=True), words("name", key=True), number("households", null=True)
)
