"""What a seizure of each thing gives: the table of docs/seizure.md, and beside each line what the attacker must measure.

`python -m tests.seizure.table` prints the table.
"""

from dataclasses import dataclass

BA_DINH = frozenset({"report", "picture", "answer", "note", "addition"})
COMMUNE = frozenset(f"ba dinh {part}" for part in BA_DINH) | {"after hung report"}
PROVINCE = COMMUNE | {"ngoc ha report", "high report"}
NATION = PROVINCE | {"trial report"}
DRAFT = frozenset({"draft report", "draft picture"})
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seizure:
    """One line: what was taken, what it gives and what it does not, in words; and how that is measured, if it can be."""

    taken: str
    gives: str
    spares: str
    folders: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    opens: frozenset[str] = NOTHING
    people: bool = False


SEIZURES = (
    Seizure(
        "the database alone",
        "of each tip: unit, number, kind, status, result, place, hour, deadlines, reward, which tips belong together, how many files; the audit "
        "log with its seconds; of subscribers: channel, place, groups, week, which messages reached them; of pledges: kind, place, people, "
        "week; points of drawn nicknames; how many conversations are open, and on which channels something waits; how many messages the Zalo bot carried this month and "
        "articles the official account sent this month and today; when jobs last ran",
        "tips, answers, notes, drafts, pictures, addresses",
        ("database",),
    ),
    Seizure(
        "a backup",
        "the same, as it was when it was made, and pictures as noise",
        "tips, answers, notes, pictures, addresses; drafts are not even in it",
        ("old backup",),
    ),
    Seizure("the shred store", "how many tips there are, to within 64 or so", "everything else", ("shred",)),
    Seizure(
        "the copy of shred store and server's secret, and a backup",
        "addresses and names of officers, addresses of subscribers and which of them pledged what; the Zalo account's token, as it was then",
        "tips, answers, notes, pictures",
        ("old backup", "old shred"),
        (("secrets", "server"),),
        people=True,
    ),
    Seizure("the runtime store", "one key", "everything: what it opens lies in the database", ("runtime",)),
    Seizure(
        "the disk of a stopped machine, the server's secret and shred store on it",
        "the same as the database; addresses and names of officers, addresses of subscribers and which of them pledged what; the platforms' "
        "tokens, also those in its settings: until they are changed, it can speak as this Hòm Thư and receive what people write",
        "tips, answers, notes, drafts, pictures; who sent what",
        ("seized",),
        (("secrets", "server"),),
        people=True,
    ),
    Seizure(
        "the server's secret of before «homthu rotate», and the disk of after it",
        "the same as the database",
        "everything else; addresses and names, too",
        ("rotated",),
        (("secrets", "server"),),
    ),
    Seizure(
        "the running server with its memory",
        "the same as the disk; drafts and addresses of who writes just now; all that officers who are unlocked may read; "
        "whatever comes in from then on",
        "tips of units where nobody (nor above) is unlocked; who sent the tips that are filed",
        ("seized",),
        (("secrets", "server"), ("runtime", "runtime")),
        NATION | DRAFT,
        people=True,
    ),
    Seizure(
        "one officer's phone with the chat, and the disk",
        "what the chat shows: numbers and kinds of new tips, the text of tips of the last hour; invitations not yet used",
        "tips, even with all invitation codes that were used",
        ("seized",),
        (("secrets", "server"), ("codes", "used")),
        people=True,
    ),
    Seizure(
        "a passphrase of a commune, and the disk",
        "the tips of this commune",
        "tips of other communes, tips that only province or nation may read, erased tips",
        ("seized",),
        (("secrets", "server"), ("phrases", "lan")),
        COMMUNE,
        people=True,
    ),
    Seizure(
        "a passphrase of a province, and the disk",
        "the tips of the province and of its communes",
        "tips of other provinces and of the nation, erased tips",
        ("seized",),
        (("secrets", "server"), ("phrases", "province")),
        PROVINCE,
        people=True,
    ),
    Seizure(
        "a passphrase of the nation, and the disk",
        "all tips",
        "erased tips; drafts",
        ("seized",),
        (("secrets", "server"), ("phrases", "chief")),
        NATION,
        people=True,
    ),
    Seizure(
        "a passphrase without a disk",
        "nothing by itself; on our page, with the officer's account, what this officer may read",
        "everything else",
    ),
    Seizure(
        "the passphrase of somebody who has left, and the disk",
        "nothing",
        "all tips",
        ("seized",),
        (("secrets", "server"), ("phrases", "hung")),
        people=True,
    ),
    Seizure(
        "the recovery key (both halves), and the disk",
        "all tips",
        "erased tips; drafts",
        ("seized",),
        (("secrets", "server"), ("recovery", "recovery")),
        NATION,
        people=True,
    ),
    Seizure(
        "the recovery key, all passphrases, an old backup, and the disk of today",
        "all tips",
        "tips that were erased since the backup",
        ("seized", "old backup"),
        (("secrets", "server"), ("recovery", "recovery"), ("phrases", "all")),
        NATION,
        people=True,
    ),
    Seizure(
        "a receipt, and the disk",
        "this tip with its answers and additions",
        "the officers' notes; all other tips",
        ("seized",),
        (("secrets", "server"), ("receipts", "ba dinh")),
        COMMUNE - {"after hung report", "ba dinh note"},
        people=True,
    ),
    Seizure(
        "the platform (Telegram, Zalo)",
        "accounts, times, and all that was written in its chats, a tip in the making, too",
        "answers and receipts that were read on our page; who may read what here",
    ),
)


def write_table() -> str:
    """Write the table as Markdown."""
    head = "| who takes | gets | does not get | measured |\n|---|---|---|---|\n"
    lines = [
        f"| {one.taken} | {one.gives} | {one.spares} | {'yes' if one.folders else 'no'} |" for one in SEIZURES
    ]
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(write_table())  # noqa: T201
