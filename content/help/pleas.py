"""Recognises words that ask for help with addiction; where they could be a tip, they are left to be asked about."""

import re

from content.places.folding import fold

LONGEST = 400  # a longer text tells a story: the person is asked what it is about

_KIN = r"(?:con|chau|chong|ck|vo|vk|em|anh|chi|bo|me|ba|cha|chu|bac|di|ong|ban|nguoi yeu|nguoi nha|nguoi than|gia dinh|nha|dua con)"
_OWN = r"(?:(?: (?:trai|gai|be|dau|re|ngoai|noi|ho|ruot|than|cung phong))* (?:toi|em|minh|tui|chau|con|nha toi|nha em|nha minh|cua toi|cua em))"
_USE = (
    r"(?:nghien|hut|hit|chich|choi (?:da|thuoc|ke|do|lai)|(?:dung|su dung|dinh|lo dung|thu) ma tuy|ngao|soc|vat thuoc|len con|loan than|"
    r"bat tinh|bat dong|ngat|co giat|tim tai|tai nghien|an keo la|di cai|duong tinh)"
)
_NEED = r"(?:lam sao|lam gi|lam the nao|the nao|kiet suc|kho qua|so qua|so lam|bat luc|giup|cuu|tu van)"
_SELF = r"(?:toi|em|minh|tui|chau|con)"

_PLEAS = re.compile(
    "|".join(
        (
            r"^(?:xin |lam on |hay )*(?:cuu|giup)(?: do)?(?: (?:toi|em|minh|con|chau|tui|me|voi|a|nhe|di))*$",
            rf"\b(?:cuu|giup) (?:{_SELF}|me|bo|chong|vo|ba|gia dinh)(?: {_SELF})?(?: voi)?\b",
            r"\b(?:cai|bo) (?:nghien|ma tuy|thuoc phien|heroin)\b|\bcai tai nha\b|\bcat con\b|\bdang cai\b",
            r"\b(?:methadone?|buprenorphine?)\b|\btai nghien\b|\bthem (?:thuoc|qua)\b|\bcon them\b",
            rf"\b{_KIN}{_OWN}? (?:\w+ ){{0,7}}?{_USE}\b.*\b{_NEED}\b",
            rf"\b{_KIN}{_OWN} (?:\w+ ){{0,6}}?{_USE}\b",
            rf"^(?:{_KIN}) nghien\b|\bnha co nguoi nghien\b",
            rf"^{_SELF} (?:\w+ ){{0,3}}?(?:nghien|muon (?:bo|cai|chet)|lo (?:dung|hut|thu)|chan song|khong muon song)\b",
            r"\b(?:khong muon song|muon chet|tu tu|chan song|khong bo duoc)\b",
            r"\b(?:soc (?:thuoc|ma tuy)|qua lieu)\b|\blo (?:dung|hut|thu)\b.*\b(?:so|them|khong dam)\b",
            r"\b(?:help me|need help|addicted|can t stop|cant stop|want to quit|get treatment|please help)\b",
            r"\bmy (?:son|daughter|husband|wife|brother|sister|child|father|mother) (?:uses|is using|takes)\b",
        )
    )
)
_TIPS = re.compile(
    r"\b(?:ban (?:ma tuy|thuoc|hang|le|da|can|keo|cho|do|nam|tramadol|o)|buon (?:ma tuy|thuoc|ban|can sa|lau)|mua ban|rao ban|giao (?:hang|ma tuy)|trong (?:cay|can sa|thuoc)|"
    r"tu tap|tang tru|giau|doi tuong|bao (?:tin|cong an|ai)|to (?:giac|cao)|hang xom|chua chap|bao che|cho (?:hang|ma tuy)|ship(?:per)?|"
    r"sells?|deals?|dealer|tuon|trom|cuop|thang nghien|bat bon|dep)\b"
)


def is_plea(text: str) -> bool:
    """Tell whether a text asks for help, for its writer or somebody near them, and is no tip."""
    if len(text) > LONGEST:
        return False
    folded = " ".join(fold(text).split())
    return _PLEAS.search(folded) is not None and _TIPS.search(folded) is None
