"""«Where is it?»: by name, by a position, by buttons; what is asked back, and what is kept of a position."""

from array import array

import pytest

from content.i18n import use_language
from content.places.boundaries import UNITS, Boundaries, make_ring
from content.places.names import name_key
from handlers.dialogue.atlas import Atlas
from handlers.dialogue.pin import ExactPlace
from handlers.dialogue.places import CommuneQuestion, Place
from handlers.dialogue.steps import Amend, Answer, Outcome, Part, Passed, Path, Said, WrongAnswerError
from handlers.messages import Attachment, Media
from storage.records import Json

PLACE = CommuneQuestion(name="place", prompt="Where?")
SOUTH, NORTH, WEST, EAST = 2_102_000, 2_105_000, 10_582_000, 10_585_000
SQUARE = make_ring("00004", array("i", (SOUTH, SOUTH, NORTH, NORTH)), array("i", (WEST, EAST, EAST, WEST)))
EXACT = CommuneQuestion(name="place", prompt="Where?", atlas=lambda: Atlas(boundaries=Boundaries([SQUARE])))
INSIDE = f"{(SOUTH + NORTH) / 2 / UNITS:.5f}, {(WEST + EAST) / 2 / UNITS:.5f}"
BA_DINH = {"province": "01", "commune": "00004", "done": True}


def pin(position: str) -> Said:
    return Said(attachment=Attachment(Media.LOCATION, position=position))


def read(question: CommuneQuestion | ExactPlace, said: Said, part: Json = None, path: Path = ()) -> Outcome:
    """Read an answer; how a place was found is tested beside what counts it."""
    with use_language("en"):
        outcome = question.read(said, part, path)
    if isinstance(outcome, Answer) and isinstance(outcome.value, dict):
        return Answer({name: one for name, one in outcome.value.items() if name != "placing"})
    return outcome


def part_of(outcome: Outcome) -> Json:
    assert isinstance(outcome, Part)
    return outcome.value


@pytest.mark.parametrize(
    "said", [pin("21.03790, 105.83420"), Said("21.0379, 105.8342"), Said("21.0379 105.8342")]
)
def test_a_position_offers_the_nearest_communes(said: Said) -> None:
    part = part_of(read(PLACE, said))
    with use_language("en"):
        labels = [option.label for option in PLACE.options(part, ())]
        assert labels[0] == "Phường Ba Đình, Thành phố Hà Nội"
        assert len(labels) == 6
        assert "nearest to your position" in PLACE.ask(part)
    assert read(PLACE, Said("1"), part) == Answer({**BA_DINH, "position": part["position"]})
    assert part_of(read(PLACE, Said(choice="other"), part)) is None


def test_with_boundaries_a_position_answers() -> None:
    assert read(EXACT, pin(INSIDE)) == Answer({**BA_DINH, "position": INSIDE})


@pytest.mark.parametrize("position", ["48.85660, 2.35220", "0.00000, 0.00000"])
def test_a_position_outside_vietnam_is_said_to_be_outside(position: str) -> None:
    with pytest.raises(WrongAnswerError, match="outside Vietnam"):
        read(PLACE, pin(position))


def test_a_name_of_many_places_asks_for_the_province_first() -> None:
    part = part_of(read(PLACE, Said("Tân Lập")))
    with use_language("en"):
        provinces = PLACE.options(part, ())[:-1]
        assert "In which province" in PLACE.ask(part)
    assert all(len(option.value) == 2 for option in provinces)
    chosen = read(PLACE, Said(choice=provinces[0].value), part)
    if isinstance(chosen, Answer):
        assert chosen.value["province"] == provinces[0].value
    else:
        assert part_of(chosen)["found"]


def test_candidates_say_the_old_name_by_which_they_were_found() -> None:
    part = part_of(read(PLACE, Said("phường Điện Biên, quận Ba Đình, Hà Nội")))
    with use_language("en"):
        labels = [option.label for option in PLACE.options(part, ())]
    assert len(labels) == 7
    assert all("formerly Phường Điện Biên, Quận Ba Đình" in label for label in labels[:4])


def test_local_names_lead_to_their_commune() -> None:
    atlas = Atlas({name_key("chợ Trời"): ("00004",)})
    question = CommuneQuestion(name="place", prompt="Where?", atlas=lambda: atlas)
    outcome = read(question, Said("chợ Trời, Hà Nội"))
    found = outcome.value["commune"] if isinstance(outcome, Answer) else part_of(outcome)["found"][0][0]
    assert found == "00004"


PATH: Path = (Passed(PLACE, {**BA_DINH, "position": INSIDE}),)
SHARED = ExactPlace(name="where", prompt="Which street?", at_most=500, shared=INSIDE, shared_by="place")


def test_the_position_is_kept_as_the_scene_only_after_a_yes() -> None:
    with use_language("en"):
        assert "where it happens" in SHARED.ask(None)
    assert read(SHARED, Said("có"), None, PATH) == Answer(f"Position on the map: {INSIDE}")
    assert read(SHARED, Said("ngõ 5"), None, PATH) == Answer("ngõ 5")


def test_without_a_yes_the_position_is_dropped_from_the_draft() -> None:
    dropped = read(SHARED, Said(choice="drop"), None, PATH)
    assert isinstance(dropped, Amend)
    assert dropped.answers == {"place": {**BA_DINH, "position": ""}}
    assert PLACE.load(dropped.answers["place"]) == Place("01", "00004")


def test_a_place_named_in_another_province_than_the_one_chosen_is_offered() -> None:
    part = part_of(read(PLACE, Said("xã Kim Liên, huyện Nam Đàn, Nghệ An"), {"province": "01"}))

    with use_language("en"):
        assert PLACE.options(part, ())[0].label.startswith("Xã Kim Liên, Tỉnh Nghệ An")
    inside = read(PLACE, Said("Phường Kim Liên"), {"province": "01"})
    assert isinstance(inside, Answer)
    assert inside.value["commune"] == "00229"
