"""Writes an address as people do: no accents, Telex and VNI keys, wrong letters, words run together."""

import random
import unicodedata

TELEX_TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
VNI_TONES = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
TELEX_MARKS = {"\u0302": "", "\u0306": "w", "\u031b": "w"}
VNI_MARKS = {"\u0302": "6", "\u0306": "8", "\u031b": "7"}
TONES = "\u0300\u0301\u0309\u0303\u0323"
MODERN = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "õa": "oã",
    "ọa": "oạ",
    "ùy": "uỳ",
    "úy": "uý",
    "ủy": "uỷ",
    "ũy": "uỹ",
    "ụy": "uỵ",
}
SHORT = {
    "Phường ": ("P. ", "P.", "p ", "F.", "P"),
    "Xã ": ("X. ", "x ", "X."),
    "Thị trấn ": ("TT. ", "TT ", "tt "),
    "Quận ": ("Q. ", "Q.", "q ", "Q"),
    "Huyện ": ("H. ", "h ", "H."),
    "Thị xã ": ("TX. ", "TX ", "tx "),
    "Thành phố Hồ Chí Minh": ("TP.HCM", "TPHCM", "tp hcm", "HCM", "Sài Gòn"),
    "Thành phố ": ("TP. ", "TP ", "tp "),
    "Tỉnh ": ("", "T. "),
}


def without_accents(text: str) -> str:
    """Leave all accents out."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(part for part in parts if not unicodedata.combining(part))


def with_new_tones(text: str) -> str:
    """Write hoà for hòa, thuỷ for thủy."""
    for old, new in MODERN.items():
        text = text.replace(old, new)
    return text


def with_wrong_accents(text: str, chance: random.Random) -> str:
    """Change the tone of one or two syllables."""
    words = text.split(" ")
    for at in chance.sample(range(len(words)), min(2, len(words))):
        parts = unicodedata.normalize("NFD", words[at])
        old = next((part for part in parts if part in TONES), None)
        if old:
            toneless = unicodedata.normalize("NFC", parts.replace(old, ""))
            vowel = next(
                (v for v in reversed(toneless) if without_accents(v).lower() in "aeiouy"), toneless[-1]
            )
            changed = toneless.replace(vowel, vowel + chance.choice(TONES), 1)
            words[at] = unicodedata.normalize("NFC", changed)
    return " ".join(words)


def in_telex(text: str) -> str:
    """Write the keys that Telex would have read."""
    return " ".join(_keys(word, TELEX_TONES, TELEX_MARKS, "dd", doubled=True) for word in text.split(" "))


def in_vni(text: str) -> str:
    """Write the keys that VNI would have read."""
    return " ".join(_keys(word, VNI_TONES, VNI_MARKS, "d9", doubled=False) for word in text.split(" "))


def shortened(text: str, chance: random.Random) -> str:
    """Shorten the type words."""
    for long, forms in SHORT.items():
        text = text.replace(long, chance.choice(forms))
    return text


def run_together(text: str) -> str:
    """Leave the spaces out between commas."""
    return ", ".join(part.replace(" ", "") for part in text.split(", "))


def misspelt(name: str, chance: random.Random, letters: int = 1) -> str:
    """Change, drop, double, add or swap letters; never the first one, never a digit."""
    for _ in range(letters):
        places = [at for at in range(1, len(name)) if name[at].isalpha() and name[at - 1].isalpha()]
        if not places:
            return name
        at = chance.choice(places)
        how = chance.randrange(4)
        if how == 0:
            name = name[:at] + name[at + 1 :]
        elif how == 1:
            name = name[:at] + chance.choice("aeinhgtuocm") + name[at + 1 :]
        elif how == 2:
            name = name[:at] + name[at] + name[at:]
        else:
            name = name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
    return name


def _keys(word: str, tones: dict[str, str], marks: dict[str, str], stroked: str, *, doubled: bool) -> str:
    letters, tone = "", ""
    for part in unicodedata.normalize("NFD", word):
        if part in tones:
            tone = tones[part]
        elif part in marks:
            letters += letters[-1].lower() if doubled and part == "\u0302" else marks[part]
        elif part in "đĐ":
            letters += stroked if part == "đ" else stroked.capitalize()
        else:
            letters += part
    end = len(letters.rstrip(",.;"))
    return letters[:end] + tone + letters[end:]
