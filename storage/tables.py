"""The tables. Those of tips and of people have random keys and no row ids, so that nothing shows an order.

Columns are INTEGER, TEXT and BLOB only. The clear columns of `tips` are a closed list (design §4.1).
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text, text

from storage.records import Outcome, Tally

metadata = MetaData()


def _table(name: str, *columns: Column[object] | Index) -> Table:
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


def _blob(name: str, *, key: bool = False, null: bool = False) -> Column[object]:
    return Column(name, LargeBinary, primary_key=key, nullable=null)


def _text(name: str, *, key: bool = False, null: bool = False) -> Column[object]:
    return Column(name, Text, primary_key=key, nullable=null)


def _number(name: str, *, key: bool = False, null: bool = False) -> Column[object]:
    return Column(name, BigInteger, primary_key=key, nullable=null, autoincrement=False)


facts = _table("facts", _text("name", key=True), _blob("value"))
switches = _table("switches", _text("name", key=True), _number("state"))

# Live conversations: keyed and sealed under the runtime key, noise after a reboot.
inbox = _table("inbox", _blob("message", key=True), _number("day"))
drafts = _table("drafts", _blob("person", key=True), _blob("sealed"))
held = _table("held", _blob("handle", key=True), _blob("sealed"))
limits = _table("limits", _blob("bucket", key=True), _blob("sealed"))
wishes = _table("wishes", _blob("person", key=True), _blob("sealed"))
delayed = _table("delayed", _blob("person", key=True), _blob("sealed"))
fetches = _table("fetches", _blob("id", key=True), _blob("sealed"))
outbox = _table(
    "outbox",
    _blob("recipient", key=True),
    _number("position", key=True),
    _text("channel"),
    _number("leased"),
    _number("day"),
    _blob("sealed"),
)
posted = _table(
    "posted",
    _blob("person", key=True),
    _blob("message", key=True),
    _blob("due"),
    _number("day"),
    _blob("sealed"),
    Index("posted_due", "due"),
)

# Queues and their keys.
queues = _table("queues", _text("code", key=True), _text("above", null=True), _number("last_number"))
forwards = _table("forwards", _text("queue", key=True), _text("points_to"))
queue_keys = _table(
    "queue_keys",
    _text("queue", key=True),
    _number("generation", key=True),
    _blob("public"),
)
key_grants = _table(
    "key_grants",
    _text("queue", key=True),
    _number("generation", key=True),
    _text("holder", key=True),
    _blob("sealed"),
)

# Tips.
tips = _table(
    "tips",
    _blob("id", key=True),
    _text("queue"),
    _number("number"),
    _text("kind"),
    _text("status"),
    _text("result", null=True),
    _text("origin"),
    _text("commune", null=True),
    _text("floor"),
    _text("hamlet", null=True),
    _number("received_hour"),
    _number("claim_due"),
    _number("resolve_due"),
    _number("closed_day", null=True),
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
former_numbers = _table("former_numbers", _text("queue", key=True), _number("number", key=True), _blob("tip"))
# Figures: how many tips are where. They say nothing of any single one, and stay when tips are erased.
tallies = _table(
    "tallies",
    _text("queue", key=True),
    _number("week", key=True),
    _text("kind", key=True),
    *(_number(figure) for figure in Tally._fields),
)
claims = _table(
    "claims",
    _blob("tip", key=True),
    _blob("officer"),
    _number("expires"),
    Index("claims_officer", "officer"),
)
# When an officer is reminded (hours of the day in Vietnam, and the next hour since 1970), of what, on which day last, and
# what the queue above one has to hear of.
reminder_times = _table(
    "reminder_times",
    _blob("officer", key=True),
    _text("hours"),
    _number("next_hour"),
    Index("reminder_times_next", "next_hour"),
)
reminders = _table(
    "reminders", _blob("officer", key=True), _blob("tip", key=True), _text("rule", key=True), _number("day")
)
escalations = _table("escalations", _text("queue", key=True), _blob("tip", key=True), _text("rule", key=True))
clocks = _table("clocks", _text("name", key=True), _number("hours"))
extensions = _table("extensions", _blob("tip", key=True), _number("times"))
recusals = _table("recusals", _blob("tip", key=True), _blob("officer", key=True))
links = _table("links", _blob("tip", key=True), _blob("case_id"), Index("links_case", "case_id"))
openings = _table("openings", _blob("tip", key=True), _number("times"))
receipts = _table("receipts", _blob("lookup", key=True), _blob("tip"), _blob("public"))
tip_keys = _table(
    "tip_keys",
    _blob("tip", key=True),
    _text("family", key=True),
    _number("generation", key=True),
    _text("reader", key=True),
    _blob("sealed"),
)
tip_records = _table(
    "tip_records",
    _blob("tip", key=True),
    _text("family", key=True),
    _number("position", key=True),
    _number("generation"),
    _blob("sealed"),
)
# Rewards of confirmed tips: who is rewarded stands nowhere, nor when. `code`: a hash; `sealed`: a half, to the receipt.
rewards = _table(
    "rewards",
    _blob("tip", key=True),
    _number("amount"),
    _text("state"),
    _blob("proposer"),
    _blob("code", null=True),
    _blob("sealed", null=True),
)
# What a queue that does not work a tip got of it: the report's key, sealed to it.
information_copies = _table(
    "information_copies",
    _text("queue", key=True),
    _blob("tip", key=True),
    _text("reader"),
    _blob("sealed"),
    Index("information_copies_tip", "tip"),
)
statistics = _table(
    "statistics",
    _text("queue", key=True),
    _number("week", key=True),
    _text("commune", key=True),
    _text("hamlet", key=True),
    _text("kind", key=True),
    _text("result", key=True),
    _number("count"),
)
# How often tips went to a wrong unit first, by how their place was found. No place stands here.
misroutes = _table(
    "misroutes", _number("week", key=True), _text("placing", key=True), _number("tips"), _number("moved")
)
hamlets = _table(
    "hamlets", _text("commune", key=True), _text("name", key=True), _number("households", null=True)
)
# What is left of erased tips: their receipt and month for a year, and shred keys that are still to be destroyed.
erased = _table("erased", _blob("receipt", key=True), _number("month"))
shredding = _table("shredding", _blob("tip", key=True))
files = _table("files", _text("name", key=True), _blob("tip", null=True), Index("files_tip", "tip"))

# People of the units. They are known by name to each other and not anonymous.
officers = _table(
    "officers",
    _blob("id", key=True),
    _blob("address"),
    _blob("sealed"),
    _number("enabled"),
    Index("officers_address", "address", unique=True),
)
officer_keys = _table("officer_keys", _blob("officer", key=True), _blob("public"), _blob("sealed"))
memberships = _table(
    "memberships",
    _blob("officer", key=True),
    _text("queue", key=True),
    _text("role"),
    _number("holds"),
    Index("memberships_queue", "queue"),
)
invitations = _table(
    "invitations",
    _blob("code", key=True),
    _text("queue"),
    _text("role"),
    _number("expires"),
    _blob("sealed", null=True),
)
# People who get prevention messages. `week`: that of their consent, counted from 5 January 1970; `number`: random, of 32 bits,
# since each row of `deliveries` repeats it. `groups`: one bit each for who they are and what interests them, how often, and when.
subscriptions = _table(
    "subscriptions",
    _number("number", key=True),
    _blob("address"),
    _blob("sealed"),
    _number("week"),
    _text("channel"),
    _text("place"),
    _number("groups"),
    Index("subscriptions_address", "address", unique=True),
    Index("subscriptions_audience", "channel", "number", "place"),
)
# What is sent to many, and what became of each recipient. Nothing here knows a time of a person.
broadcasts = _table(
    "broadcasts",
    _number("number", key=True),
    _text("occasion"),
    _blob("sealed"),
    _text("audience"),
    _text("state"),
    _number("urgent"),
    _number("not_before"),
    _number("expires"),
    _number("ended", null=True),
    _text("created_by"),
    _text("approved_by"),
    _text("planning"),
    Index("broadcasts_occasion", "occasion", unique=True),
    Index("broadcasts_state", "state"),
)
deliveries = _table(
    "deliveries",
    _number("broadcast", key=True),
    _number("channel", key=True),
    _number("recipient", key=True),
    _number("outcome"),
)
delivery_leases = _table(
    "delivery_leases",
    _number("broadcast", key=True),
    _number("channel", key=True),
    _number("recipient", key=True),
)
delivery_errors = _table(
    "delivery_errors",
    _number("broadcast", key=True),
    _number("channel", key=True),
    _number("recipient", key=True),
    _text("reason"),
)
delivery_counts = _table(
    "delivery_counts",
    _number("broadcast", key=True),
    _number("channel", key=True),
    _number("reached"),
    *(_number(name.lower()) for name in Outcome.__members__),
)
# Pledges: how many, where; `id` is a hash of an address under a key of its own while it is `known`, else chance.
pledges = _table(
    "pledges",
    _blob("id", key=True),
    _number("known"),
    _text("kind"),
    _text("commune"),
    _text("hamlet"),
    _number("people"),
    _number("week"),
    Index("pledges_commune", "commune"),
)
# The quiz: contests, and points of nicknames; no row of them knows a person.
contests = _table(
    "contests",
    _text("code", key=True),
    _text("queue"),
    _text("name"),
    _text("audience"),
    _number("first_day"),
    _number("last_day"),
    _blob("officer"),
    _number("told"),
)
contest_scores = _table(
    "contest_scores",
    _blob("id", key=True),
    _text("contest"),
    _text("nickname"),
    _number("points"),
    Index("contest_scores_contest", "contest"),
)
# How many messages reached a place in a quarter (counted from 1970), and which broadcasts are in these figures.
coverage = _table(
    "coverage",
    _number("quarter", key=True),
    _text("place", key=True),
    _number("broadcasts"),
    _number("messages"),
)
covered = _table("covered", _number("broadcast", key=True))
# Numbers and places of help that units entered for people, each approved by a second officer. Public.
directory = _table(
    "directory",
    _text("place", key=True),
    _number("number", key=True),
    _text("kind"),
    _text("name"),
    _text("phone"),
    _text("address"),
    _text("hours"),
    _number("day"),
    _blob("officer"),
    _number("approved"),
    _number("replaces"),
)
# Names that leads gave to places of their communes.
local_names = _table("local_names", _text("commune", key=True), _text("folded", key=True), _text("name"))
audit = Table(
    "audit",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    _number("time"),
    _text("officer"),
    _text("act"),
    _text("queue"),
    _number("number"),
    _text("detail"),
    _blob("hash"),
    Index("audit_queue", "queue", "sequence"),
)

# What no backup holds: live conversations, and who has claimed what.
LIVE = (inbox, drafts, held, limits, wishes, delayed, fetches, outbox, posted, claims)
