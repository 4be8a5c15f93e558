"""What in a sentence says who its writer is: a name, the own home, kin and neighbours, work and school."""

import re

from content.exposure.finding import Kind
from content.exposure.wording import POLITE, SELF, SURE, TAIL, compile_wording


def _compile(*cues: tuple[Kind, str]) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((kind, compile_wording(pattern)) for kind, pattern in cues)


_HOME = r"(?:nhà(?: (?:nội|ngoại|bố mẹ|ba mẹ|ba má|vợ|chồng))?|(?:vách|tường|hiên|ban công|sân thượng|rẫy|vườn)(?: nhà)?|phòng(?: trọ)?|căn hộ|(?:dãy|khu|xóm|nhà) trọ|vườn nhà|sân nhà)"
_BESIDE = r"(?:\b(?:ngay|ở|bên|cạnh|sát|sát vách|gần|đối diện|kế|kế bên|bên cạnh|sau|phía sau|trước|trước cửa|cửa|ngõ|cổng|hẻm|quanh) ){0,3}"
_WHERE = r"(?:số|phòng|nhà|ngõ|hẻm|kiệt|căn|tầng|lầu|chung cư|dãy|đối diện|sát|cạnh|kế|bên|gần|cùng|chung)\b"
_ROLE = (
    r"(?:(?:hàng xóm|vợ|chồng|bố|ba|cha|tía|mẹ|má|cô|dì|chú|bác|cậu|mợ|thím|ông|bà)(?: (?:ruột|họ|nội|ngoại|cũ|dượng))?"
    r"|(?:con|em|anh|chị|cháu)(?: (?:gái|trai|dâu|rể|họ|ruột|vợ|chồng|nội|ngoại|nuôi|út|cả))?"
    r"|bạn(?: (?:gái|trai|thân|học|cũ|cùng|chung|làm)){0,2}|người (?:yêu|nhà|thân|quen)|đồng nghiệp|sếp|chủ (?:trọ|nhà|quán|tiệm))"
)
_KIN = (
    r"(?:(?:ông|bà) xã|ck|vk|ox|bx|ny|phụ huynh|(?:thằng|đứa|con|bé|cu|nhóc) (?:nhóc |lớn |nhỏ |út |đầu )?nhà"
    r"|(?<!\b(?:hai|bốn|năm)\x20)vợ|chồng|bố|(?<!\bcó\x20)ba|cha|tía|mẹ|má|u|bu|con (?:trai|gái|dâu|rể)|(?:em|anh|chị) (?:trai|gái|họ|rể|dâu|ruột)(?: (?:ruột|họ|út|cả))?|hàng xóm(?: nhà)?"
    r"|(?:người|bạn) (?:yêu|trai|gái|thân)|bạn cùng (?:phòng|lớp|trường)|bạn(?: học)?|sếp|xếp|đồng nghiệp|người (?:nhà|thân)"
    r"|gia đình|(?:ông|bà) (?:nội|ngoại)|cháu (?:nội|ngoại)|thằng (?:con|cháu|em))"
)
_THEM = r"(?:nó|hắn|ổng|bả|tụi nó|bọn nó|đối tượng|thằng (?:đó|này|ấy|kia)|con (?:đó|kia))"
_NEAR_KIN = r"(?:anh|chị|em|con|cháu|chú|bác|cậu|mợ|dì|cô|thím|ông|bà|chủ)"
_TRADE = (
    r"(?:nhân viên|công nhân|bảo vệ|giáo viên|cô giáo|thầy giáo|y tá|bác sĩ|điều dưỡng|shipper|tài xế|lái xe|kế toán|lễ tân|phục vụ"
    r"|tổ trưởng|tổ phó|trưởng (?:thôn|bản|ấp|xóm)|bí thư|công an|bộ đội|dân quân|chủ (?:quán|tiệm|shop|cửa hàng|xưởng)|lao công"
    r"|tạp vụ|thợ|quản lý|xe ôm|giữ xe|giúp việc|phụ (?:hồ|xe|bếp)|thu ngân|giảng viên|hộ lý|dược sĩ|tiểu thương|dân phòng|đầu bếp|(?:học sinh|sinh viên) (?:trường|lớp|khoa))\b"
)
_JOB = (
    r"(?:làm (?:việc |thuê |công |ca )?(?:ở|tại|cho|trong|bên|công nhân|nhân viên|bảo vệ|phục vụ|bốc vác|kế toán|giáo viên|tài xế|thợ"
    r"|lao công|tạp vụ|shipper|xe ôm|quản lý|thuê|mướn)|(?:đi )?dạy(?: (?:học|thêm|kèm))? (?:ở|tại|lớp|trường|về)|học (?:ở|tại|lớp|trường|cùng|chung|đại học"
    r"|cao đẳng|nghề)|công tác (?:ở|tại)|thực tập (?:ở|tại|bên|trong)|trực (?:ở|tại|bên|đêm)|đứng (?:lớp|quầy)|chủ nhiệm|phụ (?:quán|hồ|bếp)|giữ xe"
    r"|mở (?:sạp|quán|tiệm|hàng|quầy|cửa hàng|xưởng|shop)|chạy (?:grab|be|xe (?:ôm|khách|tải|công nghệ|buýt)|taxi|ship)|lái (?:xe|taxi)"
    r"|bán (?:hàng|nước|vé số|cơm|phở|bún|rau|thịt|tạp hoá|trà đá|quần áo|đồ ăn))\b"
)
_WORKPLACE = r"(?:công ty|cty|cơ quan|xưởng|phân xưởng|trường|lớp|quán|tiệm|cửa hàng|shop|(?:chỗ|nơi) làm|sạp|quầy|kiốt|kiot|hàng (?:xén|nước|quán|rau|phở|bún)|ca (?:trực|làm)|nhà máy|văn phòng)"
_CHILD = r"(?:con|con (?:trai|gái)|cháu|(?:em|chị|anh) (?:trai|gái)|em)"

# What follows the word by which writers call themselves.
SAID = _compile(
    (
        Kind.HOME,
        rf" (?:đang |hiện |cũng )?(?:ở|sống|trú|thuê|trọ|ngụ|ngủ)(?: (?:trọ|tại|ở|ngay)){{0,3}} {_WHERE}{TAIL}",
    ),
    (Kind.RELATION, rf" (?:cũng |chính |vốn |từng )?là {_ROLE}\b"),
    (Kind.RELATION, rf" (?:với|và|cùng) (?:nó|hắn|ổng|ông ấy|bà ấy|họ|y|tụi nó|đối tượng) là{TAIL}"),
    (
        Kind.RELATION,
        rf" (?:từng |đã |đang |trước đây )*(?:quen|yêu|thương|cưới|lấy|nuôi|sinh ra|đẻ ra|bồ với|chơi (?:thân |chung )?với"
        rf"|(?:sống|ở|học|làm|lớn lên) (?:chung|cùng)(?: (?:nhà|phòng|lớp|trường|chỗ|ca|xưởng))?(?: với)?) {_THEM}\b",
    ),
    (Kind.WORK, rf" (?:đang |hiện |hiện đang |từng |cũng |còn |vẫn |mới )?{_JOB}{TAIL}"),
    (Kind.WORK, rf" (?:đang |hiện )?là {_TRADE}{TAIL}"),
)

# What belongs to the writers, or what only they know. Each has a word for oneself: without one, none is looked for.
OWNED = _compile(
    (Kind.RELATION, rf"\b{_THEM} (?:phải )?(?:gọi|kêu) {SELF} (?:bằng|là) {_ROLE}\b"),
    (
        Kind.HOME,
        rf"\btừ (?:trên )?(?:cửa sổ|ban công|sân thượng|gác|lầu|phòng)(?: nhà| phòng)? {SELF} (?:nhìn|ngó|dòm|thấy)\b",
    ),
    (
        Kind.HOME,
        rf"{_BESIDE}\b{_HOME} (?:của )?{SELF}(?: (?:ở|số|tầng|phòng|ngõ|hẻm|căn|cách|là|kế|sát|gần|đối diện)\b{TAIL})?",
    ),
    (
        Kind.HOME,
        rf"\b(?:chỗ|nơi|khu|xóm|ngõ|hẻm|dãy|toà|tòa|phòng|nhà)(?: trọ)? (?:{SURE}|{POLITE}) (?:đang )?(?:ở|sống|trọ|thuê)\b{TAIL}",
    ),
    (Kind.RELATION, rf"\b(?<!\bhai\x20)(?:{_KIN} (?:của )?{SELF}|{_NEAR_KIN} (?:của )?{SURE}\b)"),
    (
        Kind.RELATION,
        rf"\b(?:(?:chỉ |có ){{1,2}}(?:một )?(?:mình )?(?:{SURE}|{POLITE})|một mình (?:{SURE}|{POLITE})) (?:biết|thấy|chứng kiến|nghe)\b",
    ),
    (
        Kind.WORK,
        rf"\b{_CHILD} (?:của )?(?:{SURE}|{POLITE}) (?:đang )?học (?:ở|tại|lớp|trường|cùng|chung|mầm non|mẫu giáo|cấp){TAIL}",
    ),
    (Kind.WORK, rf"\b{_WORKPLACE} (?:của )?{SELF}"),
    (Kind.WORK, rf"\b(?:chỗ|nơi|quán|công ty|cty|xưởng|tiệm) (?:{SURE}|{POLITE}) làm\b"),
)
