"""`/tengoi`: leads name places of their commune, and people who write the name are led there."""

import pytest

from storage import audit
from storage.records import Role
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer


@pytest.fixture
def lead(world: World) -> Person:
    return make_officer(world, "lead", "00004", role=Role.LEAD)


def test_a_lead_adds_lists_and_removes_a_name(world: World, lead: Person) -> None:
    assert "no local names" in lead.tell("/tengoi")[0]
    assert "Ba Đình" in lead.tell("/tengoi chợ Trời")[0]
    assert "· chợ Trời" in lead.tell("/tengoi")[0]
    assert "Removed" in lead.tell("/tengoi xoá cho troi")[0]
    assert "no such" in lead.tell("/tengoi xoá chợ Trời")[0]
    acts = world.store.run(audit.all_acts)
    assert [one.detail for one in acts if one.act == "name_place"] == ["add chợ Trời", "remove cho troi"]


def test_who_writes_the_name_is_led_to_the_commune(world: World, lead: Person, tipster: Person) -> None:
    lead.tell("/tengoi 00004 ngõ Giếng Cổ")
    tipster.tell("/baotin", "1", "1")
    assert "Which of these" in tipster.tell("ngo gieng co, Hà Nội")[-1]
    assert tipster.answers["place"]["found"] == [["00004", ""]]


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("Hoàn Kiếm", "already means Phường Hoàn Kiếm"),
        ("phố", "at least two words"),
        ("x y", "at least two words"),
        ("dài " * 20, "at least two words"),
    ],
)
def test_a_name_that_would_lead_people_astray_is_refused(lead: Person, name: str, refusal: str) -> None:
    assert refusal in lead.tell(f"/tengoi {name}")[0]


def test_two_communes_of_a_province_cannot_share_a_local_name(world: World, lead: Person) -> None:
    lead.tell("/tengoi chợ Trời")
    other = make_officer(world, "other", "00008", role=Role.LEAD)
    assert "already means Phường Ba Đình" in other.tell("/tengoi Chợ trời")[0]


def test_only_leads_name_places(world: World, lead: Person) -> None:
    officer = make_officer(world, "officer", "00004")
    assert "Only a lead" in officer.tell("/tengoi chợ Trời")[0]
    above = make_officer(world, "above", "01", role=Role.LEAD)
    assert "Which commune" in above.tell("/tengoi chợ Trời")[0]
    assert "Ba Đình" in above.tell("/tengoi 00004 chợ Trời")[0]
    assert "Only a lead" in lead.tell("/tengoi 26740 chợ Trời")[0]
