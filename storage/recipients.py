"""Finds the recipients of a message by place and groups, a slice of the list at a time; and counts them."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, String, bindparam, cast, func, literal, or_, select

from storage.statements import Statement
from storage.tables.outreach import subscriptions
from storage.transaction import Transaction

SLICE = 4000  # rows that are looked at in one turn

_ONE = subscriptions.c


class Chosen(NamedTuple):
    """Whom a message is for: bits of who with what interest, of rhythms and of parts of the day; and places, None for all."""

    cells: int
    rhythms: int
    parts: int
    places: Sequence[str] | None = None

    @property
    def parameters(self) -> dict[str, object]:
        """Give what the statements take."""
        named = "" if self.places is None else f",{','.join(self.places)},"
        return {"cells": self.cells, "rhythms": self.rhythms, "parts": self.parts, "places": named}


def _has(name: str) -> ColumnElement[bool]:
    return _ONE.groups.op("&")(cast(bindparam(name), BigInteger)) != 0


_ARE_CHOSEN = (
    _has("cells"),
    _has("rhythms"),
    _has("parts"),
    or_(
        cast(bindparam("places"), String) == literal(""),
        cast(bindparam("places"), String).like(literal("%,") + _ONE.place + literal(",%")),
    ),
)
_UP_TO = Statement(
    select(_ONE.number)
    .where(_ONE.channel == bindparam("named"), _ONE.number > bindparam("after"))
    .order_by(_ONE.number)
    .limit(1)
    .offset(SLICE - 1)
)
_NEXT = Statement(
    select(_ONE.number)
    .where(
        _ONE.channel == bindparam("named"),
        _ONE.number > bindparam("after"),
        _ONE.number <= bindparam("up_to"),
        *_ARE_CHOSEN,
    )
    .order_by(_ONE.number)
)
_COUNT = Statement(select(_ONE.channel, func.count()).where(*_ARE_CHOSEN).group_by(_ONE.channel))
_BY_PLACE = Statement(select(_ONE.place, func.count()).group_by(_ONE.place))
FIRST, LAST = -(2**31) - 1, 2**31


def next_recipients(tx: Transaction, channel: str, chosen: Chosen, after: int) -> tuple[list[int], int]:
    """Give the recipients within the next slice of a channel's subscribers, and where it ends: LAST once that was all."""
    last = tx.first(_UP_TO, {"named": channel, "after": after})
    up_to = last[0] if last else LAST
    rows = tx.all(_NEXT, {**chosen.parameters, "named": channel, "after": after, "up_to": up_to})
    return [number for (number,) in rows], up_to


def count_recipients(tx: Transaction, chosen: Chosen) -> dict[str, int]:
    """Count the recipients on each channel."""
    return dict(tx.all(_COUNT, chosen.parameters))


def count_by_place(tx: Transaction) -> dict[str, int]:
    """Count all subscribers of each place; those who named none under an empty one."""
    return dict(tx.all(_BY_PLACE))
