"""The public keys that officers keep an eye on: who changed one on the server is noticed at the next unlocking."""

from content.i18n import _, use_language
from handlers.errors import RefusalError
from handlers.outgoing import notify
from handlers.turn import Turn
from storage import meta, unlocked
from storage.keyring import public_keys, queue_holder
from storage.memberships import memberships_of
from storage.officer_keys import Unlocked
from storage.officers import Officer
from storage.queues import NATION, queue_above
from storage.records import Role


def keys_to_watch(turn: Turn, officer: bytes) -> dict[str, str]:
    """Give the public keys that an officer keeps an eye on: of their queues, of those above, and of the recovery key."""
    recovery = meta.get_fact(turn.tx, meta.RECOVERY_PUBLIC)
    watched = {meta.RECOVERY_PUBLIC: recovery.hex()} if recovery else {}
    for member in memberships_of(turn.tx, officer):
        for queue in (member.queue, queue_above(turn.tx, member.queue)):
            if queue is not None:
                keys = public_keys(turn.tx, queue)
                watched |= {queue_holder(queue, one): public.hex() for one, public in keys.items()}
    return watched


def stop_if_altered(turn: Turn, officer: Officer, opened: Unlocked) -> None:
    """Stop where a stored key is not the one that the officer saw, and tell the leads of the national desk."""
    altered = _find_altered(turn, opened.seen)
    if altered is None:
        return
    unlocked.lock(turn.tx, turn.store.runtime, officer.id)
    turn.record("alarm", detail=f"altered key {altered}")
    for lead, role in turn.store.register.members(turn.tx, NATION):
        if role is Role.LEAD and lead.enabled and lead.id != officer.id:
            with use_language(lead.language):
                text = _(
                    "ALARM: {name} was stopped while unlocking: a stored key is not the one they saw before ({key}). "
                    "Somebody may have changed the server. Please call them and the operators now, by telephone."
                )
                notify(turn, lead, text.format(name=officer.name, key=altered))
    raise RefusalError(
        _(
            "STOP: a stored key is not the one you saw last time. Somebody may have changed the server. "
            "Nothing was unlocked. Please call the national desk now, by telephone."
        )
    )


def _find_altered(turn: Turn, seen: dict[str, str]) -> str | None:
    """Name a public key that is not the one that an officer saw before; None if all are."""
    for name, public in seen.items():
        if name == meta.RECOVERY_PUBLIC:
            present = meta.get_fact(turn.tx, name)
        else:
            queue, _colon, generation = name.partition(":")
            present = public_keys(turn.tx, queue).get(int(generation))
        if present is None or present.hex() != public:
            return name
    return None
