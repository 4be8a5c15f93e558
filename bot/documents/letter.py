"""Writes a report as a letter in the form of Vietnamese offices. Slow: for worker processes."""

from datetime import date
from io import BytesIO

from docx import Document
from docx.document import Document as Letter
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from bot.documents.report_chart import draw_chart
from content import report_form as form
from handlers.report_contents import Cell, ReportContents, Table

FONT = "Times New Roman"
BODY, SMALL, HEADING = 14, 12, 13
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
CHART_WIDTH = Mm(135)
FIRST_COLUMN, TABLE_WIDTH = Mm(70), Mm(160)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def write_letter(contents: ReportContents) -> bytes:
    """Write the letter."""
    letter = Document()
    _set_page(letter)
    _write_head(letter, contents)
    _say(letter.add_paragraph(), form.TITLE, BODY, bold=True, centred=True)
    _say(letter.add_paragraph(), form.SUBJECT, BODY, bold=True, centred=True)
    period = form.PERIOD.format(begins=contents.begins, ends=contents.ends)
    _say(letter.add_paragraph(), period, BODY, italic=True, centred=True)
    _say(letter.add_paragraph(), contents.summary, BODY)
    for numeral, table in zip(ROMAN, contents.tables, strict=False):
        if table.rows:
            _write_table(letter, f"{numeral}. {table.title}", table)
    _say(letter.add_paragraph(), form.NOTE, SMALL, italic=True)
    _write_end(letter)
    _say(letter.sections[0].footer.paragraphs[0], contents.made, 10, italic=True)
    letter.core_properties.author = contents.unit
    letter.core_properties.title = form.SUBJECT
    letter.core_properties.comments = contents.made
    target = BytesIO()
    letter.save(target)
    return target.getvalue()


def _set_page(letter: Letter) -> None:
    section = letter.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    style = letter.styles["Normal"]
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    style.element.rPr.rFonts.set(qn("w:ascii"), FONT)
    style.element.rPr.rFonts.set(qn("w:hAnsi"), FONT)


def _write_head(letter: Letter, contents: ReportContents) -> None:
    left, right = _two_columns(letter, Mm(70), Mm(96))
    _say(left.paragraphs[0], contents.above, SMALL, centred=True)
    _say(left.add_paragraph(), contents.unit, SMALL, bold=True, centred=True, underlined=True)
    _say(left.add_paragraph(), form.NUMBER, HEADING, centred=True)
    country, motto = form.MOTTO
    _say(right.paragraphs[0], country, SMALL, bold=True, centred=True)
    _say(right.add_paragraph(), motto, HEADING, bold=True, centred=True, underlined=True)
    day = contents.day
    where = form.DATE_LINE.format(place=contents.place, day=day.day, month=day.month, year=day.year)
    _say(right.add_paragraph(), where, HEADING, italic=True, centred=True)
    letter.add_paragraph()


def _write_table(letter: Letter, title: str, table: Table) -> None:
    heading = letter.add_paragraph()
    heading.paragraph_format.keep_with_next = True
    heading.paragraph_format.space_before = Pt(8)
    _say(heading, title, BODY, bold=True)
    drawn = letter.add_table(rows=1, cols=len(table.heads), style="Table Grid")
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    widths = (
        FIRST_COLUMN,
        *[(TABLE_WIDTH - FIRST_COLUMN) // (len(table.heads) - 1)] * (len(table.heads) - 1),
    )
    for cell, text in zip(drawn.rows[0].cells, table.heads, strict=True):
        _say(cell.paragraphs[0], text, HEADING, bold=True, centred=True)
    _repeat_head(drawn.rows[0]._tr)  # noqa: SLF001 - python-docx has no other way to repeat a head
    for row in table.rows:
        cells = drawn.add_row().cells
        for cell, value, width in zip(cells, row, widths, strict=True):
            cell.width = width
            _say(cell.paragraphs[0], _show(value), HEADING, centred=isinstance(value, int))
    if table.chart and any(isinstance(row[1], int) and row[1] for row in table.rows):
        place = letter.add_paragraph()
        place.alignment = CENTRE
        place.paragraph_format.space_before = Pt(6)
        place.add_run().add_picture(BytesIO(draw_chart(table)), width=CHART_WIDTH)


def _write_end(letter: Letter) -> None:
    letter.add_paragraph()
    left, right = _two_columns(letter, Mm(80), Mm(80))
    for place, text in enumerate(form.RECIPIENTS):
        at = left.paragraphs[0] if not place else left.add_paragraph()
        _say(at, text, SMALL if not place else 11, bold=not place, italic=not place)
    _say(right.paragraphs[0], form.SIGNER[0], HEADING, bold=True, centred=True)
    _say(right.add_paragraph(), form.SIGNER[1], SMALL, italic=True, centred=True)


def _two_columns(letter: Letter, *widths: int) -> tuple[_Cell, _Cell]:
    table = letter.add_table(rows=1, cols=2)
    table.autofit = False
    cells = table.rows[0].cells
    for column, cell, width in zip(table.columns, cells, widths, strict=True):
        column.width = cell.width = width
    return cells[0], cells[1]


def _say(
    paragraph: Paragraph,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = False,
    underlined: bool = False,
) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic, run.underline = Pt(size), bold, italic, underlined
    run.font.name = FONT
    paragraph.paragraph_format.space_after = Pt(2)
    if centred:
        paragraph.alignment = CENTRE


def _repeat_head(row: object) -> None:
    mark = OxmlElement("w:tblHeader")
    row.get_or_add_trPr().append(mark)  # type: ignore[attr-defined]


def _show(value: Cell) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
