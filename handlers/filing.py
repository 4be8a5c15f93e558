"""Files a finished tip and what its tipster adds later: chooses the queue, seals everything, tells the officers."""

from collections.abc import Callable

from content.clocks import Clock
from content.i18n import _, use_language
from handlers import limits
from handlers.access import Desk
from handlers.claiming import find_holder
from handlers.clocks import hours_of
from handlers.conversations.my_tip import Addition
from handlers.conversations.report_tip import TipDraft, report_tip
from handlers.declarations import Conversation
from handlers.durations import HOUR_SECONDS
from handlers.messages import Button
from handlers.numbers import call_tip, name_tip
from handlers.outgoing import notify
from handlers.reports import dump_report, kind_labels
from handlers.routing import choose_owner
from handlers.suspicion import is_suspicious
from handlers.tip_view import show_age
from handlers.turn import Rows, Turn
from storage import file_owners, queues, recusals, senders, tips
from storage import limits as stored_limits
from storage.memberships import holding_members, memberships_of
from storage.officers import Officer
from storage.posted import LONGEST_SLOT
from storage.records import Json, Origin, Role, SavedFile, Tip, TipStatus, dump_file
from storage.tip_readers import RECEIPT, REPORT, THREAD, Reader, queue_reader, readers_of

Notice = Callable[[Tip, str], str]

QUIET_SECONDS = 6 * HOUR_SECONDS


def file_tip(turn: Turn, draft: TipDraft) -> None:
    """File a tip and go on to show its receipt."""
    limits.check_filing(turn)
    receipt = turn.fact("new_receipt")
    suspicious = is_suspicious(turn, draft, limits.count(turn, limits.TIPS))
    tip = store_tip(turn, draft, receipt, TipStatus.QUARANTINED if suspicious else TipStatus.NEW)
    senders.note_sender(turn.tx, turn.store.runtime, tip.id, turn.person, turn.now)
    _announce(turn, tip)
    _hand_out(turn, receipt["receipt"])


def store_tip(
    turn: Turn,
    draft: TipDraft,
    receipt: Json | None,
    status: TipStatus = TipStatus.NEW,
    origin: Origin = Origin.CHAT,
) -> Tip:
    """Add a tip to the queue that shall own it, sealed to that queue and to its receipt, if it has one."""
    tip = _add_tip(turn, draft, status, origin)
    reader = Reader(RECEIPT, bytes.fromhex(receipt["public"])) if receipt else None
    sealed = turn.store.vault.make(turn.tx, tip.id, queue_reader(turn.tx, tip.queue), reader)
    sealed.write(turn.tx, REPORT, 0, dump_report(draft.kind, draft.report))
    if receipt and reader:
        tips.add_receipt(turn.tx, bytes.fromhex(receipt["lookup"]), tip.id, reader.public)
    _keep_files(turn, tip, draft.report.files)
    return tip


def add_to_tip(turn: Turn, addition: Addition) -> None:
    """Add a tipster's words and pictures to their tip."""
    limits.check(turn, limits.ADDITIONS)
    limits.count(turn, limits.ADDITIONS)
    held = turn.held(addition.opened)
    tip = tips.find_by_receipt(turn.tx, bytes.fromhex(held["lookup"])) if held else None
    if tip is None:
        turn.say(_("For your safety I have put your tip away. Please type the receipt again."))
        return
    pair = (bytes.fromhex(held["public"]), bytes.fromhex(held["private"]))
    keys = turn.store.vault.open_for_receipt(turn.tx, tip.id, pair)
    files = [dump_file(saved) for saved in addition.pictures.files]
    entry: Json = {"by": "tipster", "day": turn.today, "text": addition.words, "files": files}
    if addition.replies:
        entry["replies"] = [list(reply) for reply in addition.replies]
    keys.append(turn.tx, THREAD, entry, readers_of(turn.tx, tip.id, tip.queue))
    _keep_files(turn, tip, addition.pictures.files)
    turn.say(_("Your words are stored and on their way to the officers."))
    tell_holder(turn, tip, _added)


def tell_queue(turn: Turn, tip: Tip, word: Notice) -> None:
    """Tell all officers of a tip's queue."""
    tell_members(turn, tip.queue, tip, word, _open_button(tip))


def tell_members(turn: Turn, queue: str, tip: Tip, word: Notice, rows: Rows) -> None:
    """Tell all officers of a queue about a tip, but those who have stepped out of it."""
    holding = holding_members(turn.tx, queue)
    holding -= recusals.stepped_out(turn.tx, tip.id)
    for officer, role in turn.store.register.members(turn.tx, queue):
        if officer.enabled and role is not Role.AUDITOR and officer.id in holding:
            with use_language(officer.language):
                notify(turn, officer, word(tip, _call(turn, officer, tip)), rows, slot_of(tip))


def tell_holder(turn: Turn, tip: Tip, word: Notice) -> None:
    """Tell the officer who has claimed a tip; the whole queue, if nobody has."""
    holder = find_holder(turn, tip)
    if holder is None:
        tell_queue(turn, tip, word)
        return
    with use_language(holder.language):
        notify(turn, holder, word(tip, _call(turn, holder, tip)), _open_button(tip), slot_of(tip))


def slot_of(tip: Tip) -> str:
    """Name the slot of the one notice of a tip that stands in an officer's chat."""
    return f"t{tip.id.hex()[: LONGEST_SLOT - 1]}"


def handed_over(tip: Tip, name: str) -> str:
    """Word the notice of a tip that comes from another queue."""
    return _("Tip {tip} was handed over to you: {kind}.").format(tip=name, kind=kind_labels()[tip.kind])


def _announce(turn: Turn, tip: Tip) -> None:
    """Tell a queue of a new tip; of suspected spam at most once in a while, or the notices would be the flood."""
    if tip.status is not TipStatus.QUARANTINED:
        tell_queue(turn, tip, new_tip)
        return
    runtime = turn.store.runtime
    bucket = runtime.name_bucket("quarantine notice", tip.queue.encode())
    if stored_limits.count_try(turn.tx, runtime, bucket, turn.now, QUIET_SECONDS) == 1:
        tell_queue(turn, tip, _in_quarantine)


def _hand_out(turn: Turn, receipt: str) -> None:
    if turn.traces.stays:
        stored = _("Thank you. Your tip is stored and on its way to the officers.")
        why = _("I show no receipt here, because I can't delete it from this chat.")
        turn.say(f"{stored} {why}")
        turn.session.start("next_need")
        return
    turn.session.receipt = turn.hold(receipt)
    turn.session.start("keep_receipt")


def _add_tip(turn: Turn, draft: TipDraft, status: TipStatus, origin: Origin) -> Tip:
    queue = choose_owner(turn.tx, draft.report.place, draft.floor)
    hour = int(-(-turn.now // HOUR_SECONDS))
    tip = Tip(
        id=turn.store.shred.name_tip(),
        queue=queue,
        number=queues.take_number(turn.tx, queue),
        kind=draft.kind,
        status=status,
        result=None,
        origin=origin,
        commune=draft.place.commune,
        floor=draft.floor,
        hamlet=None,
        received_hour=hour,
        claim_due=hour + hours_of(turn.tx, Clock.CLAIM),
        resolve_due=hour + hours_of(turn.tx, Clock.RESOLVE),
        closed_day=None,
    )
    tips.add_tip(turn.tx, tip)
    return tip


def _keep_files(turn: Turn, tip: Tip, files: tuple[SavedFile, ...]) -> None:
    for saved in files:
        file_owners.keep_file(turn.tx, saved.name, tip.id)


def new_tip(tip: Tip, name: str) -> str:
    """Word the notice of a new tip."""
    return _("New tip {tip} · {kind} · {age}").format(tip=name, kind=kind_labels()[tip.kind], age=show_age(0))


def _in_quarantine(tip: Tip, name: str) -> str:
    return _("Tip {tip} looks like spam. It lies in the quarantine list: «/cachly».").format(tip=name)


def _added(tip: Tip, name: str) -> str:
    return _("The tipster has added something to tip {tip}.").format(tip=name)


def _call(turn: Turn, officer: Officer, tip: Tip) -> str:
    return call_tip(tip, Desk(officer, tuple(memberships_of(turn.tx, officer.id))).queues)


def _open_button(tip: Tip) -> tuple[tuple[Button, ...], ...]:
    name = name_tip(tip)
    is_closed = tip.status is TipStatus.CLOSED
    next_act = Button(_("Open again"), f"/molai {name}") if is_closed else Button(_("Claim"), f"/nhan {name}")
    return ((Button(_("Open"), f"/tin {name}"), next_act),)


CONVERSATIONS = {
    "report_tip": Conversation(report_tip, file_tip),
}
