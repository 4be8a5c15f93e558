"""`/baocao`: the periodic report of a queue and period, as a spreadsheet and as a letter."""

from content.i18n import N_, _
from handlers.access import Act
from handlers.commands.overview import read_wanted
from handlers.declarations import Command
from handlers.errors import RefusalError
from handlers.figures import count_figures, word_figures
from handlers.messages import Button
from handlers.periods import WEEKS, show_weeks
from handlers.report_contents import write_contents
from handlers.turn import Turn
from storage.records import load_file


def make_report(turn: Turn, argument: str) -> None:
    """`/baocao [queue] [13t]`: make the report of a queue and a period; every one is in the audit log."""
    wanted = read_wanted(turn, argument, Act.EXPORT)
    if turn.traces.stays:
        page = f"{turn.product.public_url}/canbo"
        raise RefusalError(_("Reports are made on the page, not in this chat: {url}").format(url=page))
    figures = count_figures(turn, wanted.queue, wanted.period)
    name = turn.officer.name if turn.officer is not None else ""
    contents = write_contents(turn, figures, name)
    files = tuple(load_file(turn.fact(form, contents)) for form in ("sheet", "letter"))
    turn.record(Act.EXPORT, wanted.queue, detail=f"report {wanted.period.word}")
    rows = tuple(
        Button(show_weeks(weeks), f"/baocao {wanted.words(weeks=weeks)}")
        for weeks in WEEKS
        if weeks != wanted.period.weeks
    )
    marked = _(
        "Two files: a spreadsheet and a letter, marked with your name and the time, and noted in the audit log."
    )
    turn.say("\n\n".join([word_figures(figures), marked]), (rows,), files=files)


COMMANDS = (
    Command(
        "baocao",
        "report",
        make_report,
        N_("Periodic report as files"),
        ("bao cao", "xuat bao cao", "report"),
        officers=True,
    ),
)
