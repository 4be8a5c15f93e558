"""Writes a report as a spreadsheet: a sheet a table, with real numbers and days, and charts. Slow: for worker processes."""

from datetime import date
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.documents.palette import LIGHT
from content import report_form as form
from handlers.report_contents import Cell, ReportContents, Table

FIRST_ROW = 5  # of a table's head, counted from 0
WIDTHS = (34, 18, 18, 18)
CHART_SIZE = {"width": 720, "height": 360}
DAYS = "dd/mm/yyyy"


def write_sheet(contents: ReportContents) -> bytes:
    """Write the spreadsheet."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": form.SUBJECT, "author": contents.made, "company": contents.unit})
    for table in contents.tables:
        _write_table(book, contents, table)
    book.close()
    return target.getvalue()


def _write_table(book: Workbook, contents: ReportContents, table: Table) -> None:
    sheet = book.add_worksheet(table.title)
    sheet.set_portrait()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{contents.made}&R&P/&N")
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, contents.unit, book.add_format({"bold": True, "font_size": 13}))
    sheet.write_string(
        1, 0, f"{form.SUBJECT} – {table.title}", book.add_format({"bold": True, "font_size": 12})
    )
    sheet.write_string(2, 0, form.PERIOD.format(begins=contents.begins, ends=contents.ends))
    sheet.write_string(3, 0, contents.made, book.add_format({"italic": True, "font_color": LIGHT.soft}))
    head = book.add_format(
        {"bold": True, "bg_color": LIGHT.deep, "font_color": LIGHT.on_deep, "border": 1, "text_wrap": True}
    )
    cell, day = (
        book.add_format({"border": 1, **more}) for more in ({}, {"num_format": DAYS, "align": "left"})
    )
    for column, text in enumerate(table.heads):
        sheet.write_string(FIRST_ROW, column, text, head)
    for place, row in enumerate(table.rows, start=FIRST_ROW + 1):
        for column, value in enumerate(row):
            _write_cell(sheet, (place, column), value, day if isinstance(value, date) else cell)
    sheet.freeze_panes(FIRST_ROW + 1, 0)
    if table.chart and table.rows:
        _add_chart(book, sheet, table)


def _write_cell(sheet: Worksheet, at: tuple[int, int], value: Cell, style: Format) -> None:
    if isinstance(value, date):
        sheet.write_datetime(*at, value, style)
    elif isinstance(value, int):
        sheet.write_number(*at, value, style)
    else:
        sheet.write_string(*at, value, style)  # never a formula: leads write hamlets' names


def _add_chart(book: Workbook, sheet: Worksheet, table: Table) -> None:
    upright = isinstance(table.rows[0][0], date)
    chart = book.add_chart({"type": "column" if upright else "bar"})
    last = FIRST_ROW + len(table.rows)
    chart.add_series(
        {
            "name": table.heads[1],
            "categories": [table.title, FIRST_ROW + 1, 0, last, 0],
            "values": [table.title, FIRST_ROW + 1, 1, last, 1],
            "fill": {"color": LIGHT.bar},
            "data_labels": {"value": True},
            "gap": 60,
        }
    )
    chart.set_title({"name": table.title, "name_font": {"size": 13}})
    chart.set_legend({"none": True})
    chart.set_x_axis(
        {"num_format": "dd/mm", "text_axis": True} if upright else {"major_gridlines": {"visible": False}}
    )
    chart.set_y_axis({"major_gridlines": {"visible": False}} if upright else {"reverse": True})
    chart.set_size(CHART_SIZE)
    sheet.insert_chart(last + 2, 0, chart)
