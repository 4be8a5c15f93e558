"""The words of a periodic report in the form of Vietnamese offices (Decree 30/2020/NĐ-CP). Such reports are Vietnamese only."""

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
MINISTRY = "BỘ CÔNG AN"
NATIONAL_UNIT = "CỤC CẢNH SÁT ĐIỀU TRA TỘI PHẠM VỀ MA TÚY"
POLICE_OF = "CÔNG AN {place}"
NUMBER = "Số:          /BC-"
DATE_LINE = "{place}, ngày {day:02} tháng {month:02} năm {year}"
NATIONAL_PLACE = "Hà Nội"
TITLE = "BÁO CÁO"
SUBJECT = "Kết quả tiếp nhận, xác minh, giải quyết tin báo về ma túy"
PERIOD = "(Từ ngày {begins:%d/%m/%Y} đến ngày {ends:%d/%m/%Y})"
SUMMARY = (
    "Trong kỳ, đơn vị và cấp dưới đã tiếp nhận {received} tin báo về ma túy qua Hòm Thư; đã giải quyết {closed} tin, "
    "còn đang giải quyết {open} tin. Tin liên quan bưu chính, chuyển phát: tiếp nhận {post}, đã giải quyết {post_closed}."
)
NOTE = "Số liệu đếm tin, không đếm người: nhiều tin có thể của cùng một người. Báo cáo không chứa thông tin về người báo tin."
FIGURES = "Kết quả chung"
FIGURE_HEADS = ("Chỉ tiêu", "Số tin")
FIGURE_NAMES = (
    ("received", "Tiếp nhận"),
    ("claimed_in_time", "Nhận xử lý đúng hạn"),
    ("closed", "Đã giải quyết"),
    ("resolved_in_time", "Giải quyết đúng hạn"),
    ("open", "Đang giải quyết"),
)
RESULTS, RESULT_HEADS = "Kết quả xác minh", ("Kết quả", "Số tin")
KINDS, KIND_HEADS = "Theo loại", ("Loại", "Tiếp nhận", "Đã giải quyết", "Xác minh đúng")
WEEKS, WEEK_HEADS = "Theo tuần", ("Tuần từ ngày", "Tiếp nhận", "Đã giải quyết")
SPOTS, SPOT_HEADS = "Theo địa bàn", ("Xã, phường", "Thôn, tổ", "Đã giải quyết", "Xác minh đúng")
COVERAGE = "Độ phủ tuyên truyền"
COVERAGE_HEADS = ("Xã, phường", "Người đăng ký", "Số bài đã đến", "Số tin đã gửi")
NOT_COVERED = "Chưa đến: {count} xã, phường"
NOT_COVERED_PROVINCES = "Chưa đến: {count} tỉnh, thành phố"
PLEDGES, PLEDGE_HEADS = "Cam kết", ("Ai cam kết", "Số bản", "Số người")
CONTESTS, CONTEST_HEADS = "Cuộc thi trắc nghiệm", ("Cuộc thi", "Số biệt danh", "Tổng điểm")
UNKNOWN_PLACE = "Chưa rõ"
RECIPIENTS = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")
SIGNER = ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký, ghi rõ họ tên, đóng dấu)")
MADE = "Người xuất: {name}, lúc {moment}."
