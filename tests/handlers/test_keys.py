"""Officers' keys in production: made, unlocked, granted, taken away; and what a locked officer cannot do."""

import re
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy import text as plain_sql

from handlers.errors import MissingFactError
from handlers.jobs.retention import erase_idle
from handlers.messages import Traces
from handlers.page import draw_page
from handlers.setup import begin_production, recover_nation
from handlers.unlocking import KeyForm, KeyResult, answer_form, redeem_link
from storage import audit, meta, tips
from storage.errors import UnreadableError
from storage.generations import renew_stale
from storage.heads import read_head
from storage.keyring import SERVER_HAND, public_key
from storage.one_time_codes import STEP_SECONDS, write_code
from storage.queues import is_staffed, owner_from
from storage.records import Json, Origin, Role, Tip
from storage.recovery import make_recovery
from storage.statements import Statement
from storage.store import Store
from storage.tables.live import held
from storage.tables.units import invitations
from storage.transaction import Transaction
from storage.unlocked import unlocked_pair
from tests.handlers.chat import Person, World

LINK = re.compile(r"/can-bo/khoa/([0-9a-f]{32})")
TIP = (
    "/baotin",
    "1",
    "1",
    "Phường Ba Đình, Hà Nội",
    "by the market",
    "skip",
    "1",
    "skip",
    "somebody sells",
    "done",
    "1",
    "1",
)
MINUTE = 60

T = TypeVar("T")


class Production:
    """A world after `homthu init`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.recovery, self.halves = make_recovery()
        self.phrases: dict[str, str] = {}
        _link, self.first_code = self.run(
            lambda tx: begin_production(tx, world.product, self.recovery, self.halves, world.now)
        )

    def run(self, work: Callable[[Transaction], T]) -> T:
        return self.world.store.run(work)

    def officer(self, name: str, code: str) -> Person:
        """Join by a code and make a key."""
        person = Person(self.world, name)
        person.say("/ngonngu en")
        person.say(code)
        person.say(name)
        form = self.open_link(person.say("/mokhoa"))
        assert form is not None
        assert form.words
        self.phrases[name] = form.words
        assert isinstance(self.answer(form, form.words), KeyResult)
        person.listen()
        return person

    def open_link(self, heard: list[str]) -> KeyForm | None:
        found = next(match for text in heard if (match := LINK.search(text)))
        return self.run(lambda tx: redeem_link(tx, self.world.product, found[1], self.world.now))

    def answer(self, form: KeyForm, phrase: str, code: str = "") -> KeyForm | KeyResult | None:
        facts: dict[tuple[str, Json], Json] = {}
        while True:
            try:
                return self.run(
                    lambda tx: answer_form(
                        tx, self.world.product, form.ticket, (phrase, code), self.world.now, facts
                    )[0]
                )
            except MissingFactError as missing:
                facts[missing.fact, missing.argument] = self.world.find(missing.fact, missing.argument)

    def unlock(self, person: Person, phrase: str = "", code: str = "") -> KeyForm | KeyResult | None:
        form = self.open_link(person.say("/mokhoa"))
        assert form is not None
        return self.answer(form, phrase or self.phrases[person.address], code)

    def invite(self, lead: Person, what: str) -> str:
        heard = " ".join(lead.say(f"/moi {what}"))
        found = re.search(r"\b[a-z2-7]{26}\b", heard)
        assert found, heard
        return found[0]

    def file(self) -> Tip:
        """File a tip of 00004 and give it."""
        before = {tip.id for tip in self.all_tips()}
        person = Person(self.world, f"citizen {len(before)}")
        person.say("/ngonngu en")
        person.tell(*TIP, "1", "1")
        return next(tip for tip in self.all_tips() if tip.id not in before)

    def all_tips(self) -> list[Tip]:
        return self.run(lambda tx: [tip for queue in self.codes for tip in tips.list_all(tx, queue)])

    codes = ("vn", "01", "79", "00004", "00008", "26740")


@pytest.fixture
def production(world: World) -> Production:
    return Production(world)


@pytest.fixture
def chief(production: Production) -> Person:
    return production.officer("chief", production.first_code)


def acts(store: Store) -> list[str]:
    return [act.act for act in store.run(audit.all_acts)]


def test_the_server_alone_opens_nothing_after_init(production: Production) -> None:
    tip = production.file()

    with pytest.raises(UnreadableError):
        production.run(lambda tx: production.world.store.vault.open_for_queue(tx, tip.id, SERVER_HAND))


def test_tips_of_the_trial_are_kept_sealed_anew_and_marked(world: World, tipster: Person) -> None:
    tipster.tell(*TIP, "1", "1")
    production = Production(world)
    chief = production.officer("chief", production.first_code)
    (tip,) = production.run(lambda tx: tips.list_all(tx, "vn"))

    assert tip.origin is Origin.TRIAL
    assert "somebody sells" in "".join(chief.say(f"/tin {tip.number}"))
    with pytest.raises(UnreadableError):
        production.run(lambda tx: world.store.vault.open_for_queue(tx, tip.id, SERVER_HAND))


def test_a_locked_officer_does_nothing_and_loses_nothing(production: Production, chief: Person) -> None:
    tip = production.file()
    assert "somebody sells" in "".join(chief.say(f"/tin {tip.number}"))
    chief.say(f"/traloi {tip.number}")

    chief.say("/khoa")
    assert "locked" in "".join(chief.say("My answer"))
    for command in (
        "/hangdoi",
        f"/tin {tip.number}",
        f"/nhan {tip.number}",
        "/canbo",
        "/moi vn",
        "/thuhoi 1",
    ):
        assert "locked" in "".join(chief.say(command)), command
    production.unlock(chief)

    assert "read this" in "".join(chief.say("My answer"))


def test_a_key_locks_itself_after_thirty_idle_minutes(production: Production, chief: Person) -> None:
    for _ in range(3):
        production.world.now += 29 * MINUTE
        assert "locked" not in "".join(chief.say("/hangdoi"))

    production.world.now += 30 * MINUTE

    assert "locked" in "".join(chief.say("/hangdoi"))


def test_a_link_works_once_and_for_five_minutes(production: Production, chief: Person) -> None:
    heard = chief.say("/mokhoa")
    assert production.open_link(heard) is not None
    assert production.open_link(heard) is None

    late = chief.say("/mokhoa")
    production.world.now += 5 * MINUTE
    assert production.open_link(late) is None


def test_wrong_passphrases_cost_growing_time_and_the_right_one_opens_again(
    production: Production, chief: Person
) -> None:
    for _ in range(3):
        wrong = production.unlock(chief, "an an an an an an an")
        assert isinstance(wrong, KeyForm)
        assert "not your passphrase" in wrong.error

    waiting = production.unlock(chief)
    assert isinstance(waiting, KeyForm)
    assert "30 seconds" in waiting.error

    production.world.now += 30
    assert isinstance(production.unlock(chief), KeyResult)


def test_a_word_that_is_not_in_the_list_is_pointed_at(production: Production, chief: Person) -> None:
    wrong = production.unlock(chief, "an an xyz an an an an")

    assert isinstance(wrong, KeyForm)
    assert "Word 3" in wrong.error


def test_one_time_codes_are_asked_once_set_and_never_taken_twice(
    production: Production, chief: Person
) -> None:
    form = production.open_link(chief.say("/maxacnhan"))
    assert form is not None
    assert form.address.startswith("otpauth://totp/")
    step = int(production.world.now // STEP_SECONDS)
    assert isinstance(
        production.answer(form, production.phrases["chief"], write_code(form.secret, step)), KeyResult
    )
    chief.say("/khoa")

    for code in ("", "000000", write_code(form.secret, step)):
        refused = production.unlock(chief, code=code)
        assert isinstance(refused, KeyForm)
        assert "code" in refused.error
    production.world.now += 2 * MINUTE
    fresh = write_code(form.secret, int(production.world.now // STEP_SECONDS))
    assert isinstance(production.unlock(chief, code=fresh), KeyResult)


def test_an_invitation_of_an_unlocked_lead_carries_the_key(production: Production, chief: Person) -> None:
    old = production.file()  # belongs to the nation: nobody works the commune yet
    lan = production.officer("lan", production.invite(chief, "00004"))
    tip = production.file()

    assert tip.queue == "00004"
    assert "somebody sells" in "".join(lan.say(f"/tin {tip.number}"))
    assert "no tip" in "".join(lan.say(f"/tin vn-{old.number}"))
    assert "somebody sells" in "".join(chief.say(f"/tin 00004-{tip.number}"))  # from above, recorded


def test_an_invitation_of_the_command_line_carries_none_and_its_member_waits(
    production: Production, chief: Person
) -> None:
    code = production.run(
        lambda tx: production.world.store.invitations.make(
            tx, "00004", Role.OFFICER, int(production.world.now) + 9
        )
    )
    lan = production.officer("lan", code)
    assert not production.run(lambda tx: is_staffed(tx, "00004"))
    assert "lan waits for the key" in "".join(chief.listen())
    assert "lan" in "".join(chief.say("/canbo 00004"))
    assert production.file().queue == "vn"

    assert "can open the tips" in "".join(chief.say("/traokhoa 00004 1"))

    tip = production.file()
    assert tip.queue == "00004"
    assert "You can open the tips" in "".join(lan.listen())
    assert "somebody sells" in "".join(lan.say(f"/tin {tip.number}"))
    assert "grant" in acts(production.world.store)


def test_nobody_grants_to_a_member_without_a_key_to_an_auditor_or_twice(
    production: Production, chief: Person
) -> None:
    invitations, later = production.world.store.invitations, int(production.world.now) + 9
    for name, role in (("lan", Role.OFFICER), ("auditor", Role.AUDITOR)):
        code = production.run(partial(invitations.make, queue="00004", role=role, expires=later))
        Person(production.world, name).say(code)
    listed = "".join(chief.say("/canbo 00004"))
    auditor, lan = (1, 2) if listed.index("auditor") < listed.index("(officer)") else (2, 1)

    assert "no key of their own" in "".join(chief.say(f"/traokhoa 00004 {lan}"))
    assert "need no key" in "".join(chief.say(f"/traokhoa 00004 {auditor}"))
    assert "already" in "".join(chief.say("/traokhoa vn 1"))


def test_a_number_read_before_somebody_left_grants_nobody_else(production: Production, chief: Person) -> None:
    invitations, later = production.world.store.invitations, int(production.world.now) + 9
    for name in ("lan", "mai", "minh"):
        code = production.run(partial(invitations.make, queue="00004", role=Role.OFFICER, expires=later))
        production.officer(name, code)

    chief.say("/thuhoi 00004 1")
    chief.say("1")

    assert "no member of that number" in "".join(chief.say("/traokhoa 00004 1"))
    assert "mai can open the tips" in "".join(chief.say("/traokhoa 00004 2"))


def test_who_has_left_opens_nothing_that_came_later(production: Production, chief: Person) -> None:
    lan = production.officer("lan", production.invite(chief, "00004"))
    mai = production.officer("mai", production.invite(chief, "00004"))
    before = production.file()
    store = production.world.store
    officer = production.run(lambda tx: store.register.find(tx, "console", "lan"))
    assert officer is not None
    generation = production.run(lambda tx: public_key(tx, "00004"))[0]
    names = "".join(chief.say("/canbo 00004")).splitlines()
    number = next(line.split(".")[0] for line in names if "lan" in line)

    chief.say(f"/thuhoi 00004 {number}")
    chief.say("1")

    assert production.run(lambda tx: public_key(tx, "00004"))[0] == generation + 1
    after = production.file()
    assert production.run(lambda tx: store.vault.readers(tx, after.id)) == {f"00004:{generation + 1}"}
    mai.tell(f"/ghichu {before.number} A note after lan has left.")
    assert f"00004:{generation + 1}" in production.run(lambda tx: store.vault.readers(tx, before.id))
    for tip in (before, after):
        assert "somebody sells" in "".join(mai.say(f"/tin {tip.number}"))
    assert "somebody sells" not in "".join(lan.say(f"/tin {before.number}"))


def test_keys_below_are_renewed_after_somebody_has_left_the_level_above(
    production: Production, chief: Person
) -> None:
    production.officer("second", production.invite(chief, "vn"))
    names = "".join(chief.say("/canbo vn")).splitlines()
    number = next(line.split(".")[0] for line in names if "second" in line)
    chief.say(f"/thuhoi vn {number}")
    chief.say("1")
    store = production.world.store

    assert production.run(lambda tx: renew_stale(tx, store.keyring, 2)) == 2
    assert production.run(lambda tx: renew_stale(tx, store.keyring, 99)) == 3
    assert production.run(lambda tx: renew_stale(tx, store.keyring, 99)) == 0

    tip = production.file()
    assert "somebody sells" in "".join(chief.say(f"/tin {tip.number}"))


def test_a_forgotten_passphrase_is_a_new_key_that_waits_for_a_grant(
    production: Production, chief: Person
) -> None:
    lan = production.officer("lan", production.invite(chief, "00004"))
    tip = production.file()
    lan.say("/khoa")
    lan.say("/khoamoi")
    form = production.open_link(lan.say("1"))
    assert form is not None
    assert isinstance(production.answer(form, form.words), KeyResult)
    lan.listen()

    moved = production.run(lambda tx: tips.get_tip(tx, tip.id))
    assert moved is not None
    assert moved.queue == production.run(lambda tx: owner_from(tx, "00004")) == "vn"
    assert "no tip" in "".join(lan.say(f"/tin {tip.number}"))
    assert "wait" in "".join(lan.say("/hangdoi"))
    assert "somebody sells" in "".join(chief.say(f"/tin vn-{moved.number}"))
    assert "can open the tips" in "".join(chief.say("/traokhoa 00004 1"))
    again = production.file()
    assert "somebody sells" in "".join(lan.say(f"/tin {again.number}"))


def test_the_level_above_hears_of_tips_that_nobody_below_can_open_any_more(
    production: Production, chief: Person
) -> None:
    lan = production.officer("lan", production.invite(chief, "00004"))
    production.file()
    chief.listen()

    lan.tell("/khoamoi", "1")

    assert "1 open tip came to you" in "".join(chief.listen())


def test_the_last_national_lead_who_forgets_is_sent_to_the_recovery_key(
    production: Production, chief: Person
) -> None:
    assert "homthu recover" in "".join(chief.say("/khoamoi"))
    form = production.open_link(chief.say("1"))
    assert form is not None
    assert isinstance(production.answer(form, form.words), KeyResult)

    assert "homthu recover" in "".join(chief.listen())
    recovered = production.run(
        lambda tx: recover_nation(
            tx, production.world.store, production.halves, production.world.now, grants=True
        )
    )
    assert recovered == ["chief"]
    assert "No open tips" in "".join(chief.say("/hangdoi"))


def test_a_clock_that_is_set_back_locks_a_key(production: Production, chief: Person) -> None:
    production.world.now -= 2 * MINUTE
    assert "locked" not in "".join(chief.say("/hangdoi"))
    production.world.now -= 24 * 60 * MINUTE
    assert "locked" in "".join(chief.say("/hangdoi"))


def test_a_key_that_was_swapped_stops_the_unlock_and_alarms(production: Production, chief: Person) -> None:
    production.run(lambda tx: meta.set_fact(tx, meta.RECOVERY_PUBLIC, b"x" * 32))
    chief.say("/khoa")

    stopped = production.unlock(chief)

    assert isinstance(stopped, KeyForm)
    assert "STOP" in stopped.error
    assert "alarm" in acts(production.world.store)
    assert "locked" in "".join(chief.say("/hangdoi"))


def test_the_recovery_key_lets_a_new_national_lead_in(production: Production, chief: Person) -> None:
    tip = production.file()
    code = production.run(
        lambda tx: production.world.store.invitations.make(tx, "vn", Role.LEAD, int(production.world.now) + 9)
    )
    heir = production.officer("heir", code)
    store, now = production.world.store, production.world.now
    wrong = (production.halves[0], b"\0" * 32)

    assert production.run(lambda tx: recover_nation(tx, store, wrong, now, grants=True)) is None
    assert production.run(lambda tx: recover_nation(tx, store, production.halves, now, grants=False)) == []
    assert production.run(lambda tx: recover_nation(tx, store, production.halves, now, grants=True)) == [
        "heir"
    ]

    assert "somebody sells" in "".join(heir.say(f"/tin {tip.number}"))


def test_the_terminal_asks_for_the_passphrase_itself_and_goes_on(world: World) -> None:
    world.serves_page = False
    production = Production(world)
    chief = Person(world, "chief")
    chief.say("/ngonngu en")
    chief.say(production.first_code)
    chief.say("chief")
    heard = chief.say("/mokhoa")
    words = next(text for text in heard if "Write it on paper" in text).split("\n")[-1]
    assert "not the words" in "".join(chief.say("an an an an an an an"))
    assert "unlocked" in "".join(chief.say(words))
    tip = production.file()
    chief.say(f"/traloi {tip.number}")
    chief.say("/khoa")
    assert "locked" in "".join(chief.say("My answer"))

    chief.say("/mokhoa")
    heard = chief.say(words.upper())

    assert "What do you answer?" in "".join(heard)
    assert "read this" in "".join(chief.say("My answer"))
    assert words not in str(chief.answers)


def carrying(production: Production) -> int:
    """Count the invitations that carry keys."""
    statement = Statement(select(invitations.c.sealed))
    return len([sealed for (sealed,) in production.run(lambda tx: tx.all(statement)) if sealed])


def remove(chief: Person, queue: str, name: str) -> list[str]:
    """Remove a member of a queue, and say «yes»."""
    names = "".join(chief.say(f"/canbo {queue}")).splitlines()
    number = next(line.split(".")[0] for line in names if name in line)
    chief.say(f"/thuhoi {queue} {number}")
    return chief.say("1")


def test_an_invitation_holds_its_keys_only_until_it_is_used_or_over(
    production: Production, chief: Person
) -> None:
    assert carrying(production) == 0
    production.invite(chief, "00004")
    assert carrying(production) == 1

    production.world.now += 24 * 3600
    production.run(lambda tx: erase_idle(tx, production.world.product, production.world.now))

    assert carrying(production) == 0


def test_who_leaves_cannot_come_back_by_an_invitation_made_before(
    production: Production, chief: Person
) -> None:
    lan = production.officer("lan", production.invite(chief, "01 lead"))
    kept = [production.invite(lan, "01"), production.invite(lan, "00004")]
    other = production.invite(chief, "79")

    assert "2 unused invitations ended" in "".join(remove(chief, "01", "lan"))

    for code in kept:
        assert "wrong, used or expired" in "".join(lan.say(code))
    assert "Welcome" in "".join(lan.say(other))


def test_who_is_removed_while_unlocked_loses_everything_at_once(
    production: Production, chief: Person
) -> None:
    lan = production.officer("lan", production.invite(chief, "00004"))
    tip = production.file()
    store, now = production.world.store, production.world.now
    officer = production.run(lambda tx: store.register.find(tx, "console", "lan"))
    assert officer is not None
    lan._take(f"/tin {tip.number}", "")  # her page shows it still
    assert "somebody sells" in page_of(production, "lan")
    lan._take(f"/traloi {tip.number}", "")

    remove(chief, "00004", "lan")

    assert production.run(lambda tx: unlocked_pair(tx, store.runtime, officer.id, now)) is None
    assert "somebody sells" not in page_of(production, "lan")
    assert "somebody sells" not in "".join(lan.listen())
    assert lan.conversation != "answer_tip"
    assert "somebody sells" not in "".join(lan.say(f"/tin {tip.number}"))


def page_of(production: Production, address: str) -> str:
    world = production.world
    page = production.run(lambda tx: draw_page(tx, world.product, "console", address, world.now))
    return "\n".join(bubble.text for bubble in page.bubbles)


def test_a_locked_key_takes_the_tips_from_page_and_outbox(production: Production, chief: Person) -> None:
    tip = production.file()
    chief._take(f"/tin {tip.number}", "")
    assert "somebody sells" in page_of(production, "chief")

    production.world.now += 30 * MINUTE  # it has locked itself
    assert "somebody sells" not in page_of(production, "chief")
    production.world.now -= 30 * MINUTE
    chief._take("/khoa", "")

    assert "somebody sells" not in page_of(production, "chief")
    assert "somebody sells" not in "".join(chief.listen())


def test_a_locked_officers_telegram_is_told_to_take_the_tips_back(
    production: Production, chief: Person
) -> None:
    production.world.traces["console"] = Traces(hours=48)

    rows = chief.hear_rows("/khoa")

    assert [row["remove"] for row in rows if "remove" in row] == ["tip"]


def test_a_second_link_makes_no_second_key(production: Production, chief: Person) -> None:
    lan = Person(production.world, "lan")
    lan.say("/ngonngu en")
    lan.say(production.invite(chief, "00004"))
    lan.say("lan")
    forms = [production.open_link(lan.say("/mokhoa")) for _ in range(2)]
    assert forms[0] is not None
    assert forms[1] is not None
    assert isinstance(production.answer(forms[0], forms[0].words), KeyResult)

    refused = production.answer(forms[1], forms[1].words)

    assert isinstance(refused, KeyForm)
    assert "have a key already" in refused.error
    tip = production.file()
    assert "somebody sells" in "".join(lan.say(f"/tin {tip.number}"))


def test_keys_that_an_invitation_carried_count_no_more_once_somebody_left(
    production: Production, chief: Person
) -> None:
    production.officer("mai", production.invite(chief, "00004"))
    lan = Person(production.world, "lan")
    lan.say("/ngonngu en")
    lan.say(production.invite(chief, "00004"))
    lan.say("lan")
    form = production.open_link(lan.say("/mokhoa"))
    assert form is not None

    remove(chief, "00004", "mai")
    chief.listen()
    assert isinstance(production.answer(form, form.words), KeyResult)

    assert not production.run(lambda tx: is_staffed(tx, "00004"))
    assert "lan waits for the key" in "".join(chief.listen())


def test_the_link_of_somebody_who_was_removed_meanwhile_makes_no_key(
    production: Production, chief: Person
) -> None:
    lan = Person(production.world, "lan")
    lan.say("/ngonngu en")
    lan.say(production.invite(chief, "00004"))
    lan.say("lan")
    form = production.open_link(lan.say("/mokhoa"))
    assert form is not None

    remove(chief, "00004", "lan")

    refused = production.answer(form, form.words)
    assert isinstance(refused, KeyForm)
    assert "not a member" in refused.error


def test_a_link_cannot_be_read_off_the_table(production: Production, chief: Person) -> None:
    token = next(match for text in chief.say("/mokhoa") if (match := LINK.search(text)))[1]

    handles = production.run(lambda tx: tx.all(Statement(select(held.c.handle))))

    assert bytes.fromhex(token) not in [handle for (handle,) in handles]


def test_setting_up_codes_does_not_hide_an_altered_key_and_the_leads_hear_of_it(
    production: Production, chief: Person
) -> None:
    second = production.officer("second", production.invite(chief, "vn lead"))
    second.listen()
    form = production.open_link(chief.say("/maxacnhan"))
    assert form is not None
    production.run(lambda tx: meta.set_fact(tx, meta.RECOVERY_PUBLIC, b"x" * 32))
    code = write_code(form.secret, int(production.world.now // STEP_SECONDS))

    stopped = production.answer(form, production.phrases["chief"], code)

    assert isinstance(stopped, KeyForm)
    assert "STOP" in stopped.error
    assert "ALARM: chief" in "".join(second.listen())
    assert isinstance(production.unlock(chief), KeyForm)
    assert "ALARM: chief" in "".join(second.listen())


def test_who_works_a_queue_does_not_become_its_auditor_by_a_code(
    production: Production, chief: Person
) -> None:
    code = production.invite(chief, "vn auditor")

    assert "can't be its auditor" in "".join(chief.say(code))

    assert production.run(lambda tx: is_staffed(tx, "vn"))


def test_a_lead_is_shown_the_logs_head_at_unlocking_and_it_proves_a_change(
    production: Production, chief: Person
) -> None:
    lan = production.officer("lan", production.invite(chief, "00004"))
    chief.say("/khoa")
    shown = production.unlock(chief)
    assert isinstance(shown, KeyResult)
    head = read_head(shown.text.rpartition(": ")[2].partition(".")[0])
    assert head is not None

    chief.say("/canbo")
    assert not production.run(lambda tx: audit.check_chain(tx, {head})).missing
    lan.say("/khoa")
    told = production.unlock(lan)
    assert isinstance(told, KeyResult)
    assert "Audit log" not in told.text

    change = "UPDATE audit SET number = 9 WHERE sequence = 2"
    production.run(lambda tx: tx.execute(Statement(plain_sql(change))))
    assert production.run(lambda tx: audit.check_chain(tx, {head})).broken == 2


def test_a_lead_can_remove_themselves(production: Production, chief: Person) -> None:
    lan = production.officer("lan", production.invite(chief, "00004 lead"))

    assert "no longer a member" in "".join(remove(lan, "00004", "lan"))

    assert lan.conversation != "revoke_member"
