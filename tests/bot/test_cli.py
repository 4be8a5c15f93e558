"""The command line finds each command's room, and no other room's."""

import argparse

import pytest

from bot.cli import ROOMS, make_parser


def commands(parser: argparse.ArgumentParser) -> set[str]:
    return {
        name
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for name in action.choices
    }


def test_the_help_shows_every_command() -> None:
    assert commands(make_parser()) == set(ROOMS)


@pytest.mark.parametrize("name", ROOMS)
def test_a_command_is_found_without_the_others_rooms(name: str) -> None:
    assert commands(make_parser(name)) == {one for one in ROOMS if ROOMS[one] == ROOMS[name]}
