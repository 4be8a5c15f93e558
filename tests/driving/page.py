"""Reads the page as a browser without JavaScript does: bubbles, buttons, and the form with its hidden fields."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "img", "meta", "link", "br"}


@dataclass
class Bubble:
    """One bubble: `buttons` are labels with the value each posts as «press»."""

    key: str
    is_own: bool
    text: str = ""
    buttons: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


@dataclass
class Page:
    """One page as it was loaded: its form's fields stay what they were."""

    bubbles: list[Bubble] = field(default_factory=list)
    hidden: dict[str, str] = field(default_factory=dict)
    inputs: set[str] = field(default_factory=set)
    commands: dict[str, str] = field(default_factory=dict)
    banner: str = ""
    language: str = ""
    words: str = ""


def read_page(html: str) -> Page:
    """Read a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.words = " ".join("".join(reader.words).split())
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.words: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._button: tuple[str, str] | None = None
        self._label: list[str] = []
        self._form = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        kind = given.get("class", "")
        if tag not in VOID:
            self._open.append((tag, kind))
        if tag == "form":
            self._form = given.get("id", "")
        elif tag == "html":
            self.page.language = given["lang"]
        elif tag == "article":
            self.page.bubbles.append(Bubble(given["id"], is_own="you" in kind.split()))
        elif tag == "input":
            self._take_input(given)
        elif tag in {"img", "video", "audio"}:
            self.page.bubbles[-1].files.append(given["src"])
        elif tag == "button":
            self._button, self._label = (given.get("name", ""), given.get("value", "")), []

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "button" and self._button is not None:
            name, value = self._button
            label = "".join(self._label).strip()
            if name == "press":
                self.page.bubbles[-1].buttons.append((label, value))
            elif name == "command":
                self.page.commands[label] = value
            self._button = None

    def handle_data(self, data: str) -> None:
        if self._button is not None:
            self._label.append(data)
        inside = {kind for _tag, kinds in self._open for kind in kinds.split()}
        if "text" in inside and self.page.bubbles:
            self.page.bubbles[-1].text += data
        elif "banner" in inside:
            self.page.banner += data
        if not {"script", "style", "head"} & {tag for tag, _kind in self._open}:
            self.words.append(data)

    def _take_input(self, given: dict[str, str]) -> None:
        if self._form == "leave":  # a form of its own, which nobody sends by the way
            return
        if given.get("type") == "hidden":
            self.page.hidden[given["name"]] = given["value"]
        else:
            self.page.inputs.add(given["name"])
