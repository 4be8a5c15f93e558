"""The words around a place name: what announces one, what forbids one, and words that are no names."""


def listed(words: str) -> tuple[str, ...]:
    """List the words of a line."""
    return tuple(words.split())


# Type words by what they announce; each is written without accents, as people type and mistype them.
COMMUNE_WORDS = {
    **dict.fromkeys(listed("phuong p f ward w phuog phuogn phuonq fuong"), "phường"),
    **dict.fromkeys(listed("xa x commune"), "xã"),
    **dict.fromkeys(("thi tran", "thitran", "tt", "township"), "thị trấn"),
    **dict.fromkeys(("dac khu", "dackhu", "dk"), "đặc khu"),
}
DISTRICT_WORDS = {
    **dict.fromkeys(listed("quan q district dist qan qaun wan"), "quận"),
    **dict.fromkeys(("huyen", "huyen dao", "h", "hyuen", "huyn"), "huyện"),
    **dict.fromkeys(("thi xa", "thixa", "tx"), "thị xã"),
}
CITY_WORDS = dict.fromkeys(("thanh pho", "thanhpho", "tp", "city", "t pho"), "thành phố")
PROVINCE_WORDS = dict.fromkeys(listed("tinh province t"), "tỉnh")
# In English the type follows the name: «Ben Nghe Ward», «Hai Chau District».
FOLLOWING_TYPES = {
    "ward": "phường",
    "commune": "xã",
    "township": "thị trấn",
    "district": "quận",
    "dist": "quận",
    "city": "thành phố",
    "province": "tỉnh",
    "town": "thị xã",
}

# A name after one of these is a street, a landmark or a hamlet: no commune, but often near one of that name.
VETOES = frozenset(
    listed(
        "duong pho ngo hem ngach kiet hxh lo ql tl dt cho cau chua ho nui deo den cang song kenh rach bung"
    )
    + listed("truong hoc thcs thpt vien xe ga quan san khach toa nghiep kcn bay khau kdc kdt xoay dao mieu")
    + listed("thon ap xom khom lang kp doi hang buon sok phum tdp cuoc toc st")
    + listed("cafe coffee karaoke bar phe tiem bida net spa massage hotel mart")
    + listed("ba tu thi cu hoa tran the may cong ty")
)
# These of them forbid only together with the word before them.
NEEDS_PAIR = frozenset(listed("ba tu thi cu toc hoa tran the may cong ty"))
PAIRED = frozenset(
    {"nga ba", "nga tu", "do thi", "sieu thi", "chung cu", "cao toc", "van hoa", "vuon hoa"}
    | {"nha may", "cong ty", "tap the", "nha cong"}
)
# A name after one of these is a person's, or where somebody comes from.
PEOPLE = frozenset(listed("ten ong anh thang nguoi co chi chu bac em cau di ba con goc dan"))
# A name after one of these pairs is that of whoever introduces themselves, or of somebody.
INTRODUCING = frozenset(
    f"{who} la" for who in listed("em toi minh chau no anh chi ong ba ten ho han chu co bac y thang")
)
ORIGINS = frozenset({"que", "goc", "nguyen quan", "que quan", "ho khau", "sinh", "hktt"})
# What follows a street's name in English.
STREET_AFTER = frozenset(listed("street str st road rd avenue ave market bridge"))
# A number after one of these is a hamlet's or a street's own; the name that follows is free.
NUMBERED_BEFORE = frozenset(
    listed("pho kp to ap khom thon xom doi so duong ql lo khu tdp cum phuong p f ward quan q district")
)
PREPOSITIONS = frozenset(listed("o tai thuoc ve in at"))
# What may stand around the answer to «where?» without being part of a name.
LEADING = frozenset(
    listed(
        "o tai gan trong thuoc khu vuc dao ban da vang la noi dia chi em toi minh chau thua xin ngay duoi tren"
    )
    + listed("phia cho nay cu truoc")
)
TRAILING = frozenset(listed("a nha nhe nhi viet nam vn do day luon cu moi vietnam"))
# What may stand between the names of one address: «phường A, nay là phường B, thuộc quận C».
JOINING = frozenset(listed("thuoc o cu moi nay la truoc tren dia of vn"))
# What may follow a commune's name; any other word may belong to a longer name that no list has.
FOLLOWING = PREPOSITIONS | frozenset(listed("duong gan nhe nha a vn cu moi va co cua la bi"))

# Names that are ordinary words as well: without accents and capitals they count only in company.
COMMON = frozenset(
    listed(
        "dapda giadinh thanhcong doanket hoabinh thongnhat antoan binhan tudo hanhphuc quyetthang quyettam thangloi"
    )
    + listed(
        "tanphat dongtam doclap dongy binhminh hoahop hoathuan tiendong congchinh hopnhat thuanloi hungthinh"
    )
    + listed(
        "tientien dailoc lagi chu lang thanhnien dongtien thanhtam tienphong anninh trungthanh trungtam daidong"
    )
    + listed(
        "hopthanh hoptien yenbinh yentam antam thanhdong dongthanh vanminh tienbo hopluc congbinh congly"
    )
    + listed("vinhquang quangminh dongxuan tanminh hoanghon quyetchien thanhbinh minhbach binhthanh namtien")
)
# Families whose names streets bear: «Lê Lợi» without «phường» is more often a street.
FAMILIES = frozenset(
    listed(
        "nguyen tran le pham phan ly hoang ngo dinh bui vo dang do duong ho mac to vu huynh trieu luong ton"
    )
)
HEROES = frozenset(listed("quangtrung hungvuong haibatrung batrieu vanmieu dienbien thonhuom thaitranduat"))

_TEENS = listed("mot hai ba bon lam sau bay tam chin")
NUMBERS = {
    **{word: str(at) for at, word in enumerate(listed("mot hai ba bon nam sau bay tam chin muoi"), 1)},
    "nhat": "1",
    "tu": "4",
    "lam": "5",
    **{f"muoi {word}": str(at) for at, word in enumerate(_TEENS, 11)},
    **{f"hai {word}": str(at) for at, word in enumerate(("muoi", *_TEENS), 20)},
    **{f"hai muoi {word}": str(at) for at, word in enumerate(_TEENS, 21)},
    **{
        roman: str(at) for at, roman in enumerate(listed("i ii iii iv v vi vii viii ix x xi xii xiii xiv"), 1)
    },
}
