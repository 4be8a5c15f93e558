"""The words around a place name: what announces one, what forbids one, and names people shorten."""

# Type words by what they announce; each is written without accents, as people type them.
COMMUNE_WORDS = {
    "phuong": "phường",
    "p": "phường",
    "f": "phường",
    "xa": "xã",
    "x": "xã",
    "thi tran": "thị trấn",
    "tt": "thị trấn",
    "dac khu": "đặc khu",
    "dk": "đặc khu",
}
DISTRICT_WORDS = {
    "quan": "quận",
    "q": "quận",
    "huyen": "huyện",
    "huyen dao": "huyện",
    "h": "huyện",
    "thi xa": "thị xã",
    "tx": "thị xã",
}
CITY_WORDS = {"thanh pho": "thành phố", "tp": "thành phố"}
PROVINCE_WORDS = {"tinh": "tỉnh"}

# A name after one of these is a street, a hamlet, a landmark or a person, not a commune.
VETOES = frozenset(
    {
        *("duong", "pho", "ngo", "hem", "ngach", "kiet", "hxh", "lo", "ql", "cho", "cau", "chua"),
        *("truong", "hoc", "thcs", "thpt", "vien", "xe", "ga", "quan", "san", "khach", "toa"),
        *("thon", "ap", "xom", "khom", "lang", "kp", "pho", "doi", "kenh", "hang", "song"),
        *("ten", "que", "ong", "anh", "thang", "nguoi"),
    }
)
PREPOSITIONS = frozenset({"o", "tai", "thuoc", "ve"})
# What may stand around the answer to «where?» without being part of a name.
LEADING = frozenset(
    {"o", "tai", "gan", "trong", "thuoc", "khu", "vuc", "dao", "ban", "da", "vang", "la", "noi"}
    | {"em", "toi", "minh", "chau", "thua", "xin", "ngay", "duoi", "tren", "phia"}
)
TRAILING = frozenset({"a", "nha", "nhe", "nhi", "viet", "nam", "vn", "do", "day", "luon", "cu", "moi"})

# What may follow a commune's name; any other word may belong to a longer name that no list has.
FOLLOWING = PREPOSITIONS | {"duong", "gan", "nhe", "nha", "a", "vn"}

# Names that no list has, by the code of today's province.
PROVINCE_NICKNAMES = {
    "01": ("hn", "tphn", "thủ đô"),
    "31": ("hp", "tphp"),
    "46": ("Thừa Thiên Huế", "TT Huế"),
    "48": ("tpdn",),
    "79": ("tphcm", "hcm", "hcmc", "Sài Gòn", "saigon", "sg"),
    "92": ("tpct",),
}
# The same for old provinces, by their full name.
OLD_PROVINCE_NICKNAMES = {
    "Tỉnh Bà Rịa - Vũng Tàu": ("brvt", "br vt"),
    "Tỉnh Đắk Nông": ("Đắc Nông", "dak nong", "daknong"),
    "Tỉnh Kon Tum": ("kontum", "Con Tum"),
    "Tỉnh Đắk Lắk": ("Đắc Lắc", "dak lak", "daklak"),
}
# The same for old districts, by district and province; quận 2 and quận 9 were gone in 2021.
DISTRICT_NICKNAMES = {
    ("Thành phố Thủ Đức", "Thành phố Hồ Chí Minh"): ("2", "9"),
    ("Thành phố Buôn Ma Thuột", "Tỉnh Đắk Lắk"): ("bmt", "Ban Mê Thuột", "Ban Mê"),
}
