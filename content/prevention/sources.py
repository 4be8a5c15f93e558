"""What items may cite: the authorities' plans, laws, and offices' own statements."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

LIST = Path(__file__).parent / "sources.toml"


class Source(BaseModel):
    """A plan, a law, an office's statement, or our own promises: `name` is what marks begin with, `vi` and `en` what people read."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str
    kind: Literal["plan", "law", "office", "product"]
    vi: str
    en: str
    address: str = ""


@cache
def sources() -> tuple[Source, ...]:
    """List all sources, longer names first."""
    found = tomllib.loads(LIST.read_text(encoding="utf-8"))["source"]
    return tuple(sorted((Source(**one) for one in found), key=lambda source: -len(source.name)))


def find_source(reference: str) -> Source | None:
    """Find what a reference such as «Hà Nội III.3e» cites; None if it is not listed."""
    return next((one for one in sources() if f"{reference} ".startswith(f"{one.name} ")), None)
