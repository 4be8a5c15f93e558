"""`/tracnghiem`: rounds of ten for an audience, a reason after each answer, progress without a name, and contests."""

from random import Random

import pytest
from sqlalchemy import select

from content.prevention.vocabulary import Audience
from content.quiz.pack import areas, questions
from handlers.conversations.quiz import AT_MOST, audience_labels
from handlers.durations import DAY_SECONDS
from handlers.jobs.contests import tell_ended
from handlers.jobs.delayed import write_scores
from handlers.messages import Poll
from handlers.quiz_rounds import FOR_THE_AUDIENCE, draw_questions
from storage import contests
from storage.contests import Contest
from storage.memberships import leave
from storage.records import Role
from storage.statements import Statement
from storage.tables import LIVE, metadata
from storage.transaction import Transaction
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer

NOBODY_KNOWS = frozenset[str]()
CHANCE = Random(1)  # noqa: S311 - repeatable


def asked(person: Person) -> tuple[dict[str, str], Poll]:
    """Give the buttons of the question that was heard last, and what a quiz would know."""
    reply = person.heard[-1]
    assert reply.poll is not None
    return {
        button.label: button.data for row in reply.rows for button in row if not button.control
    }, reply.poll


def answer(person: Person, *, right: bool) -> list[str]:
    buttons, poll = asked(person)
    labels = list(buttons)
    return person.say(press=buttons[labels[poll.right if right else (poll.right + 1) % len(labels)]])


def play(person: Person, right: int) -> list[str]:
    """Answer ten questions, so many of them rightly."""
    return [answer(person, right=number < right) for number in range(AT_MOST)][-1]


def night(world: World) -> None:
    world.now += DAY_SECONDS
    world.store.run(lambda tx: write_scores(tx, world.product, world.now))


@pytest.mark.parametrize("audience", audience_labels())
def test_a_round_is_drawn_to_the_audience(audience: Audience) -> None:
    drawn = draw_questions(audience, NOBODY_KNOWS, CHANCE)
    assert len(set(drawn)) == AT_MOST
    fitting = [name for name in drawn if audience in questions()[name].audiences]
    own = [name for name, one in questions().items() if audience in one.audiences]
    assert len(fitting) >= min(len(own), FOR_THE_AUDIENCE)
    assert all({audience, Audience.EVERYBODY} & set(questions()[name].audiences) for name in drawn)


def test_new_questions_come_before_known_ones_and_areas_are_mixed() -> None:
    first = draw_questions(Audience.EVERYBODY, NOBODY_KNOWS, CHANCE)
    second = draw_questions(Audience.EVERYBODY, frozenset(first), CHANCE)
    assert not set(first) & set(second)
    assert len({areas()[name] for name in first[:4]}) == 4


def test_each_answer_is_followed_by_its_reason(tipster: Person) -> None:
    assert "Nobody is told what you answer" in tipster.say("/tracnghiem")[-1]
    tipster.press("Pupil or student")
    poll = asked(tipster)[1]
    said = answer(tipster, right=False)
    assert said[0].startswith("Not quite. Better: «")
    assert poll.reason in said[0]
    assert "Sources: " in said[0]
    assert "So far: 0 of 1." in said[0]
    assert answer(tipster, right=True)[0].startswith("Right. ")
    assert tipster.heard[-1].text.startswith("Question 3/10. ")


def test_a_number_a_label_and_a_letter_case_are_answers(tipster: Person) -> None:
    tipster.tell("/quiz", "1")
    buttons, poll = asked(tipster)
    assert tipster.say(str(poll.right + 1))[0].startswith("Right.")
    buttons, poll = asked(tipster)
    assert tipster.say(list(buttons)[poll.right].upper())[0].startswith("Right.")
    assert "Please choose one of these" in tipster.say("I don't know")[0]
    assert "Nothing of this round is kept" in tipster.say("cancel")[0]


def test_score_and_progress_are_ones_own_and_go_with_a_wish(tipster: Person) -> None:
    tipster.tell("/tracnghiem", "1")
    said = play(tipster, 8)[1]
    assert said.startswith("8 of 10 right. Very good!")
    assert "In two days" not in said
    tipster.tell("/tracnghiem", "1")
    assert "In two days: 2 rounds, 11 of 20 right; 20 of" in play(tipster, 3)[1]
    tipster.tell("/xoa", "/ngonngu en", "/tracnghiem", "1")
    assert "In two days" not in play(tipster, 0)[1]


def test_the_right_answer_stands_anywhere(tipster: Person) -> None:
    tipster.tell("/tracnghiem", "1")
    places = set()
    for _round in range(3):
        for _question in range(AT_MOST):
            places.add(asked(tipster)[1].right)
            answer(tipster, right=True)
        tipster.tell("/tracnghiem", "1")
    assert len(places) == 4


def begin_contest(world: World) -> tuple[Person, str]:
    lead = make_officer(world, "Minh", "00004", role=Role.LEAD)
    lead.tell("/cuocthi mới", "Class 8A", "2", "1")
    (said,) = lead.say("1")
    return lead, said.partition("Its code: ")[2][:6]


def test_a_contest_has_a_code_nicknames_and_a_list_that_grows_at_night(world: World, tipster: Person) -> None:
    night(world)
    lead, code = begin_contest(world)
    offered = tipster.say(f"/tracnghiem {code.lower()}")
    assert "Contest: Class 8A." in offered[-1]
    nickname = next(button.label for row in tipster.heard[-1].rows for button in row)
    tipster.press(nickname)
    said = play(tipster, 6)[1]
    assert f"under «{nickname}»" in said
    assert "Nobody stands on it yet." in said
    night(world)
    (board,) = lead.say(f"/cuocthi {code}")
    assert f"1. {nickname}: 6 of 10" in board
    picture = world.drawn[-1]
    assert [(bar.label, bar.height) for bar in picture.charts[1].bars] == [(nickname, 6)]
    assert picture.tiles[0].value == "1"


def test_who_has_as_many_points_has_the_same_place(world: World) -> None:
    night(world)
    lead, code = begin_contest(world)

    def write(tx: Transaction) -> None:
        for number, points in enumerate((9, 9, 7)):
            contests.put_score(tx, bytes([number]) * 16, code, contests.Score(f"Nickname {number}", points))

    world.store.run(write)
    lines = lead.say(f"/cuocthi {code}")[0].splitlines()[1:4]
    assert [line.partition(" ")[0] for line in lines] == ["1.", "1.", "3."]


def test_the_better_of_two_rounds_counts_under_one_nickname(world: World, tipster: Person) -> None:
    night(world)
    _lead, code = begin_contest(world)
    tipster.tell(f"/tracnghiem {code}", "1")
    play(tipster, 9)
    night(world)
    tipster.tell(f"/tracnghiem {code}", "1")
    play(tipster, 2)
    night(world)
    scores = world.store.run(lambda tx: contests.list_scores(tx, code))
    assert [score.points for score in scores] == [9]


def test_nothing_of_a_contest_names_who_played(world: World, tipster: Person) -> None:
    night(world)
    _lead, code = begin_contest(world)
    tipster.tell(f"/tracnghiem {code}", "1")
    play(tipster, 9)
    night(world)
    rows = world.store.run(lambda tx: contests.list_scores(tx, code))
    assert [len(row) for row in rows] == [2]  # a nickname and points
    tipster.say("/xoa")
    tipster.say("/ngonngu en")
    tipster.say(f"/tracnghiem {code}")
    offered = [button.label for row in tipster.heard[-1].rows for button in row if not button.control]
    assert len(offered) == 3
    assert rows[0].nickname not in offered


def test_no_lasting_row_is_born_in_the_visit_of_a_player(world: World, tipster: Person) -> None:
    night(world)
    _lead, code = begin_contest(world)
    tipster.tell(f"/tracnghiem {code}", "1")
    before = lasting_rows(world)
    play(tipster, 9)
    assert lasting_rows(world) == before
    night(world)
    after = lasting_rows(world)
    assert {name for name in after if after[name] != before[name]} == {"contest_scores", "facts"}


def lasting_rows(world: World) -> dict[str, list[tuple[object, ...]]]:
    """Read every table that a backup holds."""

    def read(tx: Transaction) -> dict[str, list[tuple[object, ...]]]:
        lasting = [table for table in metadata.sorted_tables if table not in LIVE]
        return {table.name: sorted(tx.all(Statement(select(table))), key=repr) for table in lasting}

    return world.store.run(read)


def test_a_wrong_code_one_that_is_over_and_one_of_others(world: World, tipster: Person) -> None:
    assert "No contest has this code" in tipster.say("/tracnghiem ABCDEF")[0]
    assert "No contest has this code" in tipster.say("/tracnghiem lớp 8A")[0]
    lead, code = begin_contest(world)
    world.now += 8 * DAY_SECONDS
    assert "This contest is over." in tipster.say(f"/tracnghiem {code}")[0]
    other = make_officer(world, "Lan", "26740", role=Role.LEAD)
    assert "another unit" in other.say(f"/cuocthi {code}")[0]
    assert "Only leads begin contests" in other.say("/cuocthi mới 00004")[0]
    assert "Only leads begin contests" in make_officer(world, "An", "00004").say("/cuocthi mới")[0]
    assert "Class 8A" in make_officer(world, "Ha", "01").say("/cuocthi")[0]
    assert "Class 8A" in lead.say("/cuocthi")[0]


def end(world: World) -> None:
    """Let eight days pass, a night after each."""
    world.now += 7 * DAY_SECONDS
    night(world)
    world.store.run(lambda tx: tell_ended(tx, world.product, world.now))


def test_who_began_a_contest_is_told_once_how_it_ended_and_players_read_it(
    world: World, tipster: Person
) -> None:
    night(world)
    lead, code = begin_contest(world)
    other = make_officer(world, "Ha", "00004", role=Role.LEAD)
    tipster.tell(f"/tracnghiem {code}", "1")
    assert f"«/tracnghiem {code}» shows how it ended" in play(tipster, 7)[1]
    night(world)
    world.store.run(lambda tx: tell_ended(tx, world.product, world.now))
    assert lead.listen() == []
    end(world)
    (said,) = lead.listen()
    assert said.startswith("This contest is over.")
    assert ": 7 of 10" in said
    assert "every night" not in said
    assert lead.heard[-1].rows[0][0].data == f"/cuocthi {code}"
    assert other.listen() == []
    world.store.run(lambda tx: tell_ended(tx, world.product, world.now))
    assert lead.listen() == []
    assert ": 7 of 10" in tipster.say(f"/tracnghiem {code}")[0]


def test_where_the_lead_has_left_the_other_leads_are_told_and_nobody_at_night(world: World) -> None:
    night(world)
    lead, _code = begin_contest(world)
    other = make_officer(world, "Ha", "00004", role=Role.LEAD)
    members = world.store.run(lambda tx: world.store.register.members(tx, "00004"))
    left = next(officer for officer, _role in members if officer.name == "Minh")
    world.store.run(lambda tx: leave(tx, left.id, "00004"))
    world.now += DAY_SECONDS / 4  # one o'clock at night in Vietnam
    end(world)
    assert lead.listen() == other.listen() == []
    world.now += DAY_SECONDS / 3
    world.store.run(lambda tx: tell_ended(tx, world.product, world.now))
    assert lead.listen() == []
    assert other.listen()[0].startswith("This contest is over.")


def test_a_contest_that_has_not_begun_says_when(world: World, tipster: Person) -> None:
    begins = Contest("ABCDEF", "00004", "Class 8A", "pupil", 40_000, 40_007)
    world.store.run(lambda tx: contests.add_contest(tx, begins))
    assert "has not begun yet" in tipster.say("/tracnghiem abcdef")[0]
