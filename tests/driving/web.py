"""Drives the page over HTTP as a browser without JavaScript: what is seen are the page's bubbles."""

import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

import httpx

from tests.driving.drivers import Driver, is_officer
from tests.driving.hosts import Host
from tests.driving.page import Bubble, Page, read_page
from tests.driving.seen import NotPossibleError, Seen

PATIENCE = 60.0
OURS = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}

File = tuple[str, bytes, str]


@dataclass(frozen=True)
class Post:
    """One form as it was sent."""

    path: str
    fields: dict[str, str]
    file: File | None


@dataclass
class Browser:
    """One person's browser: cookies, the page it shows, the pages it showed before, and what it posted last."""

    door: str
    cookies: dict[str, str] = field(default_factory=dict)
    page: Page | None = None
    before: list[Page] = field(default_factory=list)
    posted: Post | None = None
    notice: str = ""
    shown: set[tuple[str, str]] = field(default_factory=set)


class WebDriver(Driver):
    """People with browsers."""

    name = "web"

    def __init__(self) -> None:
        self._url = ""
        # Each request may meet a process of its own, so no connection is kept.
        self._client = httpx.Client(
            trust_env=False,
            verify=False,  # noqa: S501 - plain HTTP on loopback
            timeout=PATIENCE,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        self._browsers: dict[str, Browser] = {}

    def close(self) -> None:
        self._client.close()

    def prepare(self, host: Host) -> None:
        self._url = host.url

    def write(self, person: str, text: str) -> None:
        self._submit(person, {"text": text})

    def press(self, person: str, label: str) -> None:
        page = self._page(person)
        for bubble in reversed(page.bubbles):
            for caption, data in bubble.buttons:
                if caption == label:
                    self._submit(person, {"text": "", "press": data})
                    return
        if label in page.commands:
            self._submit(person, {"text": "", "command": page.commands[label]})
            return
        offered = [caption for bubble in page.bubbles for caption, _data in bubble.buttons]
        raise AssertionError(f"no button {label!r}; there are {offered}")

    def press_old(self, person: str, label: str) -> None:
        """Press the oldest button of this label, on the page as it was then: in another window, say."""
        browser = self._browser(person)
        for page in browser.before:
            for caption, data in (pair for bubble in page.bubbles for pair in bubble.buttons):
                if caption == label:
                    self._post(browser, Post(browser.door, {**page.hidden, "text": "", "press": data}, None))
                    return
        raise AssertionError(f"there never was a button {label!r}")

    def press_again(self, person: str) -> None:
        self.redeliver(person)

    def send_picture(self, person: str, picture: Path, words: str) -> None:
        if "file" not in self._page(person).inputs:
            raise NotPossibleError
        self._submit(
            person, {"text": words}, (picture.name, picture.read_bytes(), "application/octet-stream")
        )

    def send_thing(self, person: str, kind: str) -> None:
        if kind != "document" or "file" not in self._page(person).inputs:
            raise NotPossibleError
        self._submit(person, {"text": ""}, ("cv.pdf", b"%PDF-1.7", "application/pdf"))

    def edit(self, person: str, text: str, back: int = 1) -> None:
        raise NotPossibleError

    def follow_invitation(self, person: str, code: str) -> None:
        browser = self._browser(person)
        invitation = read_page(self._get(browser, f"{browser.door}?code={code}"))
        assert invitation.hidden["code"] == code
        assert not invitation.bubbles, "an invitation is read before the conversation"
        self._post(browser, Post(browser.door, invitation.hidden, None))

    def redeliver(self, person: str) -> None:
        browser = self._browser(person)
        assert browser.posted is not None
        self._post(browser, browser.posted)

    def gather(self) -> None:
        """Do nothing: the page is there whenever it is loaded."""

    def look(self, person: str) -> list[Seen]:
        """Give the bubbles that were not there before, and always the last: the question is asked again in its place."""
        browser = self._browser(person)
        notice, browser.notice = browser.notice, ""
        if notice:
            return [Seen(notice)]
        self._load(browser)
        page = self._page(person)
        shown = browser.shown
        browser.shown = {(bubble.key, bubble.text) for bubble in page.bubbles}
        seen = []
        for number, bubble in enumerate(page.bubbles, 1):
            is_new = (bubble.key, bubble.text) not in shown
            if (is_new or number == len(page.bubbles)) and not bubble.is_own:
                seen.append(self._see(browser, bubble, is_new=is_new))
        return seen

    def shown(self, person: str) -> list[str]:
        """List the texts of all that the person's page shows now."""
        browser = self._browser(person)
        browser.notice = ""
        self._load(browser)
        return [bubble.text for bubble in self._page(person).bubbles]

    def _see(self, browser: Browser, bubble: Bubble, *, is_new: bool) -> Seen:
        files = tuple(self._fetch(browser, source) for source in bubble.files)
        return Seen(bubble.text, tuple(label for label, _data in bubble.buttons), files, is_new)

    def _browser(self, person: str) -> Browser:
        if person not in self._browsers:
            self._browsers[person] = Browser("/canbo" if is_officer(person) else "/")
        return self._browsers[person]

    def _page(self, person: str) -> Page:
        browser = self._browser(person)
        if browser.page is None:
            self._load(browser)
        assert browser.page is not None
        return browser.page

    def _leave(self, browser: Browser) -> None:
        """Leave the page for where the answer leads; it is loaded when it is needed."""
        if browser.page is not None:
            browser.before.append(browser.page)
        browser.page = None

    def _load(self, browser: Browser) -> None:
        self._leave(browser)
        browser.page = read_page(self._get(browser, browser.door))

    def _submit(self, person: str, fields: dict[str, str], file: File | None = None) -> None:
        """Fill in the form of the page that is open, and send it as the browser does."""
        page, browser = self._page(person), self._browser(person)
        if "press" not in fields and "command" not in fields:
            assert "text" in page.inputs, "the page takes no text now"
        if "file" in page.inputs and file is None:
            file = ("", b"", "application/octet-stream")
        self._post(browser, Post(browser.door, {**page.hidden, **fields}, file))

    def _post(self, browser: Browser, post: Post) -> None:
        browser.posted = post
        parts: dict[str, tuple[str | None, bytes] | File] = {
            name: (None, value.encode()) for name, value in post.fields.items()
        }
        if post.file is not None:
            parts["file"] = post.file
        answer = self._client.post(
            self._url + post.path, files=parts, headers={**OURS, **self._cookies(browser)}
        )
        self._keep_cookies(browser, answer)
        if answer.status_code == httpx.codes.SEE_OTHER:
            assert answer.headers["location"] == browser.door
            self._leave(browser)
            return
        assert answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR, answer.text
        browser.notice = read_page(answer.text).words

    def _get(self, browser: Browser, path: str) -> str:
        answer = self._client.get(self._url + path, headers=self._cookies(browser))
        assert answer.status_code == httpx.codes.OK, answer.text
        assert "set-cookie" not in answer.headers, "the cookie is first set on a POST"
        return answer.text

    def _fetch(self, browser: Browser, path: str) -> bytes:
        answer = self._client.get(self._url + path, headers=self._cookies(browser))
        assert answer.status_code == httpx.codes.OK
        return answer.content

    def _cookies(self, browser: Browser) -> dict[str, str]:
        pairs = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        return {"Cookie": pairs} if pairs else {}

    def _keep_cookies(self, browser: Browser, answer: httpx.Response) -> None:
        for header in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(header).items():
                assert re.search(r"httponly", header, re.IGNORECASE)
                assert "samesite=strict" in header.lower()
                browser.cookies[name] = morsel.value
