"""Hands files to the processes that rebuild them, and starts a new one when one was lost. Believes nothing they say."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import IO

from bot.evidence.protocol import ANSWER, HEAD, LARGEST_ANSWER, LARGEST_BYTES, LONGEST_SECONDS, QUESTION
from bot.evidence.refusal import RefusedError
from handlers.messages import Media
from storage.records import FileKind

PATIENCE_SECONDS = LONGEST_SECONDS + 10

Rebuilt = tuple[FileKind, bytes]


class Decoder:
    """A few processes, each waited for by a thread that does nothing else."""

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count, "decoder")
        self._own = threading.local()
        self._running: set[subprocess.Popen[bytes]] = set()

    async def rebuild(self, data: bytes, *, keep_voice: bool) -> list[Rebuilt]:
        """Rebuild a file in another process; raise RefusedError."""
        if len(data) > LARGEST_BYTES:
            raise RefusedError(Media.TOO_BIG)
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._threads, self._ask, data, keep_voice)
        return read_answer(answer)

    def close(self) -> None:
        """End the processes."""
        for process in list(self._running):
            _kill(process)
        self._threads.shutdown(cancel_futures=True)
        for process in list(self._running):
            self._let_go(process)

    def _ask(self, data: bytes, keep_voice: bool) -> bytes:
        process = self._process()
        watch = threading.Timer(PATIENCE_SECONDS, _kill, [process])
        watch.start()
        try:
            return _exchange(process, data, keep_voice=keep_voice)
        except (OSError, EOFError) as error:
            self._let_go(process)
            raise RefusedError(Media.BROKEN) from error
        finally:
            watch.cancel()

    def _process(self) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] | None = getattr(self._own, "process", None)
        if process is None or process not in self._running:
            process = self._own.process = subprocess.Popen(
                [sys.executable, "-I", "-m", "bot.evidence.process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # decoders write there what they find in a file
                env={},  # no token, no password
                start_new_session=True,
            )
            self._running.add(process)
        return process

    def _let_go(self, process: subprocess.Popen[bytes]) -> None:
        _kill(process)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)
        self._running.discard(process)


def read_answer(answer: bytes) -> list[Rebuilt]:
    """Read what a process answered; raise RefusedError with its reason, or if it makes no sense."""
    try:
        start = HEAD.size + HEAD.unpack_from(answer)[0]
        head = json.loads(answer[HEAD.size : start])
        reason = Media(head["refused"]) if head["refused"] else None
        files = []
        for kind, size in head["files"]:
            files.append((FileKind(kind), answer[start : start + size]))
            start += size
    except Exception as error:
        raise RefusedError(Media.BROKEN) from error
    if reason is not None or not files or start != len(answer):
        raise RefusedError(reason or Media.BROKEN)
    return files


def _exchange(process: subprocess.Popen[bytes], data: bytes, *, keep_voice: bool) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(QUESTION.pack(len(data), keep_voice))
    process.stdin.write(data)
    process.stdin.flush()
    size = ANSWER.unpack(_read(process.stdout, ANSWER.size))[0]
    if size > LARGEST_ANSWER:
        raise EOFError
    return _read(process.stdout, size)


def _read(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and the child it has forked."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # what it had not taken yet goes nowhere
        return
