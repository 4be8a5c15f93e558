"""The hamlets of a commune: kept by its lead."""

from storage.records import Role
from tests.handlers.chat import World
from tests.handlers.conftest import make_officer


def test_a_lead_keeps_the_list(world: World) -> None:
    lead = make_officer(world, "Minh", "00004", role=Role.LEAD)

    assert "None yet." in lead.say("/thon")[0]
    lead.say("/thon thêm  Tổ  5; Bản Mới; tổ 5")
    (text,) = lead.say("/thon")
    assert text.splitlines()[1:3] == ["1. Bản Mới", "2. Tổ 5"]
    (text,) = lead.say("/hamlets remove 1")
    assert "Bản Mới" not in text.splitlines()[1]
    assert "No hamlet has this number" in lead.say("/thon bớt 7")[0]
    assert "at most 60 letters" in lead.say(f"/thon thêm {'x' * 61}")[0]
    assert "to add hamlets" in lead.say("/thon Tổ 5")[0]


def test_others_do_not(world: World) -> None:
    assert "Which commune?" in make_officer(world, "a", "00004").say("/thon")[0]
    assert "Only leads" in make_officer(world, "b", "00004").say("/thon 00004")[0]
    assert "Only leads" in make_officer(world, "c", "00008", role=Role.LEAD).say("/thon 00004 thêm X")[0]
    assert "1. X" in make_officer(world, "d", "01", role=Role.LEAD).say("/thon 00004 thêm X")[0]
