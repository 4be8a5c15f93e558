"""What `/riengtu` and `/cua` say follows the settings in force and the channel on which they are asked."""

from dataclasses import replace

import pytest

from content.i18n import use_language
from handlers.commands.doors import show_doors
from handlers.commands.privacy import explain_privacy
from handlers.doors import Doors
from handlers.lifetimes import Lifetimes
from handlers.messages import Incoming, Traces
from handlers.turn import Turn
from storage.transaction import Transaction
from tests.handlers.chat import World

ONION = "http://tips.onion"
HTTPS = Doors("https://tips.example", blank_minutes=7)


def explain(
    world: World, channel: str, doors: Doors = HTTPS, traces: Traces | None = None, language: str = "en"
) -> str:
    product = replace(
        world.product,
        public_url=doors.page,
        doors=doors,
        draft_minutes=45,
        lifetimes=Lifetimes(confirmed=400, unfounded=20, other=80),
        traces={channel: traces or Traces()},
    )

    def work(tx: object) -> str:
        turn = Turn(tx, product, Incoming(channel, "somebody", "1"), world.now, {})  # type: ignore[arg-type]
        with use_language(language):
            explain_privacy(turn, "")
            show_doors(turn, "")
        return "\n".join(reply.text for reply in turn.said)

    return world.store.run(work)


def test_numbers_are_those_of_the_settings(world: World) -> None:
    text = explain(world, "web")
    for words in ("45 minutes", "400 days", "20 days", "80 days", "After 7 minutes"):
        assert words in text


def test_the_page_says_what_the_provider_sees(world: World) -> None:
    assert "opened tips.example, but not what you wrote" in explain(world, "web")
    assert ".onion" not in explain(world, "web")
    assert ONION in explain(world, "web", replace(HTTPS, onion=ONION))
    assert "not encrypted on its way" in explain(world, "web", Doors("http://127.0.0.1:8080"))


def test_telegram_is_told_what_telegram_knows(world: World) -> None:
    text = explain(world, "telegram", traces=Traces(platform="Telegram", hours=48))
    assert "must by law know" not in text
    assert "Telegram knows your account" in text
    assert "last 48 hours" in text
    assert "Which messages stand in this chat, not their words" in text
    assert "Which messages stand" not in explain(world, "web")
    assert "https://tips.example" in text
    assert "This page asks" not in text


def test_a_chat_that_cannot_be_deleted_says_so(world: World) -> None:
    text = explain(world, "zalo", traces=Traces(platform="Zalo", registered=True))
    assert "Zalo knows your account" in text
    assert "you stay unknown to the police, not to Zalo" in text
    assert "We can't delete this chat" in text


def test_a_trial_is_called_one(world: World) -> None:
    assert "This is a trial" in explain(world, "console")


@pytest.mark.parametrize("channel", ["web", "telegram", "zalo", "console"])
def test_it_is_short_enough_for_one_message(world: World, channel: str) -> None:
    for language in ("vi", "en"):
        text = explain(world, channel, replace(HTTPS, onion=ONION), language=language)
        assert len(text) < 4096


def test_doors_are_all_listed(world: World) -> None:
    text = explain(world, "web", replace(HTTPS, onion=ONION, telegram="TipsBot"))
    doors = text.partition("Official doors")[2]
    assert all(address in doors for address in ("https://tips.example", ONION, "@TipsBot"))
    assert "fraud" in doors


def test_a_key_that_lies_on_a_disk_is_called_so(world: World) -> None:
    def work(tx: Transaction) -> str:
        product = replace(world.product, forgets_at_reboot=False)
        turn = Turn(tx, product, Incoming("web", "somebody", "1"), world.now, {})
        with use_language("en"):
            explain_privacy(turn, "")
        return turn.said[0].text

    assert "lies on this server's disk" in world.store.run(work)
    assert "in the server's memory" in explain(world, "web")
