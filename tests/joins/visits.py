"""When the people of the town write, and what for: drawn by chance, the same at each run."""

import random

from handlers.durations import DAY_SECONDS, HOUR_SECONDS

PEOPLE, WEEKS, DAYS_A_WEEK = 1000, 3, 7
SNAPSHOT_SECONDS = 6 * HOUR_SECONDS
MONDAY = (20_000 - 4) // 7 * 7 + 4  # a day, counted from 1970
HOURS = [
    1,
    1,
    1,
    1,
    1,
    2,
    4,
    6,
    6,
    5,
    5,
    6,
    7,
    6,
    5,
    5,
    6,
    8,
    10,
    12,
    12,
    9,
    5,
    2,
]  # when people write, of a day
CHOOSING = (
    "/dangky",
    "2",
    "1",
    "phường Ba Đình, Hà Nội",
    "2",
    "4",
    "4",
    "1",
)  # a place, and only what is important

Visit = tuple[float, str, tuple[str, ...]]


def plan_visits(chance: random.Random, begins: float, *, leaves_at_once: bool) -> list[Visit]:
    visits = []
    for number in range(PEOPLE):
        address = f"person {number}"
        first = _draw_moment(chance, begins, 0)
        tips_then = chance.random() < 0.4  # subscribes and tips off in one visit: the worst for this person
        subscribing = CHOOSING if chance.random() < 0.1 else ("/dangky co",)
        acts = ("tip", *subscribing) if tips_then else subscribing
        visits.append((first, address, acts))
        if chance.random() < 0.2:
            second = (*(["tip"] if chance.random() < 0.5 else []), "pledge", "play")
            visits.append((_draw_moment(chance, begins, first), address, second))
        if chance.random() < 0.25:
            visits.append((_draw_moment(chance, begins, first), address, ("tip",)))
        if chance.random() < 0.1:
            visits.append((_draw_moment(chance, begins, first), address, ("tip", "add")))
        if chance.random() < 0.15:
            leaving = ("tip", "/dung") if leaves_at_once else ("/dung",)
            visits.append((_draw_moment(chance, begins, first), address, leaving))
    strangers = ((_draw_moment(chance, begins, 0), f"stranger {number}", ("tip",)) for number in range(200))
    return [*visits, *strangers]


def _draw_moment(chance: random.Random, begins: float, after: float) -> float:
    last = begins + WEEKS * DAYS_A_WEEK * DAY_SECONDS
    while True:
        day = chance.randrange(WEEKS * DAYS_A_WEEK)
        hour = chance.choices(range(24), HOURS)[0]
        moment = begins + day * DAY_SECONDS + hour * HOUR_SECONDS + chance.random() * HOUR_SECONDS
        if moment > after or last - after < 2 * DAY_SECONDS:
            return moment
