"""Where a request comes from is named by a keyed hash of its network, and never by the address itself."""

from typing import Any

import pytest
from starlette.requests import Request

from bot.channels.web.source import name_source


def request(host: str | None) -> Request:
    scope: dict[str, Any] = {"type": "http", "client": (host, 50_000) if host is not None else None}
    return Request(scope)


def name(host: str | None) -> str:
    return name_source(request(host))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff::8", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("127.0.0.1", "::1", False),
        (None, "", True),
        ("testclient", "testclient", True),
    ],
)
def test_a_network_has_one_name(one: str | None, other: str, *, alike: bool) -> None:
    assert (name(one) == name(other)) is alike


def test_the_name_does_not_hold_the_address() -> None:
    assert len(name("203.0.113.7")) == 32
    assert "203" not in name("203.0.113.7") or name("203.0.113.7") != name("203.0.113.8")
    assert bytes([203, 0, 113, 7]).hex() not in name("203.0.113.7")
