"""One table of all conversations (script, and what its result does) and one of all commands (names, words, for whom)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from content.i18n import N_
from handlers import casework, exposure, filing
from handlers.access import Act
from handlers.commands import (
    keys,
    privacy,
    quarantine,
    queue,
    removal,
    resident,
    showing,
    staff,
    subscribing,
    wiping,
)
from handlers.conversations import desk, keep_receipt, my_tip, report_tip, welcome
from handlers.dialogue.steps import Script
from handlers.needs import after_receipt, answer_need, begin_tip, continue_my_tip, show_receipt_again
from handlers.tip_view import view_for_tipster
from handlers.turn import Turn
from storage.officer_keys import new_salt
from storage.records import Json


@dataclass(frozen=True, slots=True)
class Conversation:
    """A script, what is done with its result, and what is said when somebody stops it (empty: nothing to say)."""

    script: Callable[[], Script[Any]]
    finish: Callable[[Turn, Any], None]
    stopped: str = N_("I have stopped and erased what you had written. Nothing of it was sent.")
    officers: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A command: Vietnamese name and English alias (both without slash), words that do the same, and what it does.

    `summary` stands in menus. `starts` marks those that begin a conversation: they wait while another one runs; `ends`
    those that end it without another question; `keyless` those that an officer needs while their key is locked.
    """

    name: str
    alias: str
    run: Callable[[Turn, str], None]
    summary: str
    words: tuple[str, ...] = ()
    officers: bool = False
    starts: bool = False
    ends: bool = False
    keyless: bool = False


def begin(conversation: str) -> Callable[[Turn, str], None]:
    """Make the command that begins a conversation."""

    def run(turn: Turn, argument: str) -> None:
        turn.session.start(conversation)

    return run


def report(turn: Turn, argument: str) -> None:
    """`/baotin`: begin a tip."""
    begin_tip(turn)


def cancel(turn: Turn, argument: str) -> None:
    """`/huy` outside of a conversation; inside one it never gets here."""
    resident.start(turn, argument)


CONVERSATIONS = {
    "welcome": Conversation(welcome.welcome, answer_need, ""),
    "next_need": Conversation(welcome.next_need, answer_need, ""),
    "report_tip": Conversation(report_tip.report_tip, filing.file_tip),
    "keep_receipt": Conversation(
        keep_receipt.keep_receipt, after_receipt, N_("Your tip stays sent. Please keep its receipt safe.")
    ),
    "my_tip": Conversation(
        my_tip.my_tip, continue_my_tip, N_("I have put your tip away. Nothing new was sent.")
    ),
    "introduce": Conversation(desk.introduce, staff.name_officer, N_("All right. You are ready to work.")),
    "revoke_member": Conversation(
        desk.revoke_member, removal.end_membership, N_("Nothing was changed."), officers=True
    ),
    "answer_tip": Conversation(desk.answer_tip, casework.send_answer, officers=True),
    "note_tip": Conversation(desk.note_tip, casework.keep_note, officers=True),
    "transfer_tip": Conversation(desk.transfer_tip, casework.hand_over, officers=True),
    "close_tip": Conversation(desk.close_tip, casework.close_case, officers=True),
    "unlock_key": Conversation(desk.unlock_key, keys.go_on, N_("Your key stays locked.")),
    "make_key": Conversation(desk.make_key, keys.go_on, N_("No key was made.")),
    "renew_key": Conversation(desk.renew_key, keys.forget_key, N_("Nothing was changed.")),
}

COMMANDS = (
    Command(
        "start",
        "menu",
        resident.start,
        N_("Start"),
        ("bat dau", "xin chao", "chao", "hello", "hi"),
        starts=True,
    ),
    Command("baotin", "tip", report, N_("Tip off drug crime"), ("bao tin", "to giac"), starts=True),
    Command("tincuatoi", "mytip", begin("my_tip"), N_("Open my tip"), ("tin cua toi", "my tip"), starts=True),
    Command(
        "matin",
        "receipt",
        show_receipt_again,
        N_("Show my receipt again"),
        ("xem lai ma", "ma tin"),
        starts=True,
    ),
    Command("trogiup", "help", resident.explain, N_("Help"), ("tro giup", "giup do", "huong dan", "help")),
    Command("riengtu", "privacy", privacy.explain_privacy, N_("What is stored"), ("rieng tu", "privacy")),
    Command(
        "cua",
        "doors",
        resident.show_doors,
        N_("Official doors"),
        ("cac cua chinh thuc", "kenh chinh thuc", "official doors"),
    ),
    Command("ngonngu", "language", resident.change_language, N_("Language"), ("ngon ngu", "language")),
    Command(
        "dangky",
        "subscribe",
        subscribing.subscribe,
        N_("Get prevention messages"),
        ("dang ky", "dang ky nhan tin", "subscribe"),
    ),
    Command(
        "dung",
        "stop",
        subscribing.unsubscribe,
        N_("No more prevention messages"),
        ("dung nhan tin", "huy dang ky", "stop", "unsubscribe"),
    ),
    Command("huy", "cancel", cancel, N_("Stop and forget"), ("huy bo",), starts=True),
    Command("xoa", "wipe", wiping.wipe, N_("Erase everything here"), wiping.WORDS, ends=True),
    Command(
        "hangdoi", "queue", queue.list_queue, N_("Tips of my queues"), ("hang doi", "queue"), officers=True
    ),
    Command("tin", "show", queue.open_tip, N_("Open a tip"), ("tin", "xem tin", "show"), officers=True),
    Command(
        "nhan", "claim", queue.claim_tip, N_("Claim a tip"), ("nhan", "nhan tin", "claim"), officers=True
    ),
    Command(
        "traloi",
        "answer",
        queue.begin("answer_tip", Act.REPLY),
        N_("Answer the tipster"),
        ("tra loi", "answer", "reply"),
        officers=True,
        starts=True,
    ),
    Command(
        "ghichu",
        "note",
        queue.begin("note_tip", Act.NOTE),
        N_("Note on a tip"),
        ("ghi chu", "note"),
        officers=True,
        starts=True,
    ),
    Command(
        "chuyen",
        "transfer",
        queue.begin("transfer_tip", Act.TRANSFER),
        N_("Hand a tip over"),
        ("chuyen", "chuyen tin", "transfer"),
        officers=True,
        starts=True,
    ),
    Command(
        "dong",
        "close",
        queue.begin("close_tip", Act.CLOSE),
        N_("Close a tip"),
        ("dong", "dong tin", "close"),
        officers=True,
        starts=True,
    ),
    Command(
        "molai",
        "reopen",
        queue.reopen_tip,
        N_("Open a closed tip again"),
        ("mo lai", "reopen"),
        officers=True,
    ),
    Command(
        "rac",
        "spam",
        quarantine.mark_spam,
        N_("Mark a tip as spam"),
        ("rac", "tin rac", "spam"),
        officers=True,
    ),
    Command(
        "khongrac",
        "notspam",
        quarantine.clear_spam,
        N_("Take a tip out of the quarantine list"),
        ("khong rac", "khong phai rac", "not spam"),
        officers=True,
    ),
    Command(
        "cachly",
        "quarantine",
        quarantine.list_quarantine,
        N_("Suspected spam"),
        ("cach ly", "danh sach cach ly", "quarantine"),
        officers=True,
    ),
    Command(
        "hienchu",
        "showtext",
        showing.show_text,
        N_("Tips on Telegram: shown or not"),
        ("hien chu", "show text"),
        officers=True,
    ),
    Command("moi", "invite", staff.invite, N_("Invite a colleague"), ("moi", "invite"), officers=True),
    Command(
        "canbo",
        "members",
        staff.list_members,
        N_("Members of my queue"),
        ("can bo", "members"),
        officers=True,
    ),
    Command(
        "thuhoi",
        "revoke",
        removal.revoke,
        N_("Remove a member"),
        ("thu hoi", "revoke"),
        officers=True,
        starts=True,
    ),
    Command(
        "mokhoa",
        "unlock",
        keys.unlock,
        N_("Unlock my key"),
        ("mo khoa", "unlock"),
        officers=True,
        keyless=True,
    ),
    Command("khoa", "lock", keys.lock, N_("Lock my key"), ("khoa", "lock"), officers=True, keyless=True),
    Command(
        "khoamoi",
        "newkey",
        keys.renew,
        N_("Forgotten passphrase: a new key"),
        ("khoa moi", "quen cum tu", "new key"),
        officers=True,
        starts=True,
        keyless=True,
    ),
    Command(
        "maxacnhan",
        "codes",
        keys.add_codes,
        N_("One-time codes of my phone"),
        ("ma xac nhan", "codes"),
        officers=True,
    ),
    Command(
        "traokhoa",
        "grant",
        keys.grant,
        N_("Grant the queue's key"),
        ("trao khoa", "grant"),
        officers=True,
    ),
)


FACTS: dict[str, Callable[[Turn, Any], Json]] = {
    "transfer_target": lambda turn, argument: casework.name_target(turn, *argument),
    "receipt": lambda turn, _: turn.held(turn.session.receipt) if turn.session.receipt else None,
    "my_tip": view_for_tipster,
    "page_instead": lambda turn, _: turn.product.public_url if turn.traces.stays else None,
    "new_phrase": lambda turn, _: turn.hold({"words": keys.new_phrase(), "salt": new_salt().hex()}),
    "held_phrase": lambda turn, handle: (turn.held(handle) or {}).get("words"),
    "exposures": exposure.look_for_exposures,
}


def look_up_fact(turn: Turn, fact: str, argument: Json) -> Json:
    """Find what a script looks up, inside the turn."""
    return FACTS[fact](turn, argument)
