"""Tips, with what belongs to one: its receipt, keys, records, files. Their clear columns are a closed list (design §4.1)."""

from sqlalchemy import Index, text

from storage.tables.columns import blob, number, table, words

tips = table(
    "tips",
    blob("id", key=True),
    words("queue"),
    number("number"),
    words("kind"),
    words("status"),
    words("result", null=True),
    words("origin"),
    words("commune", null=True),
    words("floor"),
    words("hamlet", null=True),
    number("received_hour"),
    number("claim_due"),
    number("resolve_due"),
    number("closed_day", null=True),
    Index(
        "tips_queue",
        "queue",
        "status",
        "kind",
        "number",
        *(
            "commune",
            "hamlet",
            "received_hour",
            "resolve_due",
        ),  # what a list leaves out is seen without the table
    ),
    Index(
        "tips_due",
        "queue",
        "resolve_due",
        "number",
        *("status", "kind", "commune", "hamlet", "received_hour"),
        sqlite_where=text("status != 'closed'"),
        postgresql_where=text("status != 'closed'"),
    ),
    Index("tips_number", "queue", "number", unique=True),
)
former_numbers = table("former_numbers", words("queue", key=True), number("number", key=True), blob("tip"))
links = table("links", blob("tip", key=True), blob("case_id"), Index("links_case", "case_id"))
openings = table("openings", blob("tip", key=True), number("times"))
receipts = table("receipts", blob("lookup", key=True), blob("tip"), blob("public"))
tip_keys = table(
    "tip_keys",
    blob("tip", key=True),
    words("family", key=True),
    number("generation", key=True),
    words("reader", key=True),
    blob("sealed"),
)
tip_records = table(
    "tip_records",
    blob("tip", key=True),
    words("family", key=True),
    number("position", key=True),
    number("generation"),
    blob("sealed"),
)
# Rewards of confirmed tips: who is rewarded stands nowhere, nor when. `code`: a hash; `sealed`: a half, to the receipt.
rewards = table(
    "rewards",
    blob("tip", key=True),
    number("amount"),
    words("state"),
    blob("proposer"),
    blob("code", null=True),
    blob("sealed", null=True),
)
# What a queue that does not work a tip got of it: the report's key, sealed to it.
information_copies = table(
    "information_copies",
    words("queue", key=True),
    blob("tip", key=True),
    words("reader"),
    blob("sealed"),
    Index("information_copies_tip", "tip"),
)
# What is left of erased tips: their receipt and month for a year, and shred keys that are still to be destroyed.
erased = table("erased", blob("receipt", key=True), number("month"))
shredding = table("shredding", blob("tip", key=True))
files = table("files", words("name", key=True), blob("tip", null=True), Index("files_tip", "tip"))
