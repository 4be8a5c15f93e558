"""A decoder that a file has taken over reaches nothing: each way out is really tried, in a child as it decodes."""

import os
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.evidence.confinement import ALLOWED, MACHINES, write_filter
from bot.evidence.decoder import Decoder, read_answer
from bot.evidence.process import ask_child
from storage.records import FileKind
from tests.bot.evidence.test_rebuilding import PICTURES, VIDEOS, VOICES
from tests.fakes.phones import make_pdf, make_picture, make_video, make_voice

# The process itself has one thread when it forks; the one that tests it may have more.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")

WAYS_OUT: dict[str, Callable[[Path], object]] = {
    "read a file": lambda path: path.read_bytes(),
    "list a folder": lambda path: list(path.parent.iterdir()),
    "look at a file": lambda path: path.stat(),
    "remove a file": lambda path: path.unlink(),
    "open a connection": lambda path: socket.socket(),
    "open a local connection": lambda path: socket.socketpair(),
    "run a program": lambda path: os.execv("/bin/true", ["true"]),  # noqa: S606 - it must not run
    "start a program": lambda path: subprocess.run(["/bin/true"], check=True),
    "fork": lambda path: os.fork() or os._exit(0),
    "end its parent": lambda path: os.kill(os.getppid(), 0),
    "make a file in memory": lambda path: os.memfd_create("x"),
    "take other rights": lambda path: os.setuid(0),
}


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    made = Decoder(1)
    yield made
    made.close()


@pytest.mark.parametrize("way", WAYS_OUT)
def test_each_way_out_is_refused(tmp_path: Path, way: str) -> None:
    secret = tmp_path / "server.key"
    secret.write_bytes(b"secret")

    def reach_out(data: bytes, *, keep_voice: bool) -> list[tuple[FileKind, bytes]]:
        try:
            WAYS_OUT[way](secret)
        except PermissionError:
            return [(FileKind.PICTURE, b"refused")]
        return [(FileKind.PICTURE, b"reached")]

    answer = ask_child(b"file", keep_voice=False, act=reach_out)

    assert read_answer(answer) == [(FileKind.PICTURE, b"refused")]
    assert secret.read_bytes() == b"secret"


def test_threads_go_on() -> None:
    def work(data: bytes, *, keep_voice: bool) -> list[tuple[FileKind, bytes]]:
        done: list[bytes] = []
        threads = [threading.Thread(target=done.append, args=(b"done",)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [(FileKind.PICTURE, b"".join(done))]

    assert read_answer(ask_child(b"file", keep_voice=False, act=work)) == [
        (FileKind.PICTURE, b"donedonedone")
    ]


@pytest.mark.parametrize("form", PICTURES)
async def test_all_pictures_are_still_rebuilt(decoder: Decoder, form: str) -> None:
    assert await decoder.rebuild(make_picture(form), keep_voice=False)


@pytest.mark.parametrize(("muxer", "codec", "kind"), VIDEOS)
async def test_all_videos_are_still_rebuilt(decoder: Decoder, muxer: str, codec: str, kind: FileKind) -> None:
    sound = "libopus" if muxer == "webm" else "aac"
    [(found, _content)] = await decoder.rebuild(make_video(muxer, codec, sound), keep_voice=True)
    assert found is kind


@pytest.mark.parametrize(("muxer", "codec"), VOICES)
async def test_all_voices_are_still_rebuilt(decoder: Decoder, muxer: str, codec: str) -> None:
    assert await decoder.rebuild(make_voice(muxer, codec), keep_voice=True)


async def test_documents_are_still_drawn_also_words_whose_font_they_lack(decoder: Decoder) -> None:
    hidden = make_pdf(1)
    written = hidden.replace(b"3 Tr", b"0 Tr")  # its hidden words are shown

    [(_kind, without)] = await decoder.rebuild(hidden, keep_voice=False)
    [(_kind, drawn)] = await decoder.rebuild(written, keep_voice=False)

    assert without != drawn


@pytest.mark.parametrize(("place", "abi"), MACHINES.values(), ids=MACHINES)
def test_a_filter_begins_with_its_abi_and_ends_with_a_refusal(place: int, abi: int) -> None:
    steps = write_filter(place, abi)

    assert steps[1] == (
        0x15,
        1,
        0,
        abi,
    )  # of another ABI numbers mean something else: that is the end of the process
    assert steps[2][3] == 0x80000000
    assert steps[-1] == (0x06, 0, 0, 0x00050001)
    allowed = [step[3] for step in steps[4:] if step[0] == 0x15]
    assert len(allowed) == len(set(allowed)) == len(ALLOWED) + 2
