"""Who may do what, written out: role × act × whose queue. Whatever is not written here is not allowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.access import OVERSIGHT, Act, Desk, line_of
from storage.memberships import Membership
from storage.officers import Officer
from storage.records import Role

OFFICER = Officer(b"o" * 16, "Lan", "vi", "console", "lan")
OWN, LOWER, HIGHER, OTHER, LOWER_OF_OTHER = "01", "00004", "vn", "79", "26740"

TABLE = """
            own                 lower               higher   other   lower of other
LIST        officer lead        -                   -        -       -
SEARCH      officer lead        -                   -        -       -
READ        officer lead        officer lead        -        -       -
CLAIM       officer lead        -                   -        -       -
REPLY       officer lead        -                   -        -       -
NOTE        officer lead        -                   -        -       -
TRANSFER    officer lead        officer lead        -        -       -
CLOSE       officer lead        -                   -        -       -
REOPEN      officer lead        -                   -        -       -
COPY        officer lead        -                   -        -       -
ENTER       officer lead        -                   -        -       -
VERIFY      officer lead        -                   -        -       -
REFER       officer lead        -                   -        -       -
EXTEND      officer lead        -                   -        -       -
LINK        officer lead        -                   -        -       -
STEP_OUT    officer lead        -                   -        -       -
REWARD      lead                lead                -        -       -
PAY         lead                lead                -        -       -
ASSIGN      lead                lead                -        -       -
INVITE      lead                lead                -        -       -
REVOKE      lead                lead                -        -       -
ROSTER      lead                lead                -        -       -
GRANT       lead                lead                -        -       -
SPAM        officer lead        -                   -        -       -
CLEAR_SPAM  officer lead        -                   -        -       -
NAME_PLACE  lead                lead                -        -       -
SHOW_TEXT   -                   -                   -        -       -
SET_CLOCK   -                   -                   -        -       -
LOG         lead auditor        lead auditor        -        -       -
FIGURES     anyone              anyone              -        -       -
EXPORT      officer lead        officer lead        -        -       -
HAMLETS     lead                lead                -        -       -
CONTEST     lead                lead                -        -       -
ALERT       officer lead        officer lead        -        -       -
DIRECTORY   lead                lead                -        -       -
ADMIT       officer lead        officer lead        -        -       -
"""
QUEUES = {"own": OWN, "lower": LOWER, "higher": HIGHER, "other": OTHER, "lower of other": LOWER_OF_OTHER}


def read_table() -> dict[tuple[Act, str], set[Role]]:
    head, *lines = TABLE.strip("\n").splitlines()
    starts = [head.index(f"  {name}") + 2 for name in QUEUES]
    ends = [*starts[1:], None]
    table = {}
    for line in lines:
        act = Act[line.split()[0]]
        for queue, start, end in zip(QUEUES, starts, ends, strict=True):
            cell = line[start:end].replace("anyone", " ".join(Role)).split()
            table[act, queue] = {Role(word) for word in cell if word != "-"}
    return table


ALLOWED = read_table()


def desk(role: Role, *queues: str, enabled: bool = True) -> Desk:
    officer = Officer(OFFICER.id, "Lan", "vi", "console", "lan", enabled)
    return Desk(officer, tuple(Membership(officer.id, queue, role) for queue in queues))


def test_the_table_names_every_act_and_every_queue() -> None:
    assert set(ALLOWED) == {(act, queue) for act in Act for queue in QUEUES}
    assert line_of(LOWER) == (LOWER, OWN, HIGHER)
    assert line_of(LOWER_OF_OTHER) == (LOWER_OF_OTHER, OTHER, HIGHER)
    assert line_of(HIGHER) == (HIGHER,)


@pytest.mark.parametrize("queue", QUEUES)
@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_a_member_may_do_what_the_table_says_and_nothing_else(role: Role, act: Act, queue: str) -> None:
    assert desk(role, OWN).may(act, QUEUES[queue]) is (role in ALLOWED[act, queue])


@pytest.mark.parametrize("queue", QUEUES.values())
@pytest.mark.parametrize("act", Act)
def test_who_is_no_enabled_member_may_nothing(act: Act, queue: str) -> None:
    assert not Desk(None, ()).may(act, queue)
    assert not Desk(OFFICER, ()).may(act, queue)
    assert not desk(Role.LEAD, OWN, HIGHER, enabled=False).may(act, queue)


def test_a_commune_has_nothing_below_and_the_nation_everything() -> None:
    for act in Act:
        for queue in (OWN, HIGHER, OTHER, LOWER_OF_OTHER, "00008"):
            assert not desk(Role.LEAD, LOWER).may(act, queue)
        for queue in (OWN, OTHER, LOWER, LOWER_OF_OTHER):
            assert desk(Role.LEAD, HIGHER).may(act, queue) is (Role.LEAD in ALLOWED[act, "lower"])
            assert desk(Role.OFFICER, HIGHER).may(act, queue) is (Role.OFFICER in ALLOWED[act, "lower"])


def test_what_holds_for_the_whole_country_is_for_its_leads() -> None:
    assert desk(Role.LEAD, HIGHER).may(Act.SHOW_TEXT, HIGHER)
    assert not desk(Role.OFFICER, HIGHER).may(Act.SHOW_TEXT, HIGHER)
    assert not desk(Role.AUDITOR, HIGHER).may(Act.SHOW_TEXT, HIGHER)


def test_a_role_counts_in_its_own_queue_only() -> None:
    mixed = Desk(
        OFFICER,
        (Membership(OFFICER.id, LOWER, Role.OFFICER), Membership(OFFICER.id, OTHER, Role.LEAD)),
    )

    assert mixed.may(Act.CLAIM, LOWER)
    assert not mixed.may(Act.INVITE, LOWER)
    assert mixed.may(Act.INVITE, LOWER_OF_OTHER)
    assert not mixed.may(Act.CLAIM, LOWER_OF_OTHER)
    assert not mixed.may(Act.READ, OWN)
    assert mixed.queues == (LOWER, OTHER)
    assert mixed.led == (OTHER,)


def test_an_auditor_works_no_queue() -> None:
    assert desk(Role.AUDITOR, OWN).queues == ()
    assert desk(Role.AUDITOR, OWN).led == ()


ROLES = st.sampled_from(Role)
PLACES = st.sampled_from(["vn", "01", "79", "00004", "00008", "26740"])
DESKS = st.dictionaries(PLACES, ROLES, max_size=3)


@given(roles=DESKS, queue=PLACES, act=st.sampled_from(Act))
def test_more_memberships_never_take_anything_away_and_strangers_may_nothing(
    roles: dict[str, Role], queue: str, act: Act
) -> None:
    whole = Desk(OFFICER, tuple(Membership(OFFICER.id, one, role) for one, role in roles.items()))
    alone = [Desk(OFFICER, (one,)) for one in whole.memberships]

    assert whole.may(act, queue) is any(one.may(act, queue) for one in alone)
    if whole.may(act, queue):
        in_line = {role for one, role in roles.items() if one in line_of(queue)}
        assert in_line - {Role.AUDITOR} or (in_line and act in OVERSIGHT)


@given(roles=DESKS, queue=PLACES, holder=st.sampled_from([None, OFFICER.id, b"p" * 16]))
def test_a_claimed_tip_is_its_holders_and_the_leads(
    roles: dict[str, Role], queue: str, holder: bytes | None
) -> None:
    whole = Desk(OFFICER, tuple(Membership(OFFICER.id, one, role) for one, role in roles.items()))
    leads = any(role is Role.LEAD and one in line_of(queue) for one, role in roles.items())

    assert whole.is_theirs(queue, holder) is (holder != b"p" * 16 or leads)
    assert not Desk(None, ()).is_theirs(queue, None)
