"""Officers' unlocked keys: they lie in the runtime store only, and go after thirty idle minutes, by `/khoa` or at a reboot."""

from storage import conversations
from storage.runtime import Runtime
from storage.transaction import Transaction

IDLE_SECONDS = 30 * 60.0
CLOCK_SECONDS = 5 * 60.0  # a clock that is set back by less locks nobody


def keep_unlocked(
    tx: Transaction, runtime: Runtime, officer: bytes, pair: tuple[bytes, bytes], now: float
) -> None:
    """Keep an officer's pair open until they have been idle for thirty minutes."""
    public, private = pair
    value = [public.hex(), private.hex()]
    conversations.hold_as(tx, runtime, _handle(runtime, officer), value, now + IDLE_SECONDS)


def unlocked_pair(
    tx: Transaction, runtime: Runtime, officer: bytes, now: float
) -> tuple[bytes, bytes] | None:
    """Give an officer's open pair; None if it is locked, also by a clock that was set back."""
    longest = IDLE_SECONDS + CLOCK_SECONDS
    value = conversations.get_held(tx, runtime, _handle(runtime, officer), now, longest)
    return (bytes.fromhex(value[0]), bytes.fromhex(value[1])) if value else None


def lock(tx: Transaction, runtime: Runtime, officer: bytes) -> None:
    """Lock an officer's key."""
    conversations.drop_held(tx, runtime, _handle(runtime, officer))


def name_lock(runtime: Runtime, officer: bytes) -> bytes:
    """Name the row that stands as long as an officer's key is unlocked."""
    return conversations.name_held(runtime, _handle(runtime, officer))


def _handle(runtime: Runtime, officer: bytes) -> str:
    return runtime.name_bucket("unlocked", officer).hex()
