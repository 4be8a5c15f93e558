"""The shelf: each picture is drawn once in a worker process and served to everybody; nothing else is."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.cards.shelf import Shelf, card_path
from bot.workers import Workers


@pytest.fixture
async def client() -> AsyncIterator[tuple[httpx.AsyncClient, list[tuple[str, str]]]]:
    drawn: list[tuple[str, str]] = []

    async def draw(name: str, language: str) -> bytes:
        drawn.append((name, language))
        await asyncio.sleep(0)
        return f"{name} {language}".encode()

    transport = httpx.ASGITransport(app=Starlette(routes=Shelf(draw).routes()))
    async with httpx.AsyncClient(transport=transport, base_url="https://homthu.example") as found:
        yield found, drawn


async def test_a_picture_is_drawn_once_for_all(
    client: tuple[httpx.AsyncClient, list[tuple[str, str]]],
) -> None:
    found, drawn = client
    answers = await asyncio.gather(*(found.get(card_path("june-07-vi")) for _ in range(5)))
    assert {(one.status_code, one.content) for one in answers} == {(200, b"june-07 vi")}
    assert answers[0].headers["content-type"] == "image/png"
    assert drawn == [("june-07", "vi")]


@pytest.mark.parametrize(
    "path", ["/tranh/july-07-vi.png", "/tranh/june-07-fr.png", "/tranh/..%2fapp-vi.png", "/tranh/"]
)
async def test_what_is_no_picture_is_not_found(
    client: tuple[httpx.AsyncClient, list[tuple[str, str]]], path: str
) -> None:
    found, drawn = client
    assert (await found.get(path)).status_code == 404
    assert drawn == []


async def test_a_worker_draws_it(tmp_path: Path) -> None:
    workers = Workers(1, b"s" * 16, tmp_path)
    try:
        assert (await workers.draw_card("june-07", "en")).startswith(b"\x89PNG")
    finally:
        workers.close()
