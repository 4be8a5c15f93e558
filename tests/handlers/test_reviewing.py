"""«Bạn có gửi không?» is answered as people answer a question: by yes and no, not only by the button's own words."""

import pytest

from tests.handlers.chat import Person
from tests.handlers.test_waiting import write


@pytest.mark.parametrize("yes", ["có", "Vâng", "ok", "đồng ý", "gửi", "gửi đi", "1"])
def test_yes_sends(tipster: Person, yes: str) -> None:
    write(tipster)
    assert "Your tip is stored" in "\n".join(tipster.say(yes))


@pytest.mark.parametrize("no", ["không", "chưa", "sửa", "2"])
def test_no_asks_what_to_change_and_loses_nothing(tipster: Person, no: str) -> None:
    write(tipster)
    assert "Which answer do you want to change?" in "\n".join(tipster.say(no))
    assert "Send it?" in "\n".join(tipster.say("Change nothing"))
