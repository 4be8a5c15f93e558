"""Reads what a text offers where there are no buttons: numbers, commands and words, as a person reads them."""

import re

NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
COMMAND = re.compile(r"^(.+): (/\S.*)$", re.MULTILINE)
CONTROLS = re.compile(r"^(?:\[[^\]\n]+\] ?)+$", re.MULTILINE)
CONTROL = re.compile(r"\[([^\]]+)\]")


def read_offers(text: str) -> dict[str, str]:
    """Give what is to be typed for each label."""
    offered = {label: number for number, label in NUMBERED.findall(text)}
    offered |= dict(COMMAND.findall(text))
    for line in CONTROLS.findall(text):
        offered |= {label: label for label in CONTROL.findall(line)}
    return offered
