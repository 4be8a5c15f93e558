"""Plays the transcripts: every conversation on every channel, in one process, in a process a line, every line twice."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from tests.driving.cold import ColdChat, ColdPage
from tests.driving.console import ConsoleDriver
from tests.driving.drivers import Driver
from tests.driving.hosts import ForkedHost, ForkServer, Host, ThreadHost
from tests.driving.product import Place, cheap_receipts
from tests.driving.script import Transcript, read_transcript
from tests.driving.stage import Stage, Way
from tests.driving.telegram import TelegramDriver
from tests.driving.web import WebDriver
from tests.driving.zalo import ZaloDriver
from tests.driving.zalo_oa import ZaloOaDriver
from tests.fakes.telegram import FakeTelegram

FOLDER = Path(__file__).with_name("transcripts")
EVERY = [read_transcript(path) for path in sorted(FOLDER.glob("*.txt"))]
FROM_TELEGRAM = [one for one in EVERY if "# telegram only" in one.notes]
TRANSCRIPTS = [one for one in EVERY if one not in FROM_TELEGRAM and "# zalo only" not in one.notes]
ON_ZALO = [one for one in EVERY if "# also on zalo" in one.notes or "# zalo only" in one.notes]
COLD = read_transcript(FOLDER / "cold" / "khoi_dong_that.txt")

WAYS: tuple[Way, ...] = ("a process a line", "every line twice")  # the latter in one process, too

Play = Callable[[Transcript, Driver, Way], None]


def test_each_transcript_has_a_number_of_its_own() -> None:
    numbers = [path.name.partition("_")[0] for path in FOLDER.glob("*.txt")]
    assert len(set(numbers)) == len(numbers)


@pytest.fixture(scope="session")
def forks(memory: Path) -> Iterator[ForkServer]:
    server = ForkServer(memory)
    yield server
    server.close()


@pytest.fixture
def web() -> Iterator[WebDriver]:
    driver = WebDriver()
    yield driver
    driver.close()


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as running:
        yield running


@pytest.fixture(params=[ZaloDriver, ZaloOaDriver])
def zalo(request: pytest.FixtureRequest) -> Iterator[Driver]:
    driver: Driver = request.param()
    yield driver
    driver.close()


@pytest.fixture(params=["console", "web", "telegram"])
def driver(request: pytest.FixtureRequest) -> Driver:
    if request.param == "web":
        page: WebDriver = request.getfixturevalue("web")
        return page
    return ConsoleDriver() if request.param == "console" else TelegramDriver(request.getfixturevalue("fake"))


@pytest.fixture
def play(deployment: Path, request: pytest.FixtureRequest) -> Play:
    def play(transcript: Transcript, driver: Driver, way: Way) -> None:
        def make_host(place: Place) -> Host:
            if way == "a process a line":
                return ForkedHost(request.getfixturevalue("forks"), place)
            return ThreadHost(place)

        with cheap_receipts():
            Stage(deployment, driver, make_host, way).play(transcript)

    return play


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda transcript: transcript.path.stem)
def test_a_conversation_goes_as_written(transcript: Transcript, driver: Driver, way: Way, play: Play) -> None:
    play(transcript, driver, way)


@pytest.mark.parametrize("way", get_args(Way))
def test_a_conversation_goes_as_written_by_webhook(fake: FakeTelegram, way: Way, play: Play) -> None:
    play(TRANSCRIPTS[0], TelegramDriver(fake, by_webhook=True), way)


@pytest.mark.parametrize("way", get_args(Way))
@pytest.mark.parametrize("transcript", FROM_TELEGRAM, ids=lambda transcript: transcript.path.stem)
def test_a_conversation_that_begins_on_telegram_goes_on_elsewhere(
    transcript: Transcript, fake: FakeTelegram, way: Way, play: Play
) -> None:
    play(transcript, TelegramDriver(fake), way)


@pytest.mark.parametrize(
    ("transcript", "way"),
    [(one, "every line twice") for one in ON_ZALO]
    + [(one, "a process a line") for one in ON_ZALO if "# zalo only" in one.notes],
    ids=lambda value: value if isinstance(value, str) else value.path.stem,
)
def test_a_conversation_goes_as_written_on_zalo(
    transcript: Transcript, zalo: Driver, way: Way, play: Play
) -> None:
    play(transcript, zalo, way)


def test_a_tip_survives_a_page_that_is_killed_and_starts_cold(deployment: Path, web: WebDriver) -> None:
    Stage(deployment, web, ColdPage, "one process").play(COLD)


def test_a_tip_survives_a_terminal_that_is_killed_and_starts_cold(deployment: Path) -> None:
    Stage(deployment, ConsoleDriver(), ColdChat, "one process").play(COLD)
