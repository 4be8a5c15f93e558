"""Plays a transcript on one channel in one way, and compares what people see with what is written."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal, Protocol

from tests.driving.console import ConsoleDriver
from tests.driving.drivers import Driver
from tests.driving.hosts import Host
from tests.driving.product import Place
from tests.driving.props import make_props, names_place_or_device
from tests.driving.script import Act, Sight, Transcript
from tests.driving.seen import Seen
from tests.driving.web import WebDriver
from tests.driving.wording import Wording
from tests.driving.zalo import ZaloDriver

Way = Literal["one process", "a process a line", "every line twice"]

MORNING = 1_772_417_400.0  # 2 March 2026, 9:10 in Hà Nội
UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
CLOCK = re.compile(r"clock \+(?P<count>\d+) (?P<unit>second|minute|hour|day)s?")
MOVE = re.compile(r"(?P<who>[a-z]+(?: \d)?) moves to (?P<channel>[a-z]+)")
INVITE = re.compile(r"invite (?P<who>[a-z]+(?: \d)?) (?P<queue>\w+) (?P<role>\w+)")
TIP = re.compile(r"(?P<who>[a-z]+(?: \d)?) has tipped off: (?P<place>[^;]+); (?P<words>[^;]+)(?P<wishes>.*)")
CHAT = re.compile(r"(?P<who>[a-z]+(?: \d)?)'s chat holds (?P<count>\d+) messages?")
DIRECTION = re.compile(r"\((?P<what>[a-z]+)(?P<rest>[^)]*)\)(?P<words>.*)", re.DOTALL)
BUTTON = re.compile(r"\[(?P<label>[^\]]+)\]")
FILES = re.compile(r"\((\d+) (?:picture|file)s?\)")
NOT_ASKED = "-"


class MakeHost(Protocol):
    """Starts the product."""

    def __call__(self, place: Place) -> Host:
        """Start it."""


class Stage:
    """One performance."""

    def __init__(self, folder: Path, driver: Driver, make_host: MakeHost, way: Way) -> None:
        self._place = Place(folder, MORNING)
        self._props = folder / "props"
        self._driver = driver
        self._others: dict[str, Driver] = {}
        self._make_host = make_host
        self._way = way
        self._host: Host | None = None
        self._news: dict[str, list[Seen]] = {}
        self._pushed: set[str] = set()
        self._wording = Wording()
        self._note_channels()

    @property
    def host(self) -> Host:
        """The product, as it runs now."""
        assert self._host is not None, "nothing runs"
        return self._host

    def play(self, transcript: Transcript) -> None:
        """Play it to the end; fail at the first line that comes out otherwise."""
        make_props(self._props)
        try:
            for act in transcript.for_channel(self._driver.name):
                with self._explaining(transcript, act):
                    self._perform(act)
        finally:
            self._end_process()
            for driver in self._others.values():
                driver.close()

    @contextmanager
    def _explaining(self, transcript: Transcript, act: Act) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            place = f"{transcript.path.name}:{act.line}: {act.who}> {act.text}"
            raise AssertionError(f"{place}\n{str(error) or type(error).__name__}") from error

    def _perform(self, act: Act) -> None:
        if self._is_between_lines(act):
            return
        self._place = replace(self._place, now=self._place.now + 1)
        with self._process():
            self._note_people(act)
            self._forget_news(act.who)
            self._happen(act)
            self.host.call("settle")
            for person in {act.who, *(sight.who for sight in act.sights)} - {""}:
                self._look(person)
            if self._way == "every line twice" and act.who:
                self._repeat(act)
            for driver in (self._driver, *self._others.values()):
                driver.gather()
            self._compare(act)

    def _note_people(self, act: Act) -> None:
        """Note who is there and is sent what there is to see, rather than loading it."""
        people = {act.who, *(sight.who for sight in act.sights)} - {""}
        self._pushed |= {person for person in people if self._driver_of(person).name != "web"}

    def _forget_news(self, person: str) -> None:
        """Whoever acts has read what came before; a page is read when it is loaded."""
        self._news.pop(person, None)
        if person and self._driver_of(person).name != "web":
            self._driver_of(person).look(person)

    def _is_between_lines(self, act: Act) -> bool:
        """Let happen what needs no process: time passes, the process ends, somebody turns to another channel."""
        if act.who:
            return False
        if clock := CLOCK.fullmatch(act.text):
            passed = int(clock["count"]) * UNITS[clock["unit"]]
            self._place = replace(self._place, now=self._place.now + passed)
        elif move := MOVE.fullmatch(act.text):
            made: dict[str, Callable[[], Driver]] = {
                "console": ConsoleDriver,
                "web": WebDriver,
                "zalo": ZaloDriver,
            }
            self._others[move["who"]] = made[move["channel"]]()
            self._pushed.discard(move["who"])
            self._note_channels()
            self._end_process()
        elif act.text == "restart":
            self._end_process()
        else:
            return False
        return True

    def _happen(self, act: Act) -> None:
        if act.who:
            self._do(self._driver_of(act.who), act.who, self._wording.fill(act.text))
        elif invitation := INVITE.fullmatch(act.text):
            self._wording.known["code"] = self.host.call("invite", invitation["queue"], invitation["role"])
        elif tip := TIP.fullmatch(act.text):
            official, floor = [*tip["wishes"].removeprefix("; ").split("; "), "", ""][:2]
            self._tip_off(tip["who"], [tip["place"], tip["words"], official or "1", floor or "1"])
        elif act.text == "sweep":
            self.host.call("sweep")
        elif chat := CHAT.fullmatch(act.text):
            standing = self._driver_of(chat["who"]).standing(chat["who"])
            assert len(standing) == int(chat["count"]), standing
        else:
            raise AssertionError("this line means nothing")

    def _tip_off(self, person: str, told: list[str]) -> None:
        """File a whole tip in few words, where the transcript is about something else; the receipt is the newest."""
        place, words, official, floor = told
        lines = f"/baotin|1|1|{place}|bỏ qua|bỏ qua|1|bỏ qua|{words}|xong|{official}|{floor}|Gửi tin"
        driver = self._driver_of(person)
        for line in lines.split("|"):
            if line != NOT_ASKED:
                driver.write(person, line)
        self.host.call("settle")
        self._wording.known.pop("receipt", None)
        news = driver.look(person)
        assert any(self._wording.matches("{receipt}", seen) for seen in news), _show(news)
        driver.write(person, "Tôi sẽ ghi sau")
        self.host.call("settle")
        driver.look(person)

    def _do(self, driver: Driver, person: str, text: str) -> None:
        if button := BUTTON.fullmatch(text):
            driver.press(person, button["label"])
        elif text.startswith("@"):
            name, _space, words = text[1:].partition(" ")
            driver.send_picture(person, self._props / name, words)
        elif direction := DIRECTION.fullmatch(text):
            self._direct(driver, person, direction["what"], direction["rest"].strip(), direction["words"])
        else:
            driver.write(person, text)

    def _direct(self, driver: Driver, person: str, what: str, rest: str, words: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "empty": lambda: driver.write(person, ""),
            "long": lambda: driver.write(person, ("Bán ma tuý. " * 2000)[: int(rest)]),
            "old": lambda: driver.press_old(person, words.strip(" []")),
            "again": lambda: driver.press_again(person),
            "edited": lambda: driver.edit(person, words.strip(), int(rest or 1)),
            "invitation": lambda: driver.follow_invitation(person, rest),
            "delivered": lambda: driver.redeliver(person),
        }
        if what in acts:
            acts[what]()
        else:
            driver.send_thing(person, f"{what} {rest}".strip())

    def _repeat(self, act: Act) -> None:
        """Let the platform deliver the act again: nothing may be said, to anybody."""
        driver = self._driver_of(act.who)
        web = driver if isinstance(driver, WebDriver) else None
        before = web.shown(act.who) if web else []
        for person in self._pushed:
            self._look(person)
        driver.redeliver(act.who)
        self.host.call("settle")
        if web:
            assert web.shown(act.who) == before, "the second delivery changed the page"
        for person in self._pushed:
            news = self._driver_of(person).look(person)
            assert not news, f"{person} hears of it again:\n{_show(news)}"

    def _look(self, person: str) -> None:
        self._news.setdefault(person, []).extend(self._driver_of(person).look(person))

    def _compare(self, act: Act) -> None:
        marks: dict[str, int] = {}
        for sight in act.sights:
            news = self._news.get(sight.who, [])
            if not sight.text:
                assert not any(seen.is_new for seen in news), (
                    f"line {sight.line}: {sight.who} sees\n{_show(news)}"
                )
            elif sight.is_there:
                in_order = self._driver_of(sight.who).name != "web"
                start = marks.get(sight.who, 0) if in_order else 0
                found = self._find(sight, news[start:])
                assert found is not None, f"line {sight.line}: no «{sight.text}» in\n{_show(news)}"
                marks[sight.who] = start + found
            else:
                assert self._find(sight, news) is None, f"line {sight.line}: there is\n{_show(news)}"
        for person in {act.who, *(sight.who for sight in act.sights)}:
            news = self._news.pop(person, [])
            assert not any(names_place_or_device(data) for seen in news for data in seen.files)

    def _find(self, sight: Sight, news: list[Seen]) -> int | None:
        if files := FILES.fullmatch(sight.text):
            return 0 if sum(len(seen.files) for seen in news) == int(files[1]) else None
        for number, seen in enumerate(news):
            if self._wording.matches(sight.text, seen):
                return number
        return None

    def _driver_of(self, person: str) -> Driver:
        return self._others.get(person, self._driver)

    def _note_channels(self) -> None:
        drivers = [self._driver, *self._others.values()]
        platforms = [setting for driver in drivers for setting in driver.environment().items()]
        self._place = replace(
            self._place,
            web=any(isinstance(driver, WebDriver) for driver in drivers),
            platforms=dict(platforms),
        )

    @contextmanager
    def _process(self) -> Iterator[None]:
        fresh = self._way == "a process a line"
        if fresh:
            self._end_process()
        if self._host is None:
            self._begin_process()
        else:
            self._host.call("set_clock", self._place.now)
        yield
        if fresh:
            self._end_process()

    def _begin_process(self) -> None:
        self._host = self._make_host(self._place)
        for driver in (self._driver, *self._others.values()):
            driver.prepare(self._host)

    def _end_process(self) -> None:
        host, self._host = self._host, None
        if host is not None:
            host.stop()


def _show(news: list[Seen]) -> str:
    return "\n---\n".join(str(seen) for seen in news) or "(nothing)"
