"""How a posted form becomes a message, whatever a client puts into it."""

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.requests import Request

from bot.channels.web.form import BODY_CAP, DRAINED, LARGE_AT_ONCE, LargeForms
from handlers.messages import Media
from tests.bot.web.conftest import Site, in_vietnamese, picture

pytestmark = pytest.mark.asyncio(loop_scope="module")

NONCE = "a" * 22


async def test_the_same_form_twice_is_one_message(client: httpx.AsyncClient, site: Site) -> None:
    for _time in range(2):
        await client.post("/", data={"press": "tip", "message_id": NONCE, "seen": "0"})
    assert len(site.intake.taken) == 1


async def test_the_same_form_filled_in_anew_is_another_message(client: httpx.AsyncClient, site: Site) -> None:
    await client.post("/", data={"press": "tip"})
    for text in ("one", "two", "two"):
        await client.post("/", data={"text": text, "message_id": NONCE})
    assert [incoming.text for incoming in site.intake.taken[1:]] == ["one", "two"]


async def test_a_press_sends_nothing_that_lies_half_written_beside_it(
    client: httpx.AsyncClient, site: Site
) -> None:
    files = {"file": ("a.jpg", picture(), "image/jpeg")}
    await client.post("/", data={"text": "half", "press": "tip", "seen": "7"}, files=files)
    (taken,) = site.intake.taken
    assert (taken.text, taken.press, taken.attachment, taken.seen) == ("", "tip", None, 7)


@pytest.mark.parametrize("seen", ["", "-1", "x", "9" * 30])
async def test_a_senseless_position_is_none(client: httpx.AsyncClient, site: Site, seen: str) -> None:
    await client.post("/", data={"press": "tip", "seen": seen})
    assert site.intake.taken[0].seen is None


async def test_lines_stay_and_what_no_database_takes_goes(client: httpx.AsyncClient, site: Site) -> None:
    await client.post("/", data={"text": " one\r\ntwo\x00 "}, files={"file": ("", b"")})
    assert site.intake.taken[0].text == "one\ntwo"
    assert site.intake.taken[0].attachment is None


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (picture(), Media.PICTURE),
        (b"not a picture", Media.BROKEN),
        (b"", Media.BROKEN),
        (picture(10_001, 1), Media.TOO_BIG),
        (picture() + bytes(50_000_000), Media.TOO_BIG),
    ],
    ids=["picture", "no picture", "empty", "too many pixels", "too many bytes"],
)
async def test_an_upload_is_saved_or_named_for_what_it_is(
    client: httpx.AsyncClient, site: Site, monkeypatch: pytest.MonkeyPatch, content: bytes, media: Media
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("an upload touches a temporary file")

    for name in ("SpooledTemporaryFile", "NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    await client.post("/", data={"text": "caption"}, files={"file": ("a.jpg", content, "text/plain")})
    attachment = site.intake.taken[0].attachment
    assert attachment is not None
    assert attachment.media is media
    assert bool(attachment.saved) == (media is Media.PICTURE)
    assert attachment.size == len(content)


async def test_a_person_sees_their_own_picture_and_nobody_elses(
    client: httpx.AsyncClient, site: Site
) -> None:
    await client.post("/", files={"file": ("a.png", picture(form="PNG"), "image/png")}, data={"seen": "0"})
    page = (await client.get("/")).text
    (name,) = re.findall(r'src="(/file/[\w.]+)"', page)
    answer = await client.get(name)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.startswith(b"\xff\xd8")
    client.cookies.clear()
    assert (await client.get(name)).status_code == 404


async def test_too_big_a_body_gets_a_friendly_page(client: httpx.AsyncClient, site: Site) -> None:
    answer = await client.post("/", files={"file": ("a.jpg", bytes(BODY_CAP + 1), "image/jpeg")})
    assert answer.status_code == 413
    assert in_vietnamese("This is too big") in answer.text
    assert (await client.post("/", data={"text": "x" * 300_000})).status_code == 413
    padding = {"text": "x" * 300_000}
    assert (await client.post("/", data=padding, files={"file": ("a", b"a")})).status_code == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=b", b"no parts"),
        ("multipart/form-data; boundary=b", b"--b--\r\n"),
        ("multipart/form-data; boundary=" + "b" * 300, b""),
        ("application/x-www-form-urlencoded", b"\xff=1"),
        ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(30))),
        (
            "multipart/form-data; boundary=b",
            b"".join(b'--b\r\ncontent-disposition: form-data; name="%d"\r\n\r\n1\r\n' % n for n in range(30))
            + b"--b--\r\n",
        ),
    ],
)
async def test_what_is_no_form_gets_a_friendly_page(
    client: httpx.AsyncClient, site: Site, kind: str, body: bytes
) -> None:
    answer = await client.post("/", content=body, headers={"content-type": kind})
    assert answer.status_code == 400
    assert in_vietnamese("This could not be read") in answer.text
    assert not site.intake.taken


async def test_an_endless_body_is_not_read_to_its_end(client: httpx.AsyncClient) -> None:
    async def send_more_than_is_drained() -> AsyncIterator[bytes]:
        yield b'--line\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
        chunk = bytes(2**20)
        for _number in range(DRAINED // len(chunk) + 2):
            yield chunk

    kind = {"content-type": "multipart/form-data; boundary=line"}
    answer = await client.post("/", content=send_more_than_is_drained(), headers=kind)
    assert answer.status_code == 413


async def test_only_a_few_large_files_lie_in_memory_at_once() -> None:
    forms, begun, go_on = LargeForms(), 0, asyncio.Event()

    async def receive() -> dict[str, object]:
        nonlocal begun
        begun += 1
        await go_on.wait()
        return {"type": "http.disconnect"}

    kind = (b"content-type", b"multipart/form-data; boundary=x")
    scope = {"type": "http", "headers": [kind, (b"content-length", b"30000000")]}
    waiting = [asyncio.create_task(forms.read(Request(scope, receive))) for _ in range(LARGE_AT_ONCE + 2)]
    for _ in range(50):
        await asyncio.sleep(0)
    assert begun == LARGE_AT_ONCE
    go_on.set()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert begun == LARGE_AT_ONCE + 2
