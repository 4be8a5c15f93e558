"""Recognises words that ask for help with addiction; where they could be a tip, they are left to be asked about."""

import re

from content.places.folding import fold

CRY = 40  # as long as this a plea is heard in the middle of anything
LONGEST = 400  # a longer text tells a story: the person is asked what it is about

# Words that read like ours once their accents are gone: classifiers, sheep, nights, research. Without accents nobody can tell.
_OTHERS = re.compile(
    r"\b(?:cái|cãi|cải|cài|cừu|cựu|cửu|nghiên|nghiền|hụt|sóc|phế|thêm|bàn|bản|bận|bắn|gai|đa|tối|tới|đứng|đúng|đó|bò|bộ|ánh|vỏ|chủ|tụi)\b"
)
_SALE = re.compile(r"\bbán\b")
_STOP = re.compile(r"[.,;:!?\n]+")

CRIED = frozenset(("cuu", "giup", "cai", "nghien", "chet", "methadone", "help", "addicted"))
# One of these stands in every plea: a text without them is let through at once.
_CUES = re.compile(
    r"\b(?:cuu|giup|cai|bo|cat|methadone?|buprenorphine?|them|nghien\w*|hut|hit|chich|choi|dung|dinh|thu|phe|ngao|soc|vat|len|loan|tai|keo|tinh|bat|ngat|lim|lo"
    r"|giat|sui|tho|lieu|chan|mau|danh|ep|lua|ru|song|chet|tu|khai|van|tro|nho|so|help|addicted|overdose\w*|breathing|stop|quit|treatment|uses|using|takes|high)\b"
)
_NEAR = r"(?:con|chau|chong|ck|vo|vk|em|anh|chi|bo|me|ba|cha|chu|bac|di|cau|ong|ban|nguoi yeu|dua con|ong xa|ba xa)"
_FOLK = r"(?:nguoi nha|nguoi than|gia dinh|nha)"
_LIKE = r"(?: (?:trai|gai|be|dau|re|ngoai|noi|ho|ruot|than|cung phong|hoc|yeu|ut|lon))*"
_MY = r"(?:toi|em|minh|tui|chau|con|nha toi|nha em|nha minh|cua toi|cua em)"
_OWN = rf"(?:{_NEAR}{_LIKE} {_MY}|{_FOLK} (?:toi|em|minh|tui)|(?:nguoi nha|nguoi than)|{_NEAR} cung phong)"
_NOT_AT = r"(?<!truong )(?<!lop )(?<!cong ty )(?<!hang )(?<!xom )(?<!khu )"  # «at my son's school»
_SELF = r"(?:toi|em|minh|tui|chau|con)"
_DRUG = r"(?:da|thuoc(?: lac| phien| la)?|ke|ketamin\w*|do|lai|ma tuy|co|can sa|bong(?: cuoi)?|pod|heroin|hang|thu|thuoc lac)"
_TAKES = (
    rf"(?:(?:choi|dung|su dung|hut|hit|chich|dinh|thu|lo|nghien) {_DRUG}|nghien\w*|hut|hit|chich|phe|ngao|soc|vat thuoc|len con|loan than|tai nghien|tai"
    r"|an keo la|di cai|duong tinh|doi tien)"
)
_FAINTS = r"(?:bat tinh|bat dong|ngat|lim|lo mo|co giat|sui bot|tim tai|moi tim|khong tho|tho yeu|qua lieu|te chan|ho ra mau)"
_DRUGS = r"(?:nghien|hut|hit|chich|phe|ma tuy|thuoc|da|heroin|bong cuoi|can sa|keo|pod)"
_NEED = (
    r"(?:lam sao|lam gi|lam the nao|the nao|kiet suc|kho qua|so qua|so lam|so mat|bat luc|giup|cuu|tu van|het cach|nho ai|nho vao ai|lo qua|lo lam|chua|dia nguc"
    r"|khuyen|dung lai|lam lai|lam on)"
)
_DO = r"(?:gui|tim (?:lai|ma)|xoa|doi|xem|sua|mo|dang ky|huy|bao|kiem tra|chuyen|in|tai|lay|nhan)"

_PLEAS = re.compile(
    "|".join(
        (
            r"^(?:xin |lam on |hay |ai do )*(?:cuu|giup)(?: do)?(?: (?:toi|em|minh|con|chau|tui|me|voi|a|nhe|di))*$",
            rf"\b(?:cuu|giup) (?:{_SELF}|me|bo|chong|vo|ba|gia dinh)(?: {_SELF})?\b(?! {_DO})",
            rf"(?:^|\| )(?:{_SELF} )?(?:dang |rat )?can (?:duoc )?(?:giup|tu van|ho tro)\b",
            r"\b(?:cai|bo)(?: han)? (?:nghien|ma tuy|thuoc phien|heroin|thuoc lac|hut|can sa)\b|\bcai (?:tai nha|tu nguyen|xong|\d+ lan)\b|\bcat con\b",
            rf"\b(?:di|muon|xin|duoc|dang ky|dang|cach|moi|bo|chiu|phai|cho {_SELF}) cai\b(?! dat)|\bcai cho (?:{_SELF}|chau|vo|chong|con|anh|em)\b",
            r"\b(?:methadone?|buprenorphine?)\b|\btai nghien\b|\bthem (?:thuoc|qua)\b|\b(?:con|con lai|dang) them\b",
            rf"{_NOT_AT}\b{_OWN}\b.*\b(?:{_TAKES}|{_FAINTS})\b",
            rf"\b(?:{_NEAR}|{_FOLK}){_LIKE} (?:\w+ ){{0,7}}?{_TAKES}\b.*\b{_NEED}\b",
            rf"\b{_NEED}\b.* {_OWN}\b.*\b{_DRUGS}\b",
            r"\btu (?:nguyen )?khai\b.*\b(?:nghien|ma tuy)\b|\b(?:cho|giup) nguoi nghien\b|\bbi (?:\w+ ){0,3}bo (?:gi|thuoc)\b",
            rf"(?:^|\| )(?:{_FOLK}|em|anh|chong|vo|bo|me)(?: \w+)? (?:nghien|chich|hut)\b",
            r"(?:^|\| )(?:nha|gia dinh)(?: (?:toi|em|minh|tui))? co (?:\w+ ){0,2}nghien\b",
            rf"(?:^|\| ){_SELF} (?:\w+ ){{0,3}}?(?:nghien|{_TAKES}|bi ep|so qua|muon (?:bo|cai|chet|dung lai|lam lai)|lo (?:dung|hut|hit|thu)|chan song|khong muon song)\b"
            r"(?!.*\bco \w+ nghien\b)",
            rf"\b(?:ep|lua|ru) {_SELF}\b.*\b(?:hut|hit|choi|dung|thu)\b|\bbi (?:\w+ ){{0,3}}(?:ep|lua|ru) (?:hut|hit|choi|dung|thu)\b",
            r"\b(?:khong muon song|muon chet|tu tu|chan song|khong bo duoc|song khong bang chet|khong biet nho ai)\b",
            rf"\b{_OWN}\b.*\bdanh {_SELF}\b|\bdanh (?:toi|me|vo|con)\b.*\b{_DRUGS}\b",
            r"\b(?:soc (?:thuoc|ma tuy)|qua lieu)\b|\blo (?:dung|hut|hit|thu)\b.*\b(?:so|them|khong dam|te)\b",
            r"(?:^|\| )(?:anh|chi|co|cau) ay len con\b|\b(?:ra trai|cai ve)\b.*\b(?:so|dinh lai|tai)\b",
            r"\b(?:help me|need help|addicted|overdose\w*|not breathing|can t stop|cant stop|want to (?:quit|stop)|get treatment|please help)\b",
            r"\bmy (?:\w+ )?(?:son|daughter|husband|wife|brother|sister|child|father|mother|friend) (?:uses|is using|takes|is high)\b",
        )
    )
)
_TIPS = re.compile(
    r"\b(?:sale(?! (?:het|do dac|xe|nha|dat|vang))|ban (?:ma tuy|thuoc|hang|le|da|can|keo|cho|do|nam|tramadol|o|methadone?)|buon (?:ma tuy|thuoc|ban|can sa|lau|da)"
    r"|mua ban|rao ban|giao (?:hang|ma tuy|do)|trong (?:cay|can sa|thuoc)|nau (?:ma tuy|da)|van chuyen|dau nau|du mua|dua (?:ma tuy|goi|hang)|tuon|hoi lo"
    r"|tu tap|tang tru|giau|doi tuong|bao (?:tin|ai|len|giup|cho cong an)|^bao cong an|to (?:giac|cao)|hang xom|chua chap|bao che|cho (?:hang|khach|ma tuy)|ship(?:per)?"
    r"|thay (?:co|khach|nguoi|may|hai|ba|nhom|mot|tui|bon|no|chung)|ru (?:hoc sinh|ban be)|trai phep|danh nguoi|ma tin|tin nay|gui tin|kiem tra|xu ly"
    r"|sells?|deals?|dealer|grows?|trom|cuop|thang nghien|may (?:con|thang|dua) nghien|bat (?:bon|nhom)|dep|co (?:nhom|bon|dam|toan|dua (?!con))|dau (?:hem|ngo|xom|duong|lang))\b"
)


def is_plea(text: str) -> bool:
    """Tell whether a text asks for help, for its writer or somebody near them, and is no tip."""
    if len(text) > LONGEST:
        return False
    told = _SALE.sub("sale", _OTHERS.sub("_", text.lower()))
    folded = " | ".join(filter(None, map(fold, _STOP.split(told))))
    return (
        _CUES.search(folded) is not None
        and _TIPS.search(folded) is None
        and _PLEAS.search(folded) is not None
    )


def is_cry(text: str, folded: str) -> bool:
    """Tell whether a short text may ask for help, whatever was asked; most texts are let through at a glance."""
    return len(text) <= CRY and not CRIED.isdisjoint(folded.split()) and is_plea(text)
