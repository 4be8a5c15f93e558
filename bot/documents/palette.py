"""The colours of pictures: those of the page (static/page.css), light and dark."""

from typing import NamedTuple


class Palette(NamedTuple):
    """Colours by what they are for, as in the page's style sheet."""

    ink: str
    soft: str
    paper: str
    card: str
    line: str
    deep: str
    on_deep: str
    on_deep_soft: str
    gold: str
    bar: str
    tint: str
    warn: str
    on_warn: str


LIGHT = Palette(
    ink="#16252c",
    soft="#54646b",
    paper="#f5f2eb",
    card="#ffffff",
    line="#ddd6c8",
    deep="#0d3f4e",
    on_deep="#ffffff",
    on_deep_soft="#c9dfe5",
    gold="#e9c46a",
    bar="#0b6073",
    tint="#e6f1f3",
    warn="#fdf0d0",
    on_warn="#533a00",
)
DARK = Palette(
    ink="#e9ecec",
    soft="#a9b8be",
    paper="#10181c",
    card="#1b272d",
    line="#2e3d44",
    deep="#0a2a35",
    on_deep="#ffffff",
    on_deep_soft="#b9d2da",
    gold="#c9a24a",
    bar="#8ed4e4",
    tint="#163640",
    warn="#3d3112",
    on_warn="#ffe3a3",
)
