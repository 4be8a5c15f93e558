"""Finds phone numbers, identity numbers, e-mail addresses and plates, and decides from the words around whose they are."""

import re
from collections.abc import Iterator

from content.exposure.finding import Finding, Kind
from content.exposure.wording import SELF, SURE, compile_wording
from content.hotlines import HOTLINES

# What follows is slow to look for in vain, and most texts hold none of it.
_MANY_DIGITS = re.compile(r"(?:\d\D*){6}")
_AT = re.compile(r"\sa(?:t|\s)")

_PHONE = re.compile(r"(?<![\w.,])(?:\+|00)?(?:\(\+?84\)|84|0)(?:[\s.\-()]{0,2}\d){8,10}(?!\w)")
_LONG = re.compile(r"(?<![\w.])\d{3}(?:[\s.]?\d){6,9}(?!\w)")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,3}")
_SPELT_EMAIL = compile_wording(
    r"\b\w{2,32}(?: (?:chấm|gạch dưới) \w{1,32}){0,2} (?:a còng|a móc|at) \w{2,24} ?(?:chấm|dot|\.) ?(?:com|vn|net|org|me)\b"
)
_ALIKE = re.compile(r"(?<![\w.,])[0o](?:[\s.\-]{0,2}[\doil]){8,10}(?!\w)")
_FEWEST_DIGITS = 6
_PLATE = re.compile(r"(?<!\w)\d{2}[\s.-]?[a-zđ]{1,2}\d?[\s.-]{0,2}\d{3}[\s.]?\d{1,2}(?!\w)")
_SPELT = compile_wording(
    r"\b(?:không|lẻ|linh|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|o|\d{1,4})"
    r"(?:(?:[\s.,-]|\s(?:rồi|tới|tiếp)\s)(?:không|lẻ|linh|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|o|\d{1,4})\b){4,11}"
)
_ZERO = compile_wording(r"^(?:không|o|0)")
_BREAK = re.compile(r"[.!?;\n]+(?:\s|$)")

_REACH = (
    r"(?:gọi|alo|liên hệ|lien he|liên lạc|lh|nhắn|nhắn tin|trả lời|báo|hỏi|gặp|điện|zalo|số|số điện thoại|sđt|sdt|đt|dt|điện thoại"
    r"|mail|email|gửi|cccd|căn cước|cmnd|cmt|chứng minh(?: nhân dân| thư)?)"
)
_OWN = compile_wording(
    rf"\b(?:{_REACH}(?: (?:lại|cho|với|của|theo|cũ|mới|riêng|căn cước|cccd)){{0,3}} {SELF}|{SURE} (?:dùng|xài|có) số)"
)
_OWN_AFTER = compile_wording(
    rf"^\W{{0,3}}(?:(?:(?:đây )?là )?(?:số |mail |email )(?:của |điện thoại ){{0,2}}{SELF}|(?:số )?chính chủ\b"
    rf"|(?:thì |rồi |nhớ |cứ )?(?:gọi|alo|nhắn|liên hệ|lh|gặp)(?: (?:lại|cho|với))? {SELF})"
)
_OTHERS = compile_wording(
    r"\b(?:nó|hắn|thằng|đối tượng|họ|chúng|bọn|ổng|anh ta|cô ta|người (?:bán|ta|nhận)|chủ|shipper|đường dây|đầu mối|khách|mua|bán|hàng"
    r"|đơn|giao|sim|tờ rơi|thùng|bao|tài khoản|stk|ship|danh thiếp|giả|vé|kẹo|tin nhắn|chuyển phát|chuyển khoản|admin|nhóm|rao|sđt nó)\b"
)
_CALLER = compile_wording(
    r"\b(?:nó|hắn|thằng|đối tượng|họ|chúng|bọn|shipper|người ta|nhận|được)\b[^.,;]{0,30}\b(?:gọi|nhắn|cho|bảo|dặn)\b[^.,;]{0,12}$"
)
_PAPER = compile_wording(r"\b(?:cccd|căn cước|cmnd|cmt|chứng minh|số định danh)\b")
_OWN_CAR = compile_wording(
    rf"\b(?:(?:xe|ô tô|oto|xế|biển|biển số|biển số xe|honda|wave)(?: (?:máy|hơi))? |(?:con|chiếc) \w{{2,10}} ){{1,3}}(?:của |nhà ){{0,2}}{SELF}(?: [\w]{{1,8}}){{0,3}}\W{{0,3}}$"
)
_OWN_CAR_AFTER = compile_wording(
    rf"^\W{{0,3}}(?:là |của )?(?:xe |con |chiếc ){{1,2}}(?:của |nhà ){{0,2}}{SELF}"
)


def find_numbers(text: str) -> Iterator[Finding]:
    """Find numbers and addresses in a levelled text that seem to be the writer's own."""
    has_many_digits = _MANY_DIGITS.search(text) is not None
    plates = list(_PLATE.finditer(text)) if has_many_digits else []
    for match in plates:
        own = _OWN_CAR.search(text, max(0, match.start() - 45), match.start())
        if own:
            yield Finding(own.start(), match.end(), Kind.PLATE)
        elif _OWN_CAR_AFTER.match(text[match.end() : match.end() + 30]):
            yield Finding(*match.span(), Kind.PLATE)
    for match in _find_emails(text):
        if _owner(text, match) != "other":
            yield Finding(*match.span(), Kind.EMAIL)
    numbers = _find_written(text) if has_many_digits else [*_SPELT.finditer(text)]
    yield from _find_phones(text, numbers, [match.span() for match in plates])


def _find_emails(text: str) -> Iterator[re.Match[str]]:
    if "@" in text:
        yield from _EMAIL.finditer(text)
    if _AT.search(text):
        yield from _SPELT_EMAIL.finditer(text)


def _find_written(text: str) -> list[re.Match[str]]:
    alike = (match for match in _ALIKE.finditer(text) if sum(map(str.isdigit, match[0])) >= _FEWEST_DIGITS)
    return [*_PHONE.finditer(text), *alike, *_SPELT.finditer(text), *_LONG.finditer(text)]


def _find_phones(text: str, numbers: list[re.Match[str]], taken: list[tuple[int, int]]) -> Iterator[Finding]:
    for match in numbers:
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        found = _judge_number(text, match)
        if found is not None:
            taken.append(match.span())
            yield Finding(*match.span(), found)


def _judge_number(text: str, match: re.Match[str]) -> Kind | None:
    owner = _owner(text, match)
    if owner == "other":
        return None
    digits = "".join(letter for letter in match[0] if letter.isdigit())
    before = text[max(0, match.start() - 40) : match.start()]
    if _PAPER.search(before):
        return Kind.IDENTITY
    if match.re is _LONG or digits in HOTLINES:
        return None
    if match.re is _SPELT and (not _ZERO.match(match[0]) or owner is None):
        return None
    return Kind.PHONE if owner == "own" else Kind.WHOSE_PHONE


def _owner(text: str, match: re.Match[str]) -> str | None:
    """Say «own» or «other» by the words of the same sentence; None if they do not say."""
    before = _BREAK.split(text[max(0, match.start() - 70) : match.start()])[-1]
    after = _BREAK.split(text[match.end() : match.end() + 40])[0]
    own = next(reversed(list(_OWN.finditer(before))), None)
    if own is not None and not _CALLER.search(before[: own.end()].rsplit(" ", 1)[0]):
        return "own"
    if _OWN_AFTER.search(after):
        return "own"
    return "other" if own is not None or _OTHERS.search(before) or _OTHERS.search(after) else None
