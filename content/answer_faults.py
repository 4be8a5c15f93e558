"""Decides what may not stand in an officer's answer: ways out of the mailbox, hidden letters, blanks that nothing fills, questions
who somebody is.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from content.blanks import find_unknown_blank
from content.exposure.wording import compile_wording
from content.hotlines import HOTLINES
from content.spaced_letters import join_letters


class Fault(StrEnum):
    """Why an answer is refused."""

    LINK = "link"
    PHONE = "phone"
    HANDLE = "handle"
    HIDDEN = "hidden"
    BLANK = "blank"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Found:
    """A fault and the words in which it was found, as they read without disguise."""

    fault: Fault
    words: str


_REACH = 60
_JOINER = "\u200d"  # holds emoji together
_LOOKALIKE = ("CYRILLIC", "GREEK", "CHEROKEE", "COPTIC", "ARMENIAN", "LISU")
_LETTER_DIGITS = (re.compile(r"(?<=\d)[\s.]?o|o(?=[\s.]?\d)"), re.compile(r"(?<=\d)[li|]|[li|](?=\d)"))
_DATE = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{4}(?!\d)")
_PHONE = re.compile(r"(?<![\d])(?:\+?\d[\s.\-_()/*]{0,3}){8,14}(?!\d)")
_SHAPE = re.compile(r"(?:00?84|84|0)\d{8,10}|1[89]00\d{4,6}")
_ZONE = r"(?:com|vn|net|org|info|xyz|top|link|app|site|online|shop|club|biz|asia|gg|io)"
_LINK = compile_wording(
    r"(?:https?|tg|zalo)\s?:\s?//|\bwww\b|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w"
    rf"|\b[\w-]+(?:\.|\s?[\[(]\s?(?:dot|chấm|\.)\s?[\])]\s?|\s(?:dot|chấm)\s){_ZONE}\b|\b[\w-]+\s\.\s?(?:com|vn|net|org)\b"
    r"|\b(?:t|m|fb|zalo|wa|bit|goo)\s?(?:\.|\bchấm\b|\bdot\b)\s?(?:me|ly|gl)\b|\b[\w-]+\.[a-z]{2,8}/\S"
)
_APP = r"(?:zalo|facebook|fb|phây|telegram|tele|viber|whatsapp|messenger|mess|instagram|insta|tiktok|signal|wechat|imo)"
_HANDLE = compile_wording(
    rf"(?:^|[^\w.])@\s?\w{{3,}}|\b{_APP}(?: (?:của )?(?:tôi|mình|anh|chị|em|cán bộ|chúng tôi|công an))?\s?(?::|là|tên là|tên)"
    rf"|\b(?:kết bạn|add|inbox|ib|nhắn|nhắn tin|liên hệ|liên lạc|gọi|tìm|theo dõi|tham gia|vào nhóm)\b[^.?!\n]{{0,30}}\b{_APP}\b"
    rf"|\b{_APP} (?:của )?(?:tôi|mình|cán bộ|chúng tôi|công an)\b"
)
_OTHERS = compile_wording(
    r"\b(?:nó|họ|hắn|chúng|bọn|đối tượng|người (?:bán|mua|đó|này|kia)|khách|anh ta|cô ta)\b[^.?!,;\n]{0,40}$"
)
_NOT = compile_wording(r"\b(?:không|đừng|chưa|khỏi|không cần|không được)\b[^.?!,;\n]{0,30}$")
_YOU = r"(?:bạn|người báo(?: tin)?|quý vị|(?:anh|chị|em|cháu|cô|chú|bác|ông|bà)(?! (?:ta|ấy|kia|đó|này|trai|gái|họ|chồng|vợ)\b))"
_SOMEBODY = r"(?:bạn|người báo(?: tin)?|quý vị|bản thân|(?:anh|chị|em|cháu|cô|chú|bác|ông|bà)(?=\s*(?:[?.,!;:\n]|$)| (?:là|gì|ở|và|để|cho|nhé|với|đi|không|ạ)\b))"
_DATA = (
    r"(?:họ tên|tên thật|tên tuổi|tên|số điện thoại|sđt|sdt|số đt|điện thoại|địa chỉ|căn cước|cccd|cmnd|chứng minh|nghề nghiệp|nơi ở"
    r"|chỗ ở|nhà|nơi làm việc|cơ quan|danh tính|thông tin cá nhân|ngày sinh|tuổi|zalo|facebook|email|mail)"
)
_WHO = tuple(
    compile_wording(pattern)
    for pattern in (
        rf"\b{_YOU}(?: (?:có thể|vui lòng|hãy|đang|hiện|hiện đang|đã|sống|nhà))* (?:(?:họ |thật )?tên(?: (?:là|thật))* (?:gì|chi|j)|là ai|ở đâu|ở chỗ nào"
        r"|ở (?:số|phường|xã|thôn|tổ) (?:nào|mấy)|bao nhiêu tuổi|mấy tuổi|sinh năm|làm (?:nghề )?gì\b|làm (?:việc )?ở đâu|học (?:ở đâu|trường nào|lớp mấy|lớp nào)"
        r"|(?:có )?quan hệ|có phải là)",
        rf"\b(?:cho|xin|gửi|cung cấp|để lại|nói|báo|khai|ghi|biết|hỏi|nêu)(?: (?!(?:thêm|đừng|không|khỏi|chưa)\b)\w+){{0,4}} {_DATA} (?:của )?{_SOMEBODY}",
        rf"\b(?:số điện thoại|sđt|sdt|họ tên|tên thật|địa chỉ|cccd|căn cước|danh tính|nơi làm việc|nơi ở|chỗ ở|nhà|tên) (?:của |riêng của )?{_SOMEBODY}",
        r"\b(?:xin|cho|để lại|cung cấp|gửi)(?: (?:tôi|chúng tôi|mình|em|anh|chị|lại|biết))* (?:số điện thoại|sđt|sdt|số đt|họ tên|quý danh|thông tin cá nhân|cccd)"
        r"(?! (?:của )?(?:nó|họ|hắn|đối tượng|người))",
        r"\b(?:xưng|khai) (?:rõ )?(?:tên|danh)\b|\bquý danh\b",
        rf"\b(?:mời|đề nghị|yêu cầu) {_YOU} (?:\w+ ){{0,3}}(?:lên|đến|tới|ra) (?:trụ sở|công an|cơ quan|đồn|phường|xã)",
        r"\b(?:hẹn gặp|gặp mặt|gặp trực tiếp|cho gặp|gặp riêng)\b",
    )
)


_ESCAPED = re.compile(r"\\[a-zA-Z]")
_WATCHED = frozenset(
    word
    for pattern in (_LINK, _HANDLE, *_WHO)
    for word in re.findall(r"[^\W\d_]{2,}", _ESCAPED.sub(" ", pattern.pattern))
)


def find_fault(text: str) -> Found | None:
    """Find the first reason to refuse an answer; None if it may be sent."""
    hidden = _find_hidden(text)
    if hidden:
        return Found(Fault.HIDDEN, hidden)
    blank = find_unknown_blank(text)
    if blank:
        return Found(Fault.BLANK, blank)
    plain = _undisguise(text)
    for fault, find in ((Fault.LINK, _find_link), (Fault.PHONE, _find_phone), (Fault.HANDLE, _find_handle)):
        words = find(plain)
        if words:
            return Found(fault, words)
    asked = _find_question(plain)
    return Found(Fault.IDENTITY, asked) if asked else None


def _find_hidden(text: str) -> str:
    """Find a letter that shows nothing, or one of another script that only looks like ours."""
    for letter in text:
        if unicodedata.category(letter) in {"Cf", "Co", "Cn"} and letter != _JOINER:
            return f"U+{ord(letter):04X}"
        if letter.isalpha() and unicodedata.name(letter, "").startswith(_LOOKALIKE):
            return letter
    return ""


def _undisguise(text: str) -> str:
    """Write fancy letters and digits as plain ones, and letters set apart as words."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = "".join(_plain_letter(letter) for letter in plain)
    return join_letters(plain, _WATCHED)


def _plain_letter(letter: str) -> str:
    if unicodedata.category(letter) in {"Me", "Cf"} or letter == "\ufe0f":
        return ""
    digit = unicodedata.decimal(letter, None)
    return letter if digit is None else str(digit)


def _find_link(plain: str) -> str:
    found = _LINK.search(plain)
    return found[0].strip() if found else ""


def _find_phone(plain: str) -> str:
    text = _DATE.sub(" ", plain)
    for pattern, digit in zip(_LETTER_DIGITS, "01", strict=True):
        text = pattern.sub(digit, text)
    text = _SPELT_DIGIT.sub(lambda word: _DIGIT_OF[word[0]], text)
    for found in _PHONE.finditer(text):
        digits = "".join(letter for letter in found[0] if letter.isdigit())
        if digits not in HOTLINES and _SHAPE.fullmatch(digits):
            return found[0].strip()
    return ""


def _find_handle(plain: str) -> str:
    found = _HANDLE.search(plain)
    if found is None or _OTHERS.search(plain[max(0, found.start() - _REACH) : found.start()]):
        return ""
    return found[0].strip()


def _find_question(plain: str) -> str:
    for pattern in _WHO:
        for found in pattern.finditer(plain):
            before = plain[max(0, found.start() - _REACH) : found.start()]
            if not (_NOT.search(before) or _OTHERS.search(before)):
                return found[0].strip()
    return ""


_DIGIT_OF = {
    word: str(digit)
    for digit, words in enumerate(
        (
            "không khong",
            "một mot",
            "hai",
            "ba",
            "bốn bon tư",
            "năm nam",
            "sáu sau",
            "bảy bay bẩy",
            "tám tam",
            "chín chin",
        )
    )
    for word in words.split()
}
_SPELT_DIGIT = re.compile(rf"\b(?:{'|'.join(_DIGIT_OF)})\b")
