"""Reads the pledges that ship, once; and names the picture of each."""

import tomllib
from functools import cache
from pathlib import Path

from content.pledges.pledge import Pledge, PledgeKind

FOLDER = Path(__file__).parent / "texts"
KEEPSAKE = "pledge-"


def read_pledge(path: Path) -> Pledge:
    """Read one pledge; raise tomllib's or pydantic's ValueError if it is none."""
    return Pledge.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def pledges() -> dict[PledgeKind, Pledge]:
    """Read all pledges that ship."""
    return {PledgeKind(path.stem): read_pledge(path) for path in sorted(FOLDER.glob("*.toml"))}


def name_keepsake(kind: PledgeKind, language: str) -> str:
    """Name the picture that people keep of a pledge; it is the same for everybody."""
    return f"{KEEPSAKE}{kind.value}-{language}"


def find_keepsake(name: str) -> PledgeKind | None:
    """Find the pledge of a picture's name without its language; None if it is none."""
    kind = name.removeprefix(KEEPSAKE)
    return PledgeKind(kind) if name.startswith(KEEPSAKE) and kind in set(PledgeKind) else None
