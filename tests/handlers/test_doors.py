"""The list of doors never calls the chat a fake in which it is read."""

import pytest

from handlers.doors import Doors, explain_doors

PAGE = "https://homthu.example"


@pytest.mark.parametrize(
    ("doors", "here", "line"),
    [
        (Doors(PAGE), "Zalo", "• Zalo: chính khung chat này"),
        (Doors(PAGE, zalo="https://zalo.me/1"), "Zalo", "• Zalo: https://zalo.me/1"),
        (Doors(PAGE), "Telegram", "• Telegram: chính khung chat này"),
        (Doors(PAGE, telegram="homthu_bot"), "Telegram", "• Telegram: @homthu_bot"),
    ],
)
def test_the_chat_in_which_it_is_read_is_among_the_doors(doors: Doors, here: str, line: str) -> None:
    told = explain_doors(doors, here).splitlines()
    assert line in told
    assert sum(one.startswith(f"• {here}:") for one in told) == 1


def test_a_page_is_no_chat() -> None:
    assert "khung chat" not in explain_doors(Doors(PAGE), "")
