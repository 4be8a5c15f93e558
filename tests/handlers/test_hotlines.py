"""`/duongdaynong`: every number with what it is for, anywhere in a conversation."""

from content.hotlines import CALLED
from content.i18n import use_language
from tests.handlers.chat import Person


def test_each_number_is_told_with_its_purpose_and_hours(tipster: Person) -> None:
    said = tipster.say("/duongdaynong")[0]
    with use_language("en"):
        for one in CALLED:
            assert f"• {one.phone} – {one.name}: {one.description}" in said
    assert "notice board" in said


def test_in_the_middle_of_a_tip_the_tip_stays(tipster: Person) -> None:
    before = tipster.say("/baotin")[-1]
    assert tipster.say("đường dây nóng")[-1] == before
    assert tipster.conversation == "report_tip"
