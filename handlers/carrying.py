"""The queue keys that an invitation carried, held until the new officer has a key of their own."""

from handlers.turn import Turn
from storage import conversations
from storage.grants import give_keys
from storage.officers import Officer
from storage.records import Role

CARRY_SECONDS = 60 * 60.0


def carry_keys(turn: Turn, officer: Officer, queue: str, keys: dict[int, bytes]) -> None:
    """Keep the queue's keys that an invitation carried, until the new officer has a key of their own."""
    handle = _carried_handle(turn, officer)
    carried = conversations.get_held(turn.tx, turn.store.runtime, handle, turn.now) or {}
    carried[queue] = {str(generation): key.hex() for generation, key in keys.items()}
    conversations.hold_as(turn.tx, turn.store.runtime, handle, carried, turn.now + CARRY_SECONDS)


def hand_over_carried(turn: Turn, officer: Officer) -> None:
    """Give an officer who has just made their key what their invitations carried."""
    handle = _carried_handle(turn, officer)
    carried = conversations.get_held(turn.tx, turn.store.runtime, handle, turn.now) or {}
    working = {one.queue for one in turn.desk.memberships if one.role is not Role.AUDITOR}
    for queue in working & carried.keys():
        opened = {int(generation): bytes.fromhex(key) for generation, key in carried[queue].items()}
        give_keys(turn.tx, turn.store.keyring, turn.store.vault, queue, officer.id, opened)
    conversations.drop_held(turn.tx, turn.store.runtime, handle)


def _carried_handle(turn: Turn, officer: Officer) -> str:
    return turn.store.runtime.name_bucket("carried", officer.id).hex()
