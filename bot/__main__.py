"""Runs `python -m bot …` as `homthu …`."""

from bot.cli import main

main()
