"""The ledger: nobody skipped, nobody twice, and figures that always add up to the rows."""

from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from storage import broadcast_states
from storage.audiences import Audience, number_of
from storage.broadcasts import Broadcast
from storage.deliveries import GONE, Leased, Result, lease, record
from storage.delivery_counts import count, count_reasons, sent_by_place
from storage.delivery_erasure import forget_ended
from storage.delivery_planning import finish_planning, plan_slice, plan_these
from storage.records import Count, Outcome
from storage.statements import Statement
from storage.store import Store
from storage.subscriptions import Subscriber
from storage.tables.outreach import deliveries, delivery_leases, subscriptions
from storage.unclear_deliveries import resend_unknown, settle_orphans
from tests.storage.test_broadcasts import DAY, JUNE, NOON

ROWS = Statement(
    select(deliveries.c.channel, deliveries.c.outcome, func.count()).group_by(
        deliveries.c.channel, deliveries.c.outcome
    )
)
NUMBERS = Statement(select(subscriptions.c.number).order_by(subscriptions.c.number))


def subscribe(store: Store, count: int, channel: str = "telegram", place: str = "") -> None:
    people = [
        Subscriber(channel, f"{channel}-{place}-{number}", "vi", 2960, place) for number in range(count)
    ]
    store.run(lambda tx: [store.subscriptions.subscribe(tx, one) for one in people])


def plan(
    store: Store, occasion: str = "june-26/2027", audience: Audience | None = None, **changes: object
) -> Broadcast:
    chosen = audience or Audience(("telegram", "zalo"))
    new = replace(JUNE, occasion=occasion, audience=chosen, **changes)  # type: ignore[arg-type]
    number = store.run(lambda tx: store.broadcasts.create(tx, new)) or 0
    created = get(store, number)
    while store.run(lambda tx: plan_slice(tx, created, most=2)):
        pass
    store.run(lambda tx: broadcast_states.begin(tx, number))
    return get(store, number)


def get(store: Store, number: int) -> Broadcast:
    found = store.run(lambda tx: store.broadcasts.get(tx, number))
    assert found
    return found


def counts(store: Store, one: Broadcast) -> dict[str, Count]:
    now = get(store, one.number)
    return store.run(lambda tx: count(tx, now))


def take(store: Store, one: Broadcast, most: int, channel: str = "telegram") -> list[Leased]:
    return store.run(lambda tx: lease(tx, store.subscriptions, one.number, channel, most))


def note(store: Store, one: Broadcast, *results: Result, channel: str = "telegram") -> None:
    store.run(lambda tx: record(tx, store.subscriptions, one.number, channel, results))


def adds_up(store: Store, one: Broadcast) -> bool:
    """Compare the figures with the rows themselves."""
    rows: dict[int, Counter[int]] = {}
    for channel, outcome, number in store.run(lambda tx: tx.all(ROWS)):
        rows.setdefault(channel, Counter())[outcome] = number
    for channel, figures in counts(store, one).items():
        found = rows.get(number_of(channel), Counter())
        if [figures.left, figures.sent, figures.failed, figures.skipped, figures.unknown] != [
            found[outcome] for outcome in Outcome
        ]:
            return False
    return True


def test_everybody_of_the_channels_has_one_row(store: Store) -> None:
    subscribe(store, 7)
    subscribe(store, 3, "zalo")
    subscribe(store, 2, "zalooa")

    one = plan(store)

    assert one.is_whole
    assert counts(store, one) == {"telegram": Count(pending=7), "zalo": Count(pending=3)}
    assert adds_up(store, one)
    assert not store.run(lambda tx: plan_slice(tx, one))


def test_an_audience_is_chosen_by_place_or_outside(store: Store) -> None:
    subscribe(store, 3, place="00004")
    subscribe(store, 2, place="01")
    numbers = [number for (number,) in store.run(lambda tx: tx.all(NUMBERS))]

    placed = plan(store, audience=Audience(("telegram",), ("00004", "00008")))
    chosen = plan(store, "alert/1", Audience(("telegram",), chosen=True), urgent=True)
    assert not chosen.is_whole
    for some in (numbers[:2], numbers[1:4]):
        store.run(lambda tx, some=some: plan_these(tx, chosen, "telegram", some))  # type: ignore[misc]
    store.run(lambda tx: finish_planning(tx, chosen))

    assert counts(store, placed)["telegram"] == Count(pending=3)
    assert counts(store, chosen)["telegram"] == Count(pending=4)
    assert get(store, chosen.number).is_whole


def test_nobody_gets_two_on_one_day_unless_it_is_urgent(store: Store) -> None:
    subscribe(store, 4)
    first = plan(store)
    (sent, failed) = take(store, first, 2)
    note(store, first, Result(sent.number, Outcome.SENT), Result(failed.number, Outcome.FAILED, "refused"))

    assert counts(store, plan(store, "second"))["telegram"] == Count(pending=1, skipped=3)
    assert counts(store, plan(store, "tomorrow", not_before=NOON + 86400))["telegram"] == Count(pending=4)
    assert counts(store, plan(store, "alert/1", urgent=True))["telegram"] == Count(pending=4)


def test_a_row_is_leased_once_and_settled_once(store: Store) -> None:
    subscribe(store, 5)
    one = plan(store)

    first, second = take(store, one, 3), take(store, one, 9)

    assert len({leased.number for leased in [*first, *second]}) == 5
    assert {leased.subscriber.channel for leased in first} == {"telegram"}
    assert take(store, one, 9) == []
    assert counts(store, one)["telegram"] == Count(leased=5)
    note(store, one, *(Result(leased.number, Outcome.SENT) for leased in [*first, *second]))
    assert counts(store, one)["telegram"] == Count(sent=5)
    assert adds_up(store, one)


def test_what_was_certainly_not_sent_waits_again(store: Store) -> None:
    subscribe(store, 4)
    one = plan(store)
    first, second, third = take(store, one, 3)

    note(store, one, Result(second.number, Outcome.PENDING), Result(third.number, Outcome.SENT))

    assert take(store, one, 1) == [second]
    assert len(take(store, one, 9)) == 1
    note(store, one, Result(first.number, Outcome.SENT))
    assert counts(store, one)["telegram"] == Count(leased=2, sent=2)
    assert adds_up(store, one)


def test_who_is_gone_is_erased_and_who_has_left_is_skipped(store: Store) -> None:
    subscribe(store, 3)
    one = plan(store)
    (blocked,) = take(store, one, 1)
    note(store, one, Result(blocked.number, Outcome.FAILED, GONE))
    assert store.run(store.subscriptions.count) == 2
    (left, _stays) = [number for (number,) in store.run(lambda tx: tx.all(NUMBERS))]
    store.run(lambda tx: store.subscriptions.remove(tx, left))

    assert [leased.number for leased in take(store, one, 9)] == [_stays]

    assert counts(store, one)["telegram"] == Count(leased=1, failed=1, skipped=1)
    assert store.run(lambda tx: count_reasons(tx, one.number)) == {GONE: 1}
    assert adds_up(store, one)


def test_after_a_crash_what_was_under_way_is_unknown_until_somebody_decides(store: Store) -> None:
    subscribe(store, 6)
    one = plan(store)
    taken = take(store, one, 4)
    note(store, one, Result(taken[0].number, Outcome.SENT))

    assert store.run(settle_orphans) == 3
    assert store.run(settle_orphans) == 0
    assert counts(store, one)["telegram"] == Count(pending=2, sent=1, unknown=3)
    assert {leased.number for leased in take(store, one, 9)}.isdisjoint({leased.number for leased in taken})
    assert store.run(lambda tx: resend_unknown(tx, one.number)) == 3
    assert {leased.number for leased in take(store, one, 9)} == {leased.number for leased in taken[1:]}
    assert adds_up(store, one)


def test_to_send_again_opens_what_was_done(store: Store) -> None:
    subscribe(store, 1)
    one = plan(store)
    take(store, one, 1)
    store.run(settle_orphans)
    store.run(lambda tx: broadcast_states.finish(tx, one.number, DAY))

    assert store.run(lambda tx: resend_unknown(tx, one.number)) == 1

    assert get(store, one.number).state == "sending"
    assert counts(store, one)["telegram"] == Count(pending=1)


def test_who_did_not_get_it_before_the_end_counts_as_skipped(store: Store) -> None:
    subscribe(store, 5)
    one = plan(store)
    (under_way, sent) = take(store, one, 2)
    note(store, one, Result(sent.number, Outcome.SENT))

    store.run(lambda tx: broadcast_states.cancel(tx, one.number, DAY))

    assert counts(store, one)["telegram"] == Count(leased=1, sent=1, skipped=3)
    note(store, one, Result(under_way.number, Outcome.SENT))
    assert counts(store, one)["telegram"] == Count(sent=2, skipped=3)


def test_coverage_counts_by_place_who_got_it(store: Store) -> None:
    subscribe(store, 2, place="00004")
    subscribe(store, 2, place="01")
    one = plan(store)
    taken = take(store, one, 3)
    note(store, one, *(Result(leased.number, Outcome.SENT) for leased in taken))

    reached = store.run(lambda tx: sent_by_place(tx, one.number))

    assert reached == Counter(leased.subscriber.place for leased in taken)


def test_a_week_after_the_end_nothing_tells_who_got_it_and_the_figures_stay(store: Store) -> None:
    subscribe(store, 3)
    subscribe(store, 2, "zalo")
    one, other = plan(store), plan(store, "later", not_before=NOON + 86400)
    (leased,) = take(store, one, 1)
    note(store, one, Result(leased.number, Outcome.FAILED, "refused"))
    store.run(lambda tx: broadcast_states.finish(tx, one.number, DAY))
    before = counts(store, one)

    assert not store.run(lambda tx: forget_ended(tx, DAY + 7))
    while store.run(lambda tx: forget_ended(tx, DAY + 8)):
        pass

    assert (
        sum(row[2] for row in store.run(lambda tx: tx.all(ROWS)))
        == counts(store, other)["telegram"].total + 2
    )
    assert store.run(lambda tx: count_reasons(tx, one.number)) == {}
    assert (
        counts(store, one)
        == before
        == {
            "telegram": Count(failed=1, skipped=2),
            "zalo": Count(skipped=2),
        }
    )


def test_a_row_holds_no_time_and_no_address(store: Store) -> None:
    assert [column.name for column in deliveries.columns] == ["broadcast", "channel", "recipient", "outcome"]
    assert [column.name for column in delivery_leases.columns] == ["broadcast", "channel", "recipient"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from("lsfuprkx"), st.integers(1, 4)), max_size=25))
def test_whatever_happens_nobody_is_sent_to_twice_and_all_adds_up(
    store: Store, steps: list[tuple[str, int]]
) -> None:
    store.run(
        lambda tx: [
            tx.change(Statement(table.delete())) for table in (subscriptions, deliveries, delivery_leases)
        ]
    )
    subscribe(store, 8)
    one = plan(store, f"random/{len(store.run(store.broadcasts.open_ones))}", urgent=True)
    under_way: list[int] = []
    sent: list[int] = []
    asked_again: set[int] = set()
    for step, most in steps:
        some = under_way[:most]
        if step == "l":
            taken = [leased.number for leased in take(store, one, most)]
            assert not set(taken) & set(under_way)
            under_way += taken
        elif step == "k":  # killed: what was under way may have been sent
            sent += under_way
            store.run(settle_orphans)
            under_way = []
        elif step == "r":
            asked_again |= set(sent)
            store.run(lambda tx: resend_unknown(tx, one.number))
        elif step == "x" and some:
            store.run(lambda tx, gone=some[0]: store.subscriptions.remove(tx, gone))  # type: ignore[misc]
        else:
            outcome = {"s": Outcome.SENT, "f": Outcome.FAILED, "u": Outcome.UNKNOWN}.get(
                step, Outcome.PENDING
            )
            sent += [] if outcome in {Outcome.PENDING, Outcome.FAILED} else some
            note(store, one, *(Result(number, outcome) for number in some))
            under_way = under_way[most:]
    assert adds_up(store, one)
    assert counts(store, one)["telegram"].total == 8
    assert all(number in asked_again for number, times in Counter(sent).items() if times > 1)
