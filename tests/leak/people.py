"""The canaries: everything that could name a person or repeat their words, none of which may be found again."""

import ipaddress
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Canary:
    """One thing that must not be found: as texts, as numbers, as bytes."""

    name: str
    texts: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    raw: tuple[bytes, ...] = ()


def words(name: str, *texts: str) -> Canary:
    """Make a canary of words: as they are, lower, upper, decomposed, without accents."""
    forms: dict[str, None] = {}
    for text in texts:
        for form in (text, text.lower(), text.upper(), unicodedata.normalize("NFD", text), fold(text)):
            forms[form] = None
    return Canary(name, tuple(forms))


def number(name: str, value: int) -> Canary:
    """Make a canary of a number, such as an account's id."""
    return Canary(name, (str(value),), (value,))


def digits(name: str, shown: str, *others: str) -> Canary:
    """Make a canary of digits that are written in groups: with and without what stands between them."""
    bare = "".join(letter for letter in shown if letter.isdigit())
    return Canary(name, (shown, bare, *others), (int(bare),) if int(bare) < 2**63 else ())


def address(name: str, shown: str) -> Canary:
    """Make a canary of an IP address."""
    read = ipaddress.ip_address(shown)
    value = (int(read),) if read.version == 4 else ()
    return Canary(name, tuple({shown, read.exploded, read.compressed}), value, (read.packed,))


def fold(text: str) -> str:
    """Take the accents away, and write small."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@dataclass
class Citizen:
    """One who tips off; `said` are the phrases that they write, each a canary."""

    name: str
    first_name: str
    last_name: str
    username: str
    number: int
    phone: str
    mail: str
    place: str
    ip: str
    agent: str
    device: str
    latitude: tuple[int, int, int]

    def canaries(self) -> Iterator[Canary]:
        """List what names them."""
        yield number(f"{self.name}: id", self.number)
        yield words(f"{self.name}: first name", self.first_name)
        yield words(f"{self.name}: last name", self.last_name)
        yield words(f"{self.name}: username", self.username)
        yield digits(
            f"{self.name}: phone", self.phone, f"+84{_bare(self.phone)[1:]}", f"84{_bare(self.phone)[1:]}"
        )
        yield words(f"{self.name}: mail", self.mail)
        yield words(f"{self.name}: place", self.place)
        yield address(f"{self.name}: IP", self.ip)
        yield words(f"{self.name}: user agent", self.agent)
        yield words(f"{self.name}: device", self.device)
        parts = [number for part in self.latitude for number in (part, 1)]
        yield Canary(
            f"{self.name}: EXIF GPS", (), (), (struct.pack("<6I", *parts), struct.pack(">6I", *parts))
        )

    def phrase(self, where: str) -> str:
        """Make a phrase that nobody else says, for one place of a conversation."""
        return f"{self.first_name} kể chuyện {where} ở {self.place}"


def _bare(phone: str) -> str:
    return "".join(letter for letter in phone if letter.isdigit())


CITIZENS = {
    "web": Citizen(
        "web", "Khuyênh Đoắc", "Tráng Lởn", "khuyenh_doac_web", 5_812_379_046_113, "0968 731 942",
        "khuyenh.doac@thuxa.example", "Ngõ Quạnh Vắng", "127.83.142.219", "Mozilla/5.0 ChimSeWeb/83.142", "Vsmart Bồ Nông X83",
        (20, 57, 41),
    ),
    "onion": Citizen(
        "onion", "Nguệch Thoảng", "Vĩ Đường", "nguech_thoang_on", 5_812_379_046_227, "0357 904 618",
        "nguech.thoang@thuxa.example", "Dốc Xoáy Sương", "2001:db8:5a1e:77c3:9f02::4d1b", "Mozilla/5.0 ChimSeOnion/77.3",
        "Bphone Sếu Đầu Đỏ", (19, 46, 13),
    ),
    "telegram": Citizen(
        "telegram", "Phượng Huyếch", "Lù Mẩy", "phuong_huyech_tg", 5_812_379_046_341, "0912 468 057",
        "phuong.huyech@thuxa.example", "Suối Chồn Bạc", "203.0.113.177", "TelegramAndroid/11.83", "Oppo Cò Bợ 57",
        (22, 19, 53),
    ),
    "webhook": Citizen(
        "webhook", "Quếnh Toạc", "Sùng Pháng", "quenh_toac_wh", 1_604_982_337, "0703 285 691",
        "quenh.toac@thuxa.example", "Bản Giàng Mơ", "198.51.100.209", "TelegramIOS/12.09", "Xiaomi Diệc Xám", (21, 38, 29),
    ),
    "console": Citizen(
        "console", "Thoắng Bưởng", "Giàng Lẩu", "thoang_buong_cs", 5_812_379_046_459, "0849 520 736",
        "thoang.buong@thuxa.example", "Xóm Khuất Lưng", "192.0.2.231", "xterm-bim-bip-231", "Nokia Bìm Bịp 3", (18, 11, 47),
    ),
    "zalo": Citizen(
        "zalo", "Khoắng Nhuệch", "Mùa Tếnh", "khoang_nhuech_za", 5_812_379_046_923, "0388 614 205",
        "khoang.nhuech@thuxa.example", "Bãi Lầy Sậy", "203.0.113.61", "ZaloAndroid/24.11", "Realme Gõ Kiến 9", (16, 4, 37),
    ),
    "account": Citizen(
        "account", "Huỵch Toẹt", "Lèng Phù", "huych_toet_oa", 5_812_379_047_039, "0934 170 826",
        "huych.toet@thuxa.example", "Đồi Chè Vắng", "198.51.100.83", "ZaloIOS/25.02", "Honor Chào Mào 70", (15, 33, 59),
    ),
}  # fmt: skip


@dataclass
class Officer:
    """One of the units: known to colleagues, sealed all the same."""

    name: str
    shown: str
    number: int
    username: str
    ip: str

    def canaries(self) -> Iterator[Canary]:
        """List what names them, and what they write."""
        yield number(f"{self.name}: id", self.number)
        yield words(f"{self.name}: name", self.shown)
        yield words(f"{self.name}: username", self.username)
        yield address(f"{self.name}: IP", self.ip)
        for kind in ("trả lời", "ghi chú", "lý do", "lời cuối"):
            yield words(f"{self.name}: {kind}", self.phrase(kind))

    def phrase(self, kind: str) -> str:
        """Make what they write: an answer, a note, a reason, a last word."""
        return f"{self.shown} viết {kind} cụt ngủn"


OFFICERS = {
    "chief": Officer("chief", "Ất Chuếnh Choáng", 5_812_379_046_571, "at_chuenh_choang", "127.91.37.203"),
    "lead": Officer("lead", "Bính Loằng Ngoằng", 5_812_379_046_683, "binh_loang_ngoang", "127.91.37.211"),
    "officer": Officer("officer", "Đinh Khúc Khuỷu", 5_812_379_046_797, "dinh_khuc_khuyu", "127.91.37.219"),
    "desk": Officer("desk", "Mậu Ngoắt Ngoéo", 5_812_379_046_811, "mau_ngoat_ngoeo", "127.91.37.227"),
}

TOKEN = "8143906275:AAchim-se_thu-canary-token_83f1q7Xk2"
WEBHOOK_SECRET = "bi-mat_webhook-chim-se-4471xq"
CLIMATE = "Mưa Rào Nghiêng Ngả"  # written where nothing should be: wrong input, lost requests, broken forms


@dataclass
class Roll:
    """All canaries: those known from the beginning, and those that only the walk learns (receipts, cookies, passphrases)."""

    learned: dict[str, Canary] = field(default_factory=dict)

    def learn(self, canary: Canary) -> None:
        """Add what must not be found from now on."""
        self.learned[canary.name] = canary

    def all(self) -> list[Canary]:
        """List all."""
        people: list[Citizen | Officer] = [*CITIZENS.values(), *OFFICERS.values()]
        known = [canary for person in people for canary in person.canaries()]
        secrets = [
            words("bot token", TOKEN),
            words("webhook secret", WEBHOOK_SECRET),
            words("lost words", CLIMATE),
        ]
        secrets += [Canary("what is noted in a film or paper", ("CANARY-", "+21.0285+105.8542"))]
        return [*known, *secrets, *self.learned.values()]
