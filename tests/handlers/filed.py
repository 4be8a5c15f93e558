"""Tips that lie in a queue already, filed as the product files them but without the conversation."""

from dataclasses import replace
from typing import Any

from handlers.durations import HOUR_SECONDS
from handlers.reports import Report, dump_report
from storage import claims, queues, tips
from storage.cipher import random_bytes
from storage.records import Tip
from storage.tip_readers import REPORT, queue_reader
from storage.transaction import Transaction
from tests.handlers.chat import World
from tests.storage.samples import TIP


def file_sample(world: World, words: str = "A van, at night", queue: str = "00004", **changes: Any) -> Tip:  # noqa: ANN401 - any column
    """File a tip with these words now, with these columns changed."""
    hour = int(world.now // HOUR_SECONDS)

    def work(tx: Transaction) -> Tip:
        number = queues.take_number(tx, queue)
        times = {"received_hour": hour, "claim_due": hour + 24, "resolve_due": hour + 480}
        tip = replace(TIP, id=random_bytes(16), queue=queue, number=number, **(times | changes))
        tips.add_tip(tx, tip)
        report = Report(queue, "", "", "unknown", "", words, "no", ())
        world.store.vault.make(tx, tip.id, queue_reader(tx, queue), None).write(
            tx, REPORT, 0, dump_report(tip.kind, report)
        )
        return tip

    return world.store.run(work)


def now(world: World, tip: Tip) -> Tip:
    """Read a tip as it stands now."""
    found = world.store.run(lambda tx: tips.get_tip(tx, tip.id))
    assert found is not None
    return found


def holder_of(world: World, tip: Tip) -> str | None:
    """Name who holds a tip."""

    def work(tx: Transaction) -> str | None:
        identity = claims.holder(tx, tip.id, int(world.now))
        officer = world.store.register.get(tx, identity) if identity else None
        return officer.name if officer else None

    return world.store.run(work)
