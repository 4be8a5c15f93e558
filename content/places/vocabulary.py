"""The words around a place name: what announces one, what forbids one, and words that are no names."""

# Type words by what they announce; each is written without accents, as people type them.
COMMUNE_WORDS = {
    **dict.fromkeys(("phuong", "p", "f", "ward", "w", "phuog", "phuogn", "phuonq", "fuong"), "phường"),
    **dict.fromkeys(("xa", "x", "commune"), "xã"),
    **dict.fromkeys(("thi tran", "thitran", "tt", "township"), "thị trấn"),
    **dict.fromkeys(("dac khu", "dackhu", "dk"), "đặc khu"),
}
DISTRICT_WORDS = {
    **dict.fromkeys(("quan", "q", "district", "dist", "qan", "qaun", "wan"), "quận"),
    **dict.fromkeys(("huyen", "huyen dao", "h", "hyuen", "huyn"), "huyện"),
    **dict.fromkeys(("thi xa", "thixa", "tx"), "thị xã"),
}
CITY_WORDS = dict.fromkeys(("thanh pho", "thanhpho", "tp", "city", "t pho"), "thành phố")
PROVINCE_WORDS = dict.fromkeys(("tinh", "province", "t"), "tỉnh")
# In English the type follows the name: «Ben Nghe Ward», «Hai Chau District».
FOLLOWING_TYPES = {
    **{"ward": "phường", "commune": "xã", "township": "thị trấn", "district": "quận", "dist": "quận"},
    **{"city": "thành phố", "province": "tỉnh", "town": "thị xã"},
}
# A name after one of these is a street, a landmark or a hamlet: no commune, but often lies near one.
VETOES = frozenset(
    {
        *("duong", "pho", "ngo", "hem", "ngach", "kiet", "hxh", "lo", "ql", "tl", "dt", "cho", "cau", "chua"),
        *("truong", "hoc", "thcs", "thpt", "vien", "xe", "ga", "quan", "san", "khach", "toa", "nghiep", "kcn"),
        *("thon", "ap", "xom", "khom", "lang", "kp", "doi", "kenh", "hang", "song", "buon", "sok", "phum", "tdp"),
        *("ho", "nui", "deo", "den", "cang", "bay", "khau", "hoa", "cafe", "coffee", "karaoke", "bar", "phe"),
        *("tiem", "ty", "may", "cu", "kdc", "kdt", "thi", "xoay", "ba", "tu", "bung", "tran", "kenh", "rach"),
        *("cong", "mieu", "dao", "bida", "net", "spa", "massage", "hotel", "mart", "the", "cuoc", "toc", "st"),
    }
)
LANDMARK_PAIRS = frozenset({"nga ba", "nga tu", "nga nam", "nga sau", "do thi", "sieu thi", "chung cu", "cao toc"})
# These forbid only together with the word before them.
NEEDS_PAIR = {"ba", "tu", "thi", "cu", "toc", "hoa", "tran", "the", "may", "cong", "ty"}
PAIRED = LANDMARK_PAIRS | {"van hoa", "nha may", "cong ty", "vuon hoa", "tap the", "cu xa", "nha cong"}
# A name after one of these is a person's, or where somebody comes from.
PEOPLE = frozenset(
    {"ten", "ong", "anh", "thang", "nguoi", "co", "chi", "chu", "bac", "em", "cau", "di", "ba", "con", "goc", "dan"}
)
ORIGINS = frozenset({"que", "goc", "nguyen quan", "que quan", "ho khau", "sinh", "hktt"})
# What follows a street's name in English.
STREET_AFTER = frozenset({"street", "str", "st", "road", "rd", "avenue", "ave", "market", "bridge"})
# A number after one of these is a hamlet's or a street's own; the name that follows is free.
NUMBERED_BEFORE = frozenset(
    {"pho", "kp", "to", "ap", "khom", "thon", "xom", "doi", "so", "duong", "ql", "lo", "khu", "tdp", "sl", "cum"}
)
PREPOSITIONS = frozenset({"o", "tai", "thuoc", "ve", "in", "at"})
# What may stand around the answer to «where?» without being part of a name.
LEADING = frozenset(
    {"o", "tai", "gan", "trong", "thuoc", "khu", "vuc", "dao", "ban", "da", "vang", "la", "noi", "dia", "chi"}
    | {"em", "toi", "minh", "chau", "thua", "xin", "ngay", "duoi", "tren", "phia", "cho", "nay", "cu", "truoc"}
)
# What may stand between the names of one address: «phường A, nay là phường B, thuộc quận C».
JOINING = frozenset({"thuoc", "cu", "moi", "nay", "la", "truoc", "tren", "of", "vn"})
TRAILING = frozenset({"a", "nha", "nhe", "nhi", "viet", "nam", "vn", "do", "day", "luon", "cu", "moi", "vietnam"})
# What may follow a commune's name; any other word may belong to a longer name that no list has.
FOLLOWING = PREPOSITIONS | {"duong", "gan", "nhe", "nha", "a", "vn", "cu", "moi", "va", "co", "cua", "la", "bi"}

# Names that are ordinary words as well: without accents and capitals they count only in company.
COMMON = frozenset(
    "giadinh thanhcong doanket hoabinh thongnhat antoan binhan tudo hanhphuc quyetthang quyettam thangloi tanphat"
    " dongtam doclap dongy binhminh hoahop hoathuan tiendong congchinh hopnhat thuanloi hungthinh tientien dailoc"
    " lagi chu lang thanhnien dongtien thanhtam tienphong anninh trungthanh trungtam daidong hopthanh hoptien"
    " yenbinh yentam antam thanhdong dongthanh vanminh tienbo hopluc congbinh thuongtin congly vinhquang"
    " tuongmai quangminh dongxuan tanminh hoanghon quyetchien tanthanh thanhbinh minhbach binhthanh namtien".split()
)
# Families whose names streets bear: «Lê Lợi» without «phường» is more often a street.
FAMILIES = frozenset(
    "nguyen tran le pham phan ly hoang ngo dinh bui vo dang do duong ho mac to vu huynh trieu luong ton".split()
)
HEROES = frozenset("quangtrung hungvuong haibatrung batrieu vanmieu dienbien thonhuom thaitranduat".split())
NUMBERS = {
    **{"mot": "1", "nhat": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "lam": "5", "sau": "6"},
    **{"bay": "7", "tam": "8", "chin": "9", "muoi": "10", "x": "10", "vi": "6", "ix": "9", "xi": "11", "xii": "12"},
    **{f"muoi {word}": str(10 + at) for at, word in enumerate("mot hai ba bon lam sau bay tam chin".split(), 1)},
    **{f"hai {word}": str(20 + at) for at, word in enumerate("muoi mot hai ba bon lam sau bay tam".split())},
    **{"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vii": "7", "viii": "8", "xiii": "13", "xiv": "14"},
}
