"""To which tip (or broadcast) a saved file belongs; one without is a draft's, and is swept when nobody names it any more."""

from sqlalchemy import bindparam, null, select, update

from storage.statements import Statement, insert_or_ignore
from storage.tables.tips import files
from storage.transaction import Transaction

_ADD_FILE = insert_or_ignore(files)
_KEEP_FILE = Statement(
    update(files).where(files.c.name == bindparam("with_name")).values(tip=bindparam("for_tip"))
)
_OWNERS = Statement(
    select(files.c.tip)
    .where(files.c.tip.between(bindparam("first"), bindparam("last")))
    .distinct()
    .order_by(files.c.tip)
)
_RELEASE = Statement(update(files).where(files.c.tip == bindparam("of_owner")).values(tip=null()))
_FILE_NAMES = Statement(select(files.c.name))
_DROP_FILE = Statement(files.delete().where(files.c.name == bindparam("with_name"), files.c.tip.is_(None)))
_UNUSED_FILES = Statement(select(files.c.name).where(files.c.tip.is_(None)))


def add_file(tx: Transaction, name: str) -> None:
    """Note a saved file that belongs to a draft."""
    tx.change(_ADD_FILE, {"name": name, "tip": None})


def keep_file(tx: Transaction, name: str, tip: bytes) -> None:
    """Let a draft's file belong to a tip."""
    tx.change(_KEEP_FILE, {"with_name": name, "for_tip": tip})


def owners_between(tx: Transaction, first: bytes, last: bytes) -> list[bytes]:
    """Name the owners of files from one name to another, both included."""
    return [owner for (owner,) in tx.all(_OWNERS, {"first": first, "last": last})]


def release_files(tx: Transaction, owner: bytes) -> None:
    """Let an owner's files belong to nothing, as a draft's that has ended: they are swept later."""
    tx.change(_RELEASE, {"of_owner": owner})


def drop_file(tx: Transaction, name: str) -> None:
    """Forget a draft's file; its bytes are swept later."""
    tx.change(_DROP_FILE, {"with_name": name})


def file_names(tx: Transaction) -> set[str]:
    """Name all files that belong to a tip or a draft."""
    return {name for (name,) in tx.all(_FILE_NAMES)}


def draft_files(tx: Transaction) -> set[str]:
    """Name the files that belong to no tip."""
    return {name for (name,) in tx.all(_UNUSED_FILES)}
