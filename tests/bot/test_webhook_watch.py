"""Says what is noticed of a webhook that somebody takes away, or that fails, while the product runs."""

import io
import logging
from collections.abc import Callable, Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp

from bot.channels.webhook_watch import Standing, WebhookGoneError, WebhookWatch
from bot.gauges import Gauges
from bot.health import LONGEST_SILENCE, Health
from bot.observe import configure_logging
from storage.store import Store

URL = "https://homthu.example/telegram"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    written, before = io.StringIO(), logging.root.handlers[:]
    configure_logging(written)
    yield written
    logging.root.handlers = before


async def watch(*standings: Standing) -> int:
    """Let these be seen one after another until the last says that the webhook is gone; count the looks that found it in order."""
    looks, heard = iter(standings), list[int]()

    async def look() -> Standing:
        return next(looks)

    with pytest.raises(WebhookGoneError):
        await WebhookWatch("telegram", URL, look, lambda: heard.append(1), 0).run()
    return len(heard)


async def test_each_new_failure_is_reported_once_and_is_no_sign_of_life(logged: io.StringIO) -> None:
    old, new = Standing(URL, 100.0, 3), Standing(URL, 200.0, 7)
    assert await watch(old, old, new, new, Standing("https://elsewhere.example/x")) == 3
    said = logged.getvalue()
    assert said.count("event=webhook_fails channel=telegram count=7") == 1
    assert said.count("event=webhook_gone channel=telegram") == 1
    assert "example" not in said


async def test_one_that_is_taken_away_is_gone(logged: io.StringIO) -> None:
    assert await watch(Standing(URL), Standing("")) == 1
    assert "event=webhook_gone" in logged.getvalue()


async def test_health_names_who_has_long_been_silent_and_stays_well(
    store: Store, serve: Callable[[ASGIApp], str]
) -> None:
    silences = {"telegram": lambda: LONGEST_SILENCE + 1, "zalo": lambda: LONGEST_SILENCE}
    url = serve(Starlette(routes=Health(store, Gauges(), silences).routes()))
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"{url}/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "silent": ["telegram"]})
