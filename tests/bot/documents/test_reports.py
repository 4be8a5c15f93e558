"""Reports, opened again as an office does: real numbers and days, charts, the office form, and nothing that runs."""

from datetime import date, datetime
from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from bot.documents.letter import write_letter
from bot.documents.sheet import write_sheet
from content import report_form as form
from handlers.report_contents import ReportContents, Table

MADE = "Người xuất: Đại úy Lan, lúc 22/11/2026 20:05."
CONTENTS = ReportContents(
    "CÔNG AN THÀNH PHỐ HÀ NỘI",
    "CÔNG AN PHƯỜNG BA ĐÌNH",
    "Ba Đình",
    date(2026, 11, 22),
    date(2026, 8, 24),
    date(2026, 11, 22),
    "Trong kỳ, đơn vị đã tiếp nhận 47 tin.",
    (
        Table(form.FIGURES, form.FIGURE_HEADS, (("Tiếp nhận", 47), ("Đã giải quyết", 35))),
        Table(
            form.WEEKS, form.WEEK_HEADS, ((date(2026, 11, 9), 3, 1), (date(2026, 11, 16), 2, 0)), chart=True
        ),
        Table(form.SPOTS, form.SPOT_HEADS, (("Phường Ba Đình", '=HYPERLINK("http://x")', 17, 8),)),
        Table(form.KINDS, form.KIND_HEADS, ()),
    ),
    MADE,
)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(BytesIO(write_sheet(CONTENTS)))


def test_a_sheet_holds_real_numbers_and_days(book: Workbook) -> None:
    assert book.sheetnames == [table.title for table in CONTENTS.tables]
    weeks = book[form.WEEKS]
    assert [cell.value for cell in weeks[7]][:3] == [datetime(2026, 11, 9), 3, 1]  # noqa: DTZ001 - as Excel holds days
    assert weeks["A7"].number_format == "dd/mm/yyyy"
    assert book[form.FIGURES]["B7"].value == 47


def test_a_sheet_has_charts_and_says_who_made_it_when(book: Workbook) -> None:
    assert [len(sheet._charts) for sheet in book] == [0, 1, 0, 0]
    assert all(MADE in [cell.value for cell in sheet["A"]] for sheet in book)
    assert book.properties.creator == MADE


def test_what_a_lead_typed_is_never_a_formula(book: Workbook) -> None:
    cell = book[form.SPOTS]["B7"]

    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')


def test_a_letter_has_the_form_of_an_office() -> None:
    letter = Document(BytesIO(write_letter(CONTENTS)))
    head, *tables, end = letter.tables
    left, right = (cell.text for cell in head.rows[0].cells)

    assert left.splitlines() == [CONTENTS.above, CONTENTS.unit, form.NUMBER]
    assert right.splitlines() == [*form.MOTTO, "Ba Đình, ngày 22 tháng 11 năm 2026"]
    assert [paragraph.text for paragraph in letter.paragraphs if paragraph.text][:2] == [
        form.TITLE,
        form.SUBJECT,
    ]
    assert "(Từ ngày 24/08/2026 đến ngày 22/11/2026)" in [paragraph.text for paragraph in letter.paragraphs]
    assert [len(table.rows) for table in tables] == [3, 3, 2]
    assert [cell.text for cell in tables[1].rows[1].cells] == ["09/11/2026", "3", "1"]
    assert form.SIGNER[0] in end.rows[0].cells[1].text
    assert len(letter.inline_shapes) == 1
    assert letter.sections[0].footer.paragraphs[0].text == MADE
