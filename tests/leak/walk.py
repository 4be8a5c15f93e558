"""The walk of the canary people through every channel, conversation, officers' act and command, with a look at each stop."""

import re

from tests.fakes.phones import make_pdf, make_video
from tests.fakes.telegram import FakeTelegram
from tests.leak.actors import Actor, AtPage, AtTelegram, draw_picture
from tests.leak.people import (
    CITIZENS,
    CLIMATE,
    Citizen,
    Officer,
    digits,
    words,
)
from tests.leak.world import World

PUBLIC_URL = "https://homthu.example"
RECEIPT = re.compile(r"\b\d{4}(?: \d{4}){4}\b")
CODE = re.compile(r"\b[a-z2-7]{26}\b")
REVIEW = "thấy đúng như trên"
DETAILS = ("Bỏ chi tiết này?", "Bỏ số này?")
WELCOME = "Bạn cần gì?"


class Walk:
    """One walk from an empty folder to a restored copy."""

    def __init__(self, world: World, fake: FakeTelegram) -> None:
        self.world, self.fake = world, fake
        self.pictures = {name: draw_picture(world.props, one) for name, one in CITIZENS.items()}
        self.receipts: dict[str, str] = {}
        self.phrases: dict[str, str] = {}
        self.said: set[str] = set()

    # Citizens

    def tip_off(self, actor: Actor, person: Citizen) -> None:
        """Tell a whole tip, with everything in it that names the teller, and keep the receipt."""
        self.begin_tip(actor, person)
        actor.send_picture(self.pictures[person.name])
        actor.sees("Đã lưu ảnh 1/5")
        self.send_tip(actor, person)

    def tip_off_with_films(self, actor: AtPage | AtTelegram, person: Citizen) -> None:
        """Tell a tip with a film and with paper, as phones and scanners make them."""
        self.begin_tip(actor, person)
        for name, content, answer in (
            ("phim.mp4", make_video("mp4", "libx264", "aac"), "Đã lưu video 1/5"),
            ("giay.pdf", make_pdf(2), "Đã lưu ảnh 3/5"),
        ):
            path = self.world.props / name
            path.write_bytes(content)
            actor.send_file(path)
            actor.sees(answer)
        self.send_tip(actor, person)

    def begin_tip(self, actor: Actor, person: Citizen) -> None:
        """Tell a tip up to the pictures."""
        self.say(actor, "/baotin", "gặp nguy hiểm")
        self.say(actor, "1", "chuyện gì")
        self.tell_story(actor, person)

    def tell_story(self, actor: Actor, person: Citizen) -> None:
        """Answer all questions up to the pictures."""
        self.say(actor, "1", "ở đâu")
        self.say(actor, "phường Ba Đình, Hà Nội", "thôn, bản")
        self.say(actor, f"gần nhà tôi ở {person.place}", "khi nào")
        self.say(actor, person.phrase("hôm qua"), "hay xảy ra")
        self.say(actor, "2", "Ai hoặc xe")
        self.say(actor, f"{person.first_name} {person.last_name}, {person.phone}", "kể lại sự việc")
        story = (
            f"Tôi tên là {person.first_name}, {person.phone}, {person.mail}. {person.phrase('bán ma tuý')}"
        )
        self.say(actor, story, "Gửi tối đa 5 ảnh")

    def send_tip(self, actor: Actor, person: Citizen) -> None:
        """Go on after the pictures, to the receipt."""
        self.say(actor, "xong", "Có cán bộ hay công an nào dính líu")
        self.say(actor, "1", "Ai được đọc tin")
        actor.write("1")
        self.keep_details(actor)
        shown = self.say(actor, "1", "Đây là mã tin của bạn")
        receipt = RECEIPT.findall(shown)[-1]
        self.world.roll.learn(digits(f"receipt of {person.name}", receipt, receipt.replace(" ", "-")))
        self.receipts[person.name] = receipt
        self.say(actor, receipt[-4:], "giữ mã tin cẩn thận")

    def keep_details(self, actor: Actor) -> None:
        """Keep what could show who one is, but for the first."""
        answer = "1"
        while REVIEW not in actor.sees(REVIEW, *DETAILS):
            actor.write(answer)
            answer = "2"

    def look_after(self, actor: Actor, person: Citizen) -> None:
        """Open the tip, after a wrong receipt, and add words and a picture."""
        self.say(actor, "/tincuatoi", "20 chữ số")
        wrong = self.receipts[person.name][:-1] + str((int(self.receipts[person.name][-1]) + 1) % 10)
        self.say(actor, wrong, "mã")
        shown = self.say(actor, self.receipts[person.name], "Bạn muốn làm gì?")
        if "Câu hỏi:" in shown and "→" not in shown:
            self.say(actor, "1", "Câu 1/1")
            actor.write(f"{person.phrase('câu trả lời')}, gọi {person.phone}")
            self.keep_details(actor)
            self.say(actor, "1", "đang đến với cán bộ")
        self.say(actor, "1", "viết thêm hoặc trả lời")
        self.say(actor, f"{person.phrase('bổ sung')}, gọi {person.phone}", "Gửi tối đa 5 ảnh")
        actor.send_picture(self.pictures[person.name])
        actor.sees("Đã lưu ảnh 1/5")
        actor.write("xong")
        self.keep_details(actor)
        self.say(actor, "1", "đang đến với cán bộ")
        self.say(actor, "3", WELCOME)

    def wander(self, actor: Actor, person: Citizen) -> None:
        """Write what is wrong, ask for everything there is, change the language and wipe."""
        self.say(actor, "/start", WELCOME)
        self.say(actor, f"/khongco {person.phone} {CLIMATE}", "Tôi không biết lệnh này")
        self.say(actor, person.phrase("không đâu vào đâu"), "Tôi đã giữ")
        self.say(actor, "huỷ", WELCOME)
        self.say(actor, "a" * 26, "Mã mời này sai")
        self.get_help(actor, person)
        self.take_quiz(actor)
        self.pledge(actor, person)
        for command in ("/trogiup", "/riengtu", "/cua", "/duongdaynong"):
            self.say(actor, command, " ")
        self.say(actor, "/ngonngu en", "English")
        self.say(actor, "/ngonngu vi", "tiếng Việt", "Tiếng Việt")
        self.subscribe(actor)
        self.say(actor, "/baotin", "gặp nguy hiểm")
        self.say(actor, "/huy", WELCOME)
        self.begin_tip(actor, person)
        self.say(actor, "/xoa", "óa", "oá")

    def get_help(self, actor: Actor, person: Citizen) -> None:
        """Ask for help in own words, which name the asker, and get an answer."""
        self.say(actor, f"con tôi nghiện, gọi {person.phone}, {person.place}", "đang nguy hiểm không")
        self.say(actor, person.phrase("xin giúp"), "Hãy chọn một trong các mục")
        self.say(actor, "5", "hỏi cho ai")
        self.say(actor, "2", "Điều gì giúp được nhiều nhất")
        self.say(actor, "2", "Tôi đã quên những gì bạn hỏi")

    def take_quiz(self, actor: Actor) -> None:
        """Begin a round of the quiz, answer, ask for a contest that is not there, and stop."""
        self.say(actor, "/tracnghiem", "Mười câu hỏi ngắn")
        self.say(actor, "2", "Câu 1/10")
        self.say(actor, "1", "Câu 2/10")
        self.say(actor, "/huy", WELCOME)
        self.say(actor, "/tracnghiem ABCDEF", "Không có cuộc thi nào")

    def pledge(self, actor: Actor, person: Citizen) -> None:
        """Look for help nearby, then pledge for a household, after words that name the writer."""
        self.say(actor, "/gannhat giup", "Gần xã, phường nào")
        self.say(actor, "phường Ba Đình, Hà Nội", "Tôi đã quên những gì bạn hỏi")
        self.say(actor, "/camket", "Ai cam kết?")
        self.say(actor, "1", "Ở xã, phường nào")
        self.say(actor, "phường Ba Đình, Hà Nội", "Bao nhiêu người")
        self.say(actor, person.phone, "số từ 1 đến 9999")
        self.say(actor, "4", "có cam kết như trên không")
        self.say(actor, "1", "từ thứ Hai")

    def subscribe(self, actor: Actor) -> None:
        """Subscribe, stop, and subscribe again, so that it lasts."""
        for text in ("/dangky", "/huy", "/dangky co", "/dung", "/dangky co"):
            self.say(actor, text, " ")

    # Officers

    def warn(self, actor: Actor, person: Officer) -> None:
        """Write an alert, try it, and cancel it."""
        self.say(actor, "/canhbao moi", "Cần cảnh báo điều gì")
        self.say(actor, person.phrase("lời cảnh báo"), "Gửi một ảnh")
        self.say(actor, "Không có ảnh", "dành cho ai")
        self.say(actor, "1", "vào lúc nào")
        self.say(actor, "1", "Số người nhận")
        number = re.findall(r"Cảnh báo (\d+) chờ", self.say(actor, "1", "chờ người thứ hai"))[-1]
        self.say(actor, f"/canhbao thu {number}", "thôi nhận")
        self.say(actor, f"/canhbao huy {number}", "đã hủy")
        self.say(actor, f"/canhbao guilai {number}", "quá hạn")

    def work(self, actor: Actor, person: Officer, tip: str) -> None:
        """Do with a tip all that its own queue does."""
        self.say(actor, "/hangdoi", "Hàng đợi")
        self.say(actor, "/congkhai", "Tiếp nhận")
        self.say(actor, f"/tin {tip}", "Lời kể")
        self.say(actor, f"/tim {person.phrase('từ cần tìm')}", "có đủ các từ này")
        self.say(actor, f"/nhan {tip}", "đã nhận tin")
        self.say(actor, f"/trung {tip} tach", "tách riêng")
        self.say(actor, f"/traloi {tip}", "trả lời thế nào")
        self.say(actor, person.phrase("trả lời"), "Có gửi không")
        self.say(actor, "1", "Đã lưu trả lời")
        self.say(actor, f"/cauhoi {tip}", "muốn hỏi gì")
        self.say(actor, person.phrase("câu hỏi"), "Hỏi thêm câu nữa")
        self.say(actor, "/boqua", "Có gửi không")
        self.say(actor, "1", "Đã lưu câu hỏi")
        self.say(actor, f"/ghichu {tip}", "Ghi chú")
        self.say(actor, person.phrase("ghi chú"), "ghi chú")
        self.say(actor, f"/xacminh {tip}", "đang xác minh")
        self.say(actor, f"/chuyendieutra {tip}", "Cơ quan điều tra nào")
        self.say(actor, person.phrase("đội điều tra"), "Đã ghi")
        self.say(actor, f"/giahan {tip}", "bao nhiêu", "bao lâu", "thêm")
        self.say(actor, "1", "sao")
        self.say(actor, person.phrase("xin thêm ngày"), " ")
        self.say(actor, "/giobao 8 14", "8, 14")

    def finish(self, actor: Actor, person: Officer, tip: str) -> None:
        """Mark as spam and back, close, release the result, add a last word, open again, twice."""
        self.say(actor, f"/rac {tip}", "rác")
        self.say(actor, "/cachly", " ")
        self.say(actor, f"/khongrac {tip}", " ")
        for _round in range(2):
            self.close_tip(actor, person, tip)
            self.say(actor, f"/molai {tip}", "mở lại")

    def close_tip(self, actor: Actor, person: Officer, tip: str) -> None:
        """Close a tip with a result that its tipster may read, and a last word."""
        self.say(actor, f"/dong {tip}", "Kết quả")
        self.say(actor, "1", "đọc kết quả này")
        self.say(actor, "1", "nhắn gì thêm")
        self.say(actor, person.phrase("lời cuối"), "Đóng tin này?")
        self.say(actor, "1", "Đã đóng tin")

    def hand_over(self, actor: Actor, person: Officer, tip: str) -> None:
        """Hand a tip to the level above."""
        self.say(actor, f"/chuyen {tip}", "đi đâu", "đâu?", "chuyển")
        self.say(actor, "1", "sao", "Lý do", "lý do")
        self.say(actor, person.phrase("lý do"), "Lý do")
        self.say(actor, "1", " ")

    # Commands

    def say(self, actor: Actor, text: str, *expected: str) -> str:
        """Write, and wait for the answer."""
        if text.startswith("/"):
            self.said.add(text.split(maxsplit=1)[0][1:])
        actor.write(text)
        return actor.sees(*expected)

    def learn_code(self, shown: str) -> str:
        """Remember an invitation's code."""
        code = str(CODE.findall(shown)[-1])
        self.world.roll.learn(words(f"invitation {code[:4]}", code))
        return code
