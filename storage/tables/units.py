"""Queues, their keys, and the people of the units: these know each other by name and are not anonymous."""

from sqlalchemy import Column, Index, Integer, Table

from storage.tables.columns import blob, metadata, number, table, words

facts = table("facts", words("name", key=True), blob("value"))
switches = table("switches", words("name", key=True), number("state"))
queues = table(
    "queues", words("code", key=True), words("above", null=True), number("last_number"), number("last_member")
)
forwards = table("forwards", words("queue", key=True), words("points_to"))
queue_keys = table(
    "queue_keys",
    words("queue", key=True),
    number("generation", key=True),
    blob("public"),
)
key_grants = table(
    "key_grants",
    words("queue", key=True),
    number("generation", key=True),
    words("holder", key=True),
    blob("sealed"),
)
officers = table(
    "officers",
    blob("id", key=True),
    blob("address"),
    blob("sealed"),
    number("enabled"),
    Index("officers_address", "address", unique=True),
)
officer_keys = table("officer_keys", blob("officer", key=True), blob("public"), blob("sealed"))
memberships = table(
    "memberships",
    blob("officer", key=True),
    words("queue", key=True),
    words("role"),
    number("holds"),
    number("number"),
    Index("memberships_queue", "queue"),
)
invitations = table(
    "invitations",
    blob("code", key=True),
    words("queue"),
    words("role"),
    number("expires"),
    blob("sealed", null=True),
)
# Numbers and places of help that units entered for people, each approved by a second officer. Public.
directory = table(
    "directory",
    words("place", key=True),
    number("number", key=True),
    words("kind"),
    words("name"),
    words("phone"),
    words("address"),
    words("hours"),
    number("day"),
    blob("officer"),
    number("approved"),
    number("replaces"),
)
# Names that leads gave to places of their communes.
local_names = table("local_names", words("commune", key=True), words("folded", key=True), words("name"))
audit = Table(
    "audit",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    number("time"),
    words("officer"),
    words("act"),
    words("queue"),
    number("number"),
    words("detail"),
    blob("hash"),
    Index("audit_queue", "queue", "sequence"),
)
