"""The one place that decides who may do what. Whatever is not allowed here looks as if it did not exist."""

from dataclasses import dataclass
from enum import StrEnum

from content.places.gazetteer import PROVINCE_DIGITS, place_of
from storage.memberships import Membership
from storage.officers import Officer
from storage.queues import NATION
from storage.records import Role


class Act(StrEnum):
    """What an officer can do. The values stand in the audit log."""

    LIST = "list"
    SEARCH = "search"
    READ = "read"
    CLAIM = "claim"
    REPLY = "reply"
    NOTE = "note"
    TRANSFER = "transfer"
    CLOSE = "close"
    VERIFY = "verify"
    REFER = "refer"
    EXTEND = "extend"
    STEP_OUT = "step_out"
    LINK = "link"
    ASSIGN = "assign"
    REOPEN = "reopen"
    COPY = "copy"
    ENTER = "enter"
    REWARD = "reward"
    PAY = "pay"
    INVITE = "invite"
    REVOKE = "revoke"
    ROSTER = "roster"
    GRANT = "grant"
    SPAM = "spam"
    CLEAR_SPAM = "clear_spam"
    SHOW_TEXT = "show_text"
    SET_CLOCK = "set_clock"
    LOG = "log"
    FIGURES = "figures"
    EXPORT = "export"
    HAMLETS = "hamlets"
    NAME_PLACE = "name_place"
    ALERT = "alert"
    CONTEST = "contest"
    DIRECTORY = "directory"
    ADMIT = "admit"


OF_THE_HOLDER = frozenset(
    {Act.REPLY, Act.TRANSFER, Act.CLOSE, Act.VERIFY, Act.REFER, Act.EXTEND, Act.LINK, Act.SPAM, Act.COPY}
)
CASEWORK = OF_THE_HOLDER | {Act.CLAIM, Act.NOTE, Act.REOPEN, Act.STEP_OUT}
WORK = CASEWORK | {Act.LIST, Act.SEARCH, Act.READ, Act.CLEAR_SPAM, Act.ENTER}
OF_LOWER_QUEUES = frozenset({Act.READ, Act.TRANSFER})
STAFFING = frozenset({Act.INVITE, Act.REVOKE, Act.ROSTER, Act.GRANT, Act.NAME_PLACE, Act.ASSIGN})
REWARDING = frozenset({Act.REWARD, Act.PAY})

OF_THE_NATION = frozenset({Act.SHOW_TEXT, Act.SET_CLOCK})
OF_LEADS = frozenset({Act.HAMLETS, Act.CONTEST, Act.DIRECTORY})
OF_WORKERS = frozenset({Act.EXPORT, Act.ADMIT, Act.ALERT})
OVERSIGHT = OF_LEADS | OF_WORKERS | {Act.LOG, Act.FIGURES}


def line_of(queue: str) -> tuple[str, ...]:
    """List a queue and those above it, the nation's last."""
    if queue == NATION:
        return (NATION,)
    if len(queue) == PROVINCE_DIGITS:
        return (queue, NATION)
    return (queue, place_of(queue).province, NATION)


@dataclass(frozen=True, slots=True)
class Desk:
    """An officer with the queues they belong to; nobody's desk for everybody else."""

    officer: Officer | None
    memberships: tuple[Membership, ...]

    @property
    def queues(self) -> tuple[str, ...]:
        """List the queues whose tips the officer works: those whose key they hold."""
        return tuple(one.queue for one in self.memberships if one.role is not Role.AUDITOR and one.holds)

    @property
    def led(self) -> tuple[str, ...]:
        """List the queues that the officer leads."""
        return tuple(one.queue for one in self.memberships if one.role is Role.LEAD and one.holds)

    @property
    def audited(self) -> tuple[str, ...]:
        """List the queues whose log and figures the officer audits."""
        return tuple(one.queue for one in self.memberships if one.role is Role.AUDITOR)

    def oversees(self, act: Act) -> tuple[str, ...]:
        """List the queues whose log, figures or hamlets are the officer's business, with those of all queues below."""
        workers = self.led if act in OF_LEADS | {Act.LOG} else self.queues
        return workers if act in OF_LEADS | OF_WORKERS else (*workers, *self.audited)

    def may(self, act: Act, queue: str) -> bool:
        """Decide whether the officer may do something in a queue."""
        if self.officer is None or not self.officer.enabled:
            return False
        if act in OF_THE_NATION:
            return queue == NATION and NATION in self.led
        line = line_of(queue)
        if act in STAFFING | REWARDING:
            return any(led in line for led in self.led)
        if act in OVERSIGHT:
            return any(one in line for one in self.oversees(act))
        if queue in self.queues:
            return act in WORK
        return act in OF_LOWER_QUEUES and any(own in line for own in self.queues)

    def is_theirs(self, queue: str, holder: bytes | None) -> bool:
        """Tell whether a tip is the officer's to work: nobody holds it, they do, or they lead its queue or one above."""
        if self.officer is None:
            return False
        return holder in {None, self.officer.id} or any(led in line_of(queue) for led in self.led)
