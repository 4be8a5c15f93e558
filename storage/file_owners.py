"""To which tip a saved file belongs; one without a tip is a draft's, and is swept when nobody names it any more."""

from sqlalchemy import bindparam, select, update

from storage.statements import Statement, insert_or_ignore
from storage.tables import files
from storage.transaction import Transaction

_ADD_FILE = insert_or_ignore(files)
_KEEP_FILE = Statement(
    update(files).where(files.c.name == bindparam("with_name")).values(tip=bindparam("for_tip"))
)
_FILE_NAMES = Statement(select(files.c.name))
_DROP_FILE = Statement(files.delete().where(files.c.name == bindparam("with_name"), files.c.tip.is_(None)))
_UNUSED_FILES = Statement(select(files.c.name).where(files.c.tip.is_(None)))


def add_file(tx: Transaction, name: str) -> None:
    """Note a saved file that belongs to a draft."""
    tx.change(_ADD_FILE, {"name": name, "tip": None})


def keep_file(tx: Transaction, name: str, tip: bytes) -> None:
    """Let a draft's file belong to a tip."""
    tx.change(_KEEP_FILE, {"with_name": name, "for_tip": tip})


def drop_file(tx: Transaction, name: str) -> None:
    """Forget a draft's file; its bytes are swept later."""
    tx.change(_DROP_FILE, {"with_name": name})


def file_names(tx: Transaction) -> set[str]:
    """Name all files that belong to a tip or a draft."""
    return {name for (name,) in tx.all(_FILE_NAMES)}


def draft_files(tx: Transaction) -> set[str]:
    """Name the files that belong to no tip."""
    return {name for (name,) in tx.all(_UNUSED_FILES)}
