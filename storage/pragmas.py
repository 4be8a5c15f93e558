"""What the database says about its own safety: durable commits, erased bytes, links between tables."""

from sqlalchemy import text

from storage.statements import Statement
from storage.transaction import Transaction

# What each must answer; `synchronous` 2 is FULL, 3 is EXTRA.
WANTED = {
    "sqlite": {
        "journal_mode": {"wal"},
        "synchronous": {"2", "3"},
        "secure_delete": {"1"},
        "foreign_keys": {"1"},
        "trusted_schema": {"0"},
        "temp_store": {"2"},
    },
    "postgresql": {
        "fsync": {"on"},
        "synchronous_commit": {"on", "remote_apply", "remote_write"},
        "full_page_writes": {"on"},
    },
}
_ASK = {
    "sqlite": {name: Statement(text(f"PRAGMA {name}")) for name in WANTED["sqlite"]},
    "postgresql": {name: Statement(text(f"SHOW {name}")) for name in WANTED["postgresql"]},
}


def unsafe_pragmas(tx: Transaction) -> list[str]:
    """Name what is in force on this connection and is not as it should be, with its value."""
    found = {name: str((tx.first(ask) or ("",))[0]) for name, ask in _ASK[tx.dialect].items()}
    wanted = WANTED[tx.dialect]
    return [f"{name}={value}" for name, value in found.items() if value.lower() not in wanted[name]]
