"""`/tracnghiem`: a round of ten questions, alone or in a contest. What is right and why is said at once; nobody learns who answered what."""

from content.i18n import N_, _
from content.quiz.pack import questions
from handlers import contests
from handlers.conversations.quiz import Round, take_quiz
from handlers.declarations import Command, Conversation, FactFinders
from handlers.errors import RefusalError
from handlers.local_times import day_at, local_day, show_day
from handlers.messages import Button
from handlers.quiz_progress import note_round
from handlers.quiz_rounds import draw_round
from handlers.turn import Turn

GOOD, FAIR = 8, 5


def begin_quiz(turn: Turn, argument: str) -> None:
    """`/tracnghiem [code]`: begin a round, in the contest of a joining code if one is given."""
    if not argument:
        turn.session.start("quiz", {"contest": ""})
        return
    found = contests.require_contest(turn, argument)
    if found.runs(local_day(turn.now)):
        turn.session.start("quiz", {"contest": found.code})
        return
    if local_day(turn.now) < found.first_day:
        begins = show_day(day_at(found.first_day))
        raise RefusalError(_("This contest has not begun yet. It begins on {day}.").format(day=begins))
    turn.say("\n".join([_("This contest is over."), contests.word_board(turn, found)]), _again(""))


def end_quiz(turn: Turn, result: Round) -> None:
    """Say how the round went, and how far the person has come; in a contest the points go onto the list."""
    progress = note_round(turn, result.right, result.asked)
    parts = [
        _("{right} of {count} right. {praise}").format(
            right=result.right, count=len(result.asked), praise=_praise(result.right)
        )
    ]
    if progress.rounds > 1:
        parts.append(
            _(
                "In two days: {rounds} rounds, {right} of {asked} right; {seen} of {all} questions seen."
            ).format(
                rounds=progress.rounds,
                right=progress.right,
                asked=progress.asked,
                seen=len(progress.seen) or len(questions()),
                all=len(questions()),
            )
        )
    if result.contest:
        contests.note_score(turn, result)
        found = contests.require_contest(turn, result.contest)
        noted = _(
            "Your points go onto the list tonight, under «{nickname}». Play again: the better round counts. "
            "From {day} on «/tracnghiem {code}» shows how it ended."
        ).format(nickname=result.nickname, day=show_day(day_at(found.last_day + 1)), code=found.code)
        parts += [noted, contests.word_board(turn, found)]
    turn.say("\n\n".join(parts), _again(result.contest))


def _praise(right: int) -> str:
    if right >= GOOD:
        return _("Very good! Tell somebody what you know.")
    if right >= FAIR:
        return _("Well done: each question that was hard has taught you something.")
    return _("Now you know more than before. That is what this is for.")


def _again(code: str) -> tuple[tuple[Button, ...], ...]:
    return ((Button(_("Another round"), f"/tracnghiem {code}".strip()), Button(_("Help"), "/hotro")),)


COMMANDS = (
    Command(
        "tracnghiem",
        "quiz",
        begin_quiz,
        N_("Quiz: what do you know?"),
        ("trac nghiem", "choi trac nghiem", "cau do", "quiz"),
        starts=True,
    ),
)

CONVERSATIONS = {
    "quiz": Conversation(take_quiz, end_quiz, N_("All right. Nothing of this round is kept.")),
}

FACTS: FactFinders = {
    "quiz_round": draw_round,
    "contest": contests.describe_game,
}
