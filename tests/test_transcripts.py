"""Plays the transcripts: every conversation on every channel, in one process, in a process a line, every line twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from tests.driving.console import ConsoleDriver
from tests.driving.drivers import Driver
from tests.driving.hosts import ForkedHost, ForkServer, Host, ThreadHost
from tests.driving.product import Place, cheap_receipts
from tests.driving.script import Transcript, read_transcript
from tests.driving.stage import Stage, Way
from tests.driving.telegram import TelegramDriver
from tests.driving.web import WebDriver
from tests.fakes.telegram import FakeTelegram

TRANSCRIPTS = [
    read_transcript(path) for path in sorted(Path(__file__).with_name("transcripts").glob("*.txt"))
]


@pytest.fixture(scope="session")
def forks(memory: Path) -> Iterator[ForkServer]:
    server = ForkServer(memory)
    yield server
    server.close()


@pytest.fixture(params=["console", "web", "telegram"])
def driver(request: pytest.FixtureRequest) -> Iterator[Driver]:
    if request.param == "console":
        yield ConsoleDriver()
    elif request.param == "web":
        web = WebDriver()
        yield web
        web.close()
    else:
        with FakeTelegram() as fake:
            yield TelegramDriver(fake)


def play(
    transcript: Transcript, driver: Driver, way: Way, deployment: Path, request: pytest.FixtureRequest
) -> None:
    def make_host(place: Place) -> Host:
        if way == "a process a line":
            return ForkedHost(request.getfixturevalue("forks"), place)
        return ThreadHost(place)

    with cheap_receipts():
        Stage(deployment, driver, make_host, way).play(transcript)


@pytest.mark.parametrize("way", get_args(Way))
@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda transcript: transcript.path.stem)
def test_a_conversation_goes_as_written(
    transcript: Transcript, driver: Driver, way: Way, deployment: Path, request: pytest.FixtureRequest
) -> None:
    play(transcript, driver, way, deployment, request)
