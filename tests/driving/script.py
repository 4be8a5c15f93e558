"""Reads a transcript: a whole conversation written down as a chat.

    citizen> text                  a person writes; [Label] presses a button, @file sends a picture, (…) is a stage direction
    < text                         the one who wrote last sees this (in order, where messages have an order); [Label] is a button
    !< text                        … does not see this
    officer< text                  somebody else sees this
    officer sees nothing           … sees nothing new
    clock +61 minutes              time passes
    invite officer 00004 officer   an invitation to a queue with a role is made at the command line; its code is {code}
    citizen has tipped off: place; words; official; who may read it      (without the last two: nobody, everybody; «-»: not asked)
    citizen moves to web           … goes on on another channel
    restart, sweep                 the process ends and another one begins; the jobs that erase idle drafts and take messages back run
    citizen's chat holds 1 message both sides together, as others could find it on the phone (where messages can be deleted)
    # also on zalo                 a comment: the conversation shows no receipt and no tip, so it is played there, too
    # zalo only                    … it is played there alone
    # telegram only                … it begins there and goes on elsewhere
    telegram only: citizen> …      a line for some channels; what follows it, up to the next act, is for them, too

`{receipt}`, `{code}` or `{number}` (or `{code_lan}`, for several) in what is seen captures it the first time; afterwards it stands
for that. In what is written, `{receipt:last}`, `:dashes`, `:plain` and `:wrong` are the ways to write a receipt.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

CHANNELS = frozenset({"console", "web", "telegram", "zalo"})
ONLY = re.compile(r"^(?P<channels>[a-z]+(?:, [a-z]+)*) only: ")
ACT = re.compile(r"^(?P<who>[a-z]+(?: \d)?)> ?(?P<text>.*)$")
SIGHT = re.compile(r"^(?P<who>(?:[a-z]+(?: \d)?)?)(?P<no>!?)< (?P<text>.+)$")
NOTHING = re.compile(r"^(?P<who>[a-z]+(?: \d)?) sees nothing$")
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


@dataclass(frozen=True)
class Sight:
    """What somebody sees, or does not see; an empty text stands for anything at all."""

    line: int
    who: str
    text: str
    is_there: bool
    channels: frozenset[str]


@dataclass(frozen=True)
class Act:
    """What somebody does, or what happens (`who` is empty), and what is to be seen afterwards."""

    line: int
    who: str
    text: str
    channels: frozenset[str]
    sights: list[Sight] = field(default_factory=list)


@dataclass(frozen=True)
class Transcript:
    """One conversation."""

    path: Path
    title: str
    acts: tuple[Act, ...]
    notes: str = ""

    def for_channel(self, channel: str) -> list[Act]:
        """Give what happens on one channel."""
        acts = [act for act in self.acts if channel in act.channels]
        return [
            replace(act, sights=[sight for sight in act.sights if channel in sight.channels]) for act in acts
        ]


class TranscriptError(Exception):
    """A transcript has a line that means nothing."""


def read_transcript(path: Path) -> Transcript:
    """Read a transcript."""
    lines = path.read_text(encoding="utf-8").splitlines()
    title = lines[0].removeprefix("#").strip()
    acts: list[Act] = []
    for number, text in enumerate(lines, 1):
        line = ESCAPE.sub(lambda found: chr(int(found[1], 16)), text.rstrip())
        if not line or line.startswith("#"):
            continue
        _read_line(acts, number, line)
    notes = "\n".join(line for line in lines[1:] if line.startswith("#"))
    return Transcript(path, title, tuple(acts), notes)


def _read_line(acts: list[Act], number: int, line: str) -> None:
    channels = CHANNELS
    if only := ONLY.match(line):
        channels = frozenset(only["channels"].split(", "))
        if not channels <= CHANNELS:
            raise TranscriptError(f"line {number}: no such channel")
        line = line[only.end() :]
    if seen := SIGHT.match(line):
        _add_sight(acts, number, seen, channels)
    elif unseen := NOTHING.match(line):
        acts[-1].sights.append(Sight(number, unseen["who"], "", is_there=False, channels=channels))
    elif act := ACT.match(line):
        acts.append(Act(number, act["who"], act["text"], channels))
    else:
        acts.append(Act(number, "", line, channels))


def _add_sight(acts: list[Act], number: int, seen: re.Match[str], channels: frozenset[str]) -> None:
    who = seen["who"] or acts[-1].who
    if not who:
        raise TranscriptError(f"line {number}: nobody has written yet")
    acts[-1].sights.append(Sight(number, who, seen["text"], not seen["no"], channels))
