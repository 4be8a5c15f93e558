"""The words around the places in made cases: streets, sentences of tips, and chat that names no place."""

STREETS = (
    "12 Lê Lợi", "Số 5 ngõ 12 Nguyễn Trãi", "268 Lý Thường Kiệt", "45/7 Trần Hưng Đạo", "hẻm 23 Phan Đình Phùng",
    "123 đường Nguyễn Huệ", "Quốc lộ 1A", "tổ 5", "khu phố 3", "ấp 2", "thôn 4", "đường số 8", "15 Hoàng Diệu",
    "KP 4", "xóm 6", "88 Võ Thị Sáu", "ngách 15/2 ngõ 45 Phố Vọng", "tổ dân phố số 7", "sn 31 Quang Trung",
)  # fmt: skip
TIPS = (
    "Tôi thấy có nhóm thanh niên tụ tập sử dụng ma túy ở {}, đề nghị công an kiểm tra",
    "Chỗ {} tối nào cũng có người bán hàng trắng",
    "em ở {} muốn báo có quán net bán cần sa cho học sinh",
    "Báo công an: nhà trọ tại {} hay có mùi khét, nghi hút đá",
    "có thằng tên Tuấn hay giao đồ gần chợ thuộc {} khoảng 9h tối",
    "ở {} nha mọi người, cứ 11 giờ đêm là nó đi ship ke",
    "dạ chỗ con thấy là {} ạ",
    "Xảy ra tại {}. Tôi xin giấu tên.",
)
CHAT = (
    "ma túy là gì", "chưa", "gia đình tôi", "tôi không biết", "toi khong biet o dau", "cảm ơn", "cam on nhieu",
    "hoa binh", "thành công rồi", "thanh cong", "binh an", "an toàn không vậy", "an toan khong", "doan ket",
    "con đường này tối lắm", "nó bán ma túy gần nhà tôi", "no ban ma tuy gan nha toi", "gần trường học", "ở đây",
    "o gan nha em", "công an xã có biết không", "cong an xa bao ve no", "xa hoi den", "tệ nạn xã hội", "phương tiện là xe máy",
    "phuong tien xe may", "phương án nào tốt", "quan tâm giúp em", "quan trong lam", "quan he voi nhau", "quán nhậu đầu hẻm",
    "quan ca phe dau duong", "anh Tân bán", "thang Binh ban da", "chị Hòa chủ quán", "ông Thanh Hà", "tên là Đức Trọng",
    "nó tên Thanh Bình", "em là Mỹ Hạnh", "tình hình phức tạp", "tinh hinh phuc tap lam", "huyền bí quá", "bán hàng online",
    "ban hang onl qua telegram", "giao hang qua shopee", "alo", "ad ơi", "?", "...", "123", "0912345678", "ok", "ừ", "k bt nữa",
    "không rõ địa chỉ", "khong ro dia chi", "em không nhớ", "e quen r", "để em hỏi lại", "nó đi xe wave đỏ biển 59X1 12345",
    "bien so 30A 55555", "hàng đá, ke, thuốc lắc", "keo, da, can sa", "nghe nói nó mới ra tù", "nhà nó màu vàng", "nha no mau xanh",
    "đường dây lớn lắm", "duong day lon", "trong quán bar", "trong khách sạn", "khu nhà trọ", "xóm trọ sinh viên", "xom tro",
    "gần chợ", "sau chợ", "chân cầu", "gam cau", "bến xe", "ben xe", "công viên", "cong vien", "trường cấp 3", "truong cap 3",
    "trước cổng trường tiểu học", "trên mạng", "tren facebook", "qua zalo", "tối qua lúc 9 giờ", "toi qua luc 9 gio", "hôm nay",
    "ngày mai nó giao hàng", "tháng 6 năm 2025", "nó hay đi một mình", "no hay di cung vo", "vợ chồng nó", "có con nhỏ",
    "nó là học sinh lớp 10", "xin giúp đỡ", "xin hãy giữ bí mật", "dung noi voi ai", "tôi sợ lắm", "toi so lam", "đường Tân Bình",
    "đường Hà Nội", "phố Huế", "chợ Bến Thành", "cầu Long Biên", "trường tiểu học Ba Đình", "trường Trần Phú", "khu công nghiệp Tân Bình",
    "quán Hương Quê", "karaoke Sao Đêm", "khách sạn Hoàng Gia", "ngõ 5 Trần Phú", "12 Lê Lợi", "hẻm 45 Nguyễn Trãi", "anh Tân Phú bán hàng",
    "chú Bình Minh", "đời sống nhân dân", "tương lai", "hy vọng", "hạnh phúc", "tự do", "thống nhất như vậy nhé", "đồng ý", "dong y",
    "chính xác", "hợp tác", "hòa hợp", "quyết tâm", "tiến bộ", "văn minh", "xây dựng nông thôn mới", "thanh niên tụ tập", "nhóm thanh niên xăm trổ",
    "bọn chúng manh động", "có vũ khí", "co hung khi", "có súng", "nó dọa giết", "em bị dụ dỗ", "bạn em nghiện", "con tôi nghiện",
    "chồng tôi chơi đá", "muốn cai nghiện thì làm sao", "cai nghien o dau", "số điện thoại công an", "goi ai bay gio", "hello", "hi", "test",
    "I don't know", "what is this", "help me please", "somebody sells drugs", "phường nào cũng có", "xã nào cũng được", "quận mấy không nhớ",
    "tinh nao cung vay", "thành phố lớn", "thanh pho", "huyện", "xã", "phường", "trung tâm thương mại", "trung tam",
)  # fmt: skip
VETOED = (
    "đường {}", "chợ {}", "cầu {}", "trường tiểu học {}", "khu công nghiệp {}", "anh {} bán", "hẻm {}", "ngõ {}", "bệnh viện {}",
    "nó tên {}", "quán {}", "bến xe {}", "thôn {}", "ấp {}", "chung cư {}", "nó quê {}",
)  # fmt: skip
