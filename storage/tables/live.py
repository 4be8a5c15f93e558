"""What lives only while a conversation does: keyed and sealed under the runtime key, noise after a reboot."""

from sqlalchemy import Index

from storage.tables.columns import blob, number, table, words

inbox = table("inbox", blob("message", key=True), number("day"))
drafts = table("drafts", blob("person", key=True), blob("sealed"))
held = table("held", blob("handle", key=True), blob("sealed"))
limits = table("limits", blob("bucket", key=True), blob("sealed"))
wishes = table("wishes", blob("person", key=True), blob("sealed"))
delayed = table("delayed", blob("person", key=True), blob("sealed"))
fetches = table("fetches", blob("id", key=True), blob("sealed"))
outbox = table(
    "outbox",
    blob("recipient", key=True),
    number("position", key=True),
    words("channel"),
    number("leased"),
    number("day"),
    blob("sealed"),
)
posted = table(
    "posted",
    blob("person", key=True),
    blob("message", key=True),
    blob("due"),
    number("day"),
    blob("sealed"),
    Index("posted_due", "due"),
)
