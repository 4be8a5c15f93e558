"""What an officer may not write to a tipster, in every disguise, and what they must be able to write."""

import pytest

from content.answer_faults import Fault, find_fault
from tests.growth import STEEP, growth


def fault(text: str) -> Fault | None:
    found = find_fault(text)
    return found.fault if found else None


@pytest.mark.parametrize(
    "text",
    [
        "Xem tại https://congan.vn/abc", "vào congan.gov.vn nhé", "WWW.shop.com", "t.me/canbo", "bit.ly/3abc", "zalo . me/123",
        "trang abc dot com", "trang abc chấm com", "abc [dot] vn", "ａｂｃ．ｃｏｍ", "abc . com", "gửi về lan@gmail.com", "w w w . a b c . com",
        "tg://resolve?domain=a", "drive.google.com/file/1", "fb.com/abc", "𝐚𝐛𝐜.𝐜𝐨𝐦",
    ],
)  # fmt: skip
def test_links_are_refused(text: str) -> None:
    assert fault(text) is Fault.LINK


@pytest.mark.parametrize(
    "text",
    [
        "Gọi 0912345678", "gọi 0912 345 678", "0 9 1 2 3 4 5 6 7 8", "0.9.1.2.3.4.5.6.7.8", "+84 912-345-678", "０９１２３４５６７８", "⓪⑨①②③④⑤⑥⑦⑧",
        "0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "o912345678", "O9l2345678", "không chín một hai ba bốn năm sáu bảy tám", "09 một hai 345 sáu bảy 8",
        "0243 826 7777", "tổng đài 1900 1234", "٠٩١٢٣٤٥٦٧٨", "0912345678 hoặc 0912345679", "khong chin mot hai ba bon nam sau bay tam",
    ],
)  # fmt: skip
def test_phone_numbers_are_refused(text: str) -> None:
    assert fault(text) is Fault.PHONE


@pytest.mark.parametrize(
    "text",
    [
        "@canbo_lan", "tìm @ canbolan", "Zalo: Lan Công An", "kết bạn zalo với tôi", "nhắn qua Facebook cho cán bộ", "fb tên là Lan CA", "zalo của tôi nhé",
        "ib tele giúp", "k ế t b ạ n z a l o", "z_a_l_o của tôi", "liên hệ qua Viber",
    ],
)  # fmt: skip
def test_accounts_elsewhere_are_refused(text: str) -> None:
    assert fault(text) is Fault.HANDLE


@pytest.mark.parametrize(
    "text",
    ["chào\u200bbạn", "chào\u202ebạn", "xin c\u0430m ơn", "a\u2060b", "ok\U000e0041", "Вạn nhớ gì thêm"],
)
def test_hidden_and_lookalike_letters_are_refused(text: str) -> None:
    assert fault(text) is Fault.HIDDEN


@pytest.mark.parametrize(
    "text",
    [
        "Bạn tên gì?", "Anh tên là gì ạ", "ban ten gi", "Bạn là ai?", "Bạn ở đâu?", "bạn đang sống ở đâu", "Bạn bao nhiêu tuổi?", "Em học trường nào?",
        "Bạn làm nghề gì?", "Cho tôi xin số điện thoại của bạn", "cho xin sđt", "Bạn để lại số điện thoại nhé", "Cho biết họ tên của bạn", "Nhà bạn ở đâu?",
        "Số điện thoại của bạn là gì?", "Địa chỉ của anh?", "Bạn vui lòng xưng tên", "Mời bạn lên trụ sở làm việc", "Hẹn gặp bạn ở quán", "Quý danh là gì?",
        "b ạ n t ê n g ì", "B.ạ.n t-ê-n g ì vậy", "b ạ n   t ê n   g ì", "n h à b ạ n ở đ â u", "c h o x i n s ố đ i ệ n t h o ạ i c ủ a b ạ n", "cho xin s đ t của bạn",
        "Không sao đâu, bạn tên gì?", "Tên bạn là gì", "xin cung cấp căn cước của bạn", "bạn có quan hệ gì với họ",
    ],
)  # fmt: skip
def test_questions_who_somebody_is_are_refused(text: str) -> None:
    assert fault(text) is Fault.IDENTITY


@pytest.mark.parametrize(
    "text",
    [
        "Cảm ơn bạn. Bạn có nhớ biển số xe không?", "Xe có phải 51F-123.45 không?", "Nó tên gì, bạn có biết không?", "Người bán tên là gì?",
        "Đối tượng ở đâu, nhà số mấy?", "Anh ta ở đâu?", "Nhà ông Bảy ở đoạn nào?", "Họ giao hàng lúc mấy giờ?", "Số điện thoại của nó là gì?",
        "Nó bán qua Zalo hay Facebook?", "Họ có nhắn tin qua Zalo cho khách không?", "Xin đừng nói tên của bạn.", "Chúng tôi không cần biết bạn là ai.",
        "Gọi 113 nếu có nguy hiểm.", "Số 0769.04.04.04 trực ngày đêm.", "Trẻ em gọi 111.", "Đã nhận tin ngày 05.11.2026 và 12/10/2026.", "Khoảng 1.500.000 đồng?",
        "Bạn thấy nó ở đâu?", "Bạn thấy mấy người?", "Bạn chụp được ảnh thì gửi thêm, nếu an toàn.", "Tên quán là gì?", "Cảm ơn bạn 👍🏽👨‍👩‍👧", "Tin 00004-12 đã chuyển.",
        "Xe A, B, C hay D?", "Nhóm máu A B O có liên quan không?", "Tầng 1 2 3 đều có?",
        "Có ba bốn năm người? Hai hay ba xe?", "Bạn cứ ở nhà, đừng tới đó.", "Lúc 21h30 hay 22h?", "Link nó gửi khách có dạng gì?", "Em trai nó tên gì?", "",
    ],
)  # fmt: skip
def test_what_officers_need_to_ask_may_be_asked(text: str) -> None:
    assert find_fault(text) is None


@pytest.mark.parametrize(
    "piece",
    [
        "b ạ n ",
        "0",
        "0 ",
        "một ",
        "a.",
        "a@",
        "zalo ",
        "bạn ",
        "cho ",
        "a ",
        ".",
        "nhà bạn ",
        "0.",
        "gọi ",
        " ",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    assert growth(lambda length: find_fault((piece * length)[:length]), 1500) < STEEP
