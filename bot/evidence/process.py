"""The process that rebuilds files: it never looks at one itself, but forks a child with limits for each.

`python -m bot.evidence.process` reads (size, voice, file) on standard input and writes (size, answer) on standard output.
A child sees one file, no key and no folder, and the kernel lets it open nothing more; whatever a file does to its decoder, the next file meets a new one.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import BinaryIO, Protocol

from bot.evidence.confinement import can_confine, confine
from bot.evidence.protocol import ANSWER, HEAD, LARGEST_ANSWER, LONGEST_SECONDS, QUESTION
from bot.evidence.rebuilding import rebuild
from bot.evidence.refusal import RefusedError
from bot.hardening import harden_process
from handlers.messages import Media
from storage.records import FileKind

LIMITS = {
    resource.RLIMIT_AS: 2 * 1024**3,
    resource.RLIMIT_CPU: 20,
    resource.RLIMIT_FSIZE: 0,  # nothing is written to any disk
    resource.RLIMIT_NOFILE: 32,
}
Rebuilt = tuple[FileKind, bytes]
SLOW = {signal.SIGXCPU, signal.SIGALRM}


class Rebuild(Protocol):
    """What makes new files of one that was sent; raises RefusedError."""

    def __call__(self, data: bytes, *, keep_voice: bool) -> list[Rebuilt]:
        """Rebuild a file."""


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Answer questions until there are no more."""
    signal.signal(
        signal.SIGCHLD, signal.SIG_DFL
    )  # whoever started the bot may ignore it, and no child could be waited for
    while len(question := source.read(QUESTION.size)) == QUESTION.size:
        size, keep_voice = QUESTION.unpack(question)
        answer = ask_child(source.read(size), keep_voice=keep_voice)
        target.write(ANSWER.pack(len(answer)) + answer)
        target.flush()


def ask_child(
    data: bytes, *, keep_voice: bool, act: Rebuild = rebuild, seconds: int = LONGEST_SECONDS
) -> bytes:
    """Let a child with limits rebuild a file, and give its answer, or a refusal if it came to grief."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_child(writing, partial(act, data, keep_voice=keep_voice), seconds)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read(LARGEST_ANSWER + 1)
    if len(answer) > LARGEST_ANSWER:
        os.kill(child, signal.SIGKILL)
    _child, status = os.waitpid(child, 0)
    if status == 0:
        return answer
    slow = os.WIFSIGNALED(status) and os.WTERMSIG(status) in SLOW
    return write_answer(Media.TOO_BIG if slow else Media.BROKEN)


def write_answer(reason: Media | None, files: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """Write an answer: its head as JSON, then the bytes of all files."""
    named = [[kind, len(content)] for kind, content in files]
    head = json.dumps({"refused": reason.value if reason else None, "files": named}).encode()
    return b"".join([HEAD.pack(len(head)), head, *(content for _kind, content in files)])


def _be_child(writing: int, work: Callable[[], list[Rebuilt]], seconds: int) -> None:
    """Rebuild one file under limits, write the answer and end."""
    code = 1
    try:
        for limit, most in LIMITS.items():
            resource.setrlimit(limit, (most, most))
        signal.alarm(seconds)
        if can_confine():
            confine()  # where it can be and is not, nothing is rebuilt
        _write(writing, _answer(work))
        code = 0
    finally:
        os._exit(code)


def _write(pipe: int, answer: bytes) -> None:
    left = memoryview(answer)
    while left:
        left = left[os.write(pipe, left) :]


def _answer(work: Callable[[], list[Rebuilt]]) -> bytes:
    try:
        files = work()
    except RefusedError as refused:
        return write_answer(refused.reason)
    return write_answer(None, tuple((kind.value, content) for kind, content in files))


if __name__ == "__main__":
    harden_process()
    serve(sys.stdin.buffer, sys.stdout.buffer)
