"""The periodic report: made by who may, of the right figures, in the audit log, and without anybody's identity."""

from handlers.messages import Traces
from handlers.report_contents import ReportContents
from storage import audit
from storage.records import FileKind, Role
from tests.handlers.chat import World
from tests.handlers.conftest import make_officer
from tests.handlers.test_overview import busy

__all__ = ["busy"]


def test_a_report_says_what_the_figures_say(busy: World) -> None:
    (text,) = make_officer(busy, "Lan", "00004").say("/baocao")

    assert "• Received: 5, 1 still open" in text
    sheet, letter = busy.drawn
    assert sheet == letter
    assert isinstance(sheet, ReportContents)
    assert sheet.unit == "CÔNG AN PHƯỜNG BA ĐÌNH"
    assert sheet.above == "CÔNG AN THÀNH PHỐ HÀ NỘI"
    count, results, kinds, weeks, spots, coverage, pledged, contests = sheet.tables
    assert (pledged.rows, contests.rows) == ((), ())
    assert count.rows[0] == ("Tiếp nhận", 5)
    assert results.rows[0] == ("Xác minh đúng", 2)
    assert kinds.rows[0][1:] == (1, 1, 0)
    assert sum(int(row[1]) for row in weeks.rows if isinstance(row[1], int)) == 5
    assert len(weeks.rows) == 13
    assert spots.rows == (("Phường Ba Đình", "Tổ 5", 2, 2), ("Phường Ba Đình", "Chưa rõ", 2, 0))
    assert coverage.rows == (("Chưa đến: 1 xã, phường", 0, 0, 0),)


def test_every_report_is_in_the_audit_log_and_marked(busy: World) -> None:
    officer = make_officer(busy, "Đại úy Lan", "00004")
    officer.say("báo cáo")
    officer.press("4 weeks")

    acts = [act for act in busy.store.run(audit.all_acts) if act.act == "export"]
    assert [(act.queue, act.detail) for act in acts] == [("00004", "report 13t"), ("00004", "report 4t")]
    assert all("Đại úy Lan" in contents.made for contents in busy.drawn)
    assert [file.kind for file in officer.heard[0].files] == [FileKind.SHEET, FileKind.LETTER]


def test_units_above_are_named_as_offices_do(busy: World) -> None:
    make_officer(busy, "a", "01").say("/report")
    make_officer(busy, "b", "vn").say("/report")

    assert [(one.above, one.unit) for one in busy.drawn[::2]] == [
        ("BỘ CÔNG AN", "CÔNG AN THÀNH PHỐ HÀ NỘI"),
        ("BỘ CÔNG AN", "CỤC CẢNH SÁT ĐIỀU TRA TỘI PHẠM VỀ MA TÚY"),
    ]


def test_auditors_and_others_export_nothing(busy: World) -> None:
    auditor = make_officer(busy, "Thu", "00004", role=Role.AUDITOR)
    other = make_officer(busy, "Hoa", "00008")

    assert "your own queues" in auditor.say("/baocao 00004")[0]
    assert "your own queues" in other.say("/baocao 00004")[0]
    assert busy.drawn == []


def test_a_chat_on_somebody_elses_server_points_to_the_page(busy: World) -> None:
    busy.traces["console"] = Traces()
    assert "http://127.0.0.1/canbo" in make_officer(busy, "Lan", "00004").say("/baocao")[0]
