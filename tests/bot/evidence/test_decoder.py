"""The processes that rebuild files: limits hold, a killed one is replaced, and what they say is not believed."""

import io
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.evidence.decoder import Decoder, read_answer
from bot.evidence.process import Rebuild, ask_child, serve, write_answer
from bot.evidence.protocol import ANSWER, HEAD, LONGEST_SECONDS, QUESTION
from bot.evidence.refusal import RefusedError
from handlers.messages import Media
from storage.records import FileKind
from tests.fakes.phones import find_traces, make_picture, make_video

# The process itself has one thread when it forks; the one that tests it may have more.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")


def read_about(pid: int) -> bytes:
    """Read what the system tells of a process: nothing, where it is hardened against others of its user."""
    about = Path(f"/proc/{pid}")
    with suppress(OSError):
        return (about / "environ").read_bytes() + (about / "cmdline").read_bytes()
    return b""


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    made = Decoder(1)
    yield made
    made.close()


async def test_a_file_is_rebuilt_in_another_process(decoder: Decoder) -> None:
    [(kind, content)] = await decoder.rebuild(make_video("mp4", "libx264", "aac"), keep_voice=False)

    assert kind is FileKind.VIDEO
    assert find_traces(content) == []
    with pytest.raises(RefusedError) as refused:
        await decoder.rebuild(b"no picture", keep_voice=False)
    assert refused.value.reason is Media.BROKEN


async def test_a_killed_process_is_replaced(decoder: Decoder) -> None:
    picture = make_picture("JPEG")
    await decoder.rebuild(picture, keep_voice=False)
    [before] = decoder._running

    before.kill()
    with pytest.raises(RefusedError):
        await decoder.rebuild(picture, keep_voice=False)

    assert await decoder.rebuild(picture, keep_voice=False)
    [after] = decoder._running
    assert after.pid != before.pid


async def test_the_process_knows_no_secret_and_ends_with_the_server(
    decoder: Decoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMTHU_TELEGRAM_TOKEN", "123:CANARY")
    await decoder.rebuild(make_picture("JPEG"), keep_voice=False)
    [process] = decoder._running
    assert b"CANARY" not in read_about(process.pid)

    decoder.close()

    assert process.returncode == -signal.SIGKILL
    assert not decoder._running


def ask_to(act: Rebuild, seconds: int = LONGEST_SECONDS) -> list[tuple[FileKind, bytes]]:
    """Let the child do something hostile in place of rebuilding."""
    return read_answer(ask_child(b"file", keep_voice=False, act=act, seconds=seconds))


def test_a_child_that_eats_all_memory_is_refused() -> None:
    def eat(data: bytes, *, keep_voice: bool) -> list[tuple[FileKind, bytes]]:
        return [(FileKind.PICTURE, bytes(3 * 1024**3))]

    with pytest.raises(RefusedError):
        ask_to(eat)


def test_a_child_that_never_ends_is_killed_and_called_too_big() -> None:
    def spin(data: bytes, *, keep_voice: bool) -> list[tuple[FileKind, bytes]]:
        while True:
            pass

    began = time.monotonic()
    with pytest.raises(RefusedError) as refused:
        ask_to(spin, seconds=1)

    assert refused.value.reason is Media.TOO_BIG
    assert time.monotonic() - began < 10


def test_a_child_writes_nothing_to_a_disk(tmp_path: os.PathLike[str]) -> None:
    target = os.path.join(tmp_path, "leak")  # noqa: PTH118 - a plain path for the child

    def write(data: bytes, *, keep_voice: bool) -> list[tuple[FileKind, bytes]]:
        with open(target, "wb") as leak:  # noqa: PTH123 - as a decoder would
            leak.write(data)
        return [(FileKind.PICTURE, data)]

    with pytest.raises(RefusedError):
        ask_to(write)
    assert not os.path.exists(target)  # noqa: PTH110


def test_a_child_that_crashes_leaves_the_next_one_well() -> None:
    def crash(data: bytes, *, keep_voice: bool) -> list[tuple[FileKind, bytes]]:
        os.kill(os.getpid(), signal.SIGKILL)
        return []

    with pytest.raises(RefusedError) as refused:
        ask_to(crash)
    assert refused.value.reason is Media.BROKEN
    assert read_answer(ask_child(make_picture("PNG"), keep_voice=False))


def test_the_process_answers_one_question_after_the_other() -> None:
    picture = make_picture("JPEG")
    asked = b"".join(QUESTION.pack(len(data), False) + data for data in (picture, b"none", picture))
    target = io.BytesIO()

    serve(io.BytesIO(asked), target)

    answers, rest = [], target.getvalue()
    while rest:
        size = ANSWER.unpack_from(rest)[0]
        answers.append(rest[ANSWER.size : ANSWER.size + size])
        rest = rest[ANSWER.size + size :]
    assert len(answers) == 3
    assert read_answer(answers[0]) == read_answer(answers[2])


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\xff\xff\xff\xff",
        HEAD.pack(2) + b"{}",
        HEAD.pack(9) + b"not json!",
        write_answer(None),
        write_answer(None, (("picture", b"abc"),))[:-1],
        write_answer(None, (("picture", b"abc"),)) + b"more",
        write_answer(None, (("program", b"abc"),)),
        HEAD.pack(44) + json.dumps({"refused": None, "files": [["picture", -1]]}).encode(),
    ],
)
def test_an_answer_that_makes_no_sense_is_a_refusal(answer: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        read_answer(answer)
    assert refused.value.reason is Media.BROKEN
