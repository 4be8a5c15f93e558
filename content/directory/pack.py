"""Reads the directory that ships, once."""

import tomllib
from functools import cache
from pathlib import Path

from content.directory.listing import PlaceFile

FOLDER = Path(__file__).parent / "entries"
NATION = "vn"


def read_place(path: Path) -> PlaceFile:
    """Read the file of one place; raise tomllib's or pydantic's ValueError if it is none."""
    return PlaceFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def shipped() -> dict[str, PlaceFile]:
    """Read the files of all places that ship, by place."""
    return {path.stem: read_place(path) for path in sorted(FOLDER.glob("*.toml"))}
