"""The walk of the canary people through every channel, conversation, officers' act and command, with a look at each stop."""

import re
import signal
import threading
from collections.abc import Callable
from contextlib import suppress

import httpx

from content.passphrases import decode_words
from handlers.registry import COMMANDS
from tests.fakes.telegram import FakeTelegram
from tests.leak.actors import Actor, AtConsole, AtPage, AtTelegram, KeyPage, draw_picture
from tests.leak.people import (
    CITIZENS,
    CLIMATE,
    OFFICERS,
    WEBHOOK_SECRET,
    Canary,
    Citizen,
    Officer,
    digits,
    words,
)
from tests.leak.world import Served, World, telegram_settings, use_terminal

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

    def begin_tip(self, actor: Actor, person: Citizen) -> None:
        """Tell a tip up to the pictures."""
        self.say(actor, "/baotin", "gặp nguy hiểm")
        self.say(actor, "1", "chuyện gì")
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
        self.say(actor, self.receipts[person.name], "Bạn muốn làm gì?")
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
        for command in ("/trogiup", "/riengtu", "/cua"):
            self.say(actor, command, " ")
        self.say(actor, "/ngonngu en", "English")
        self.say(actor, "/ngonngu vi", "tiếng Việt", "Tiếng Việt")
        self.subscribe(actor)
        self.say(actor, "/baotin", "gặp nguy hiểm")
        self.say(actor, "/huy", WELCOME)
        self.begin_tip(actor, person)
        self.say(actor, "/xoa", "óa", "oá")

    def subscribe(self, actor: Actor) -> None:
        """Subscribe and stop, where that is built."""
        names = {command.name for command in COMMANDS}
        for command in ("dangky", "dung"):
            if command in names:
                self.say(actor, f"/{command}", " ")

    # Officers

    def work(self, actor: Actor, person: Officer, tip: str) -> None:
        """Do with a tip all that its own queue does."""
        self.say(actor, "/hangdoi", "Hàng đợi")
        self.say(actor, f"/tin {tip}", "Lời kể")
        self.say(actor, f"/nhan {tip}", "đã nhận tin")
        self.say(actor, f"/traloi {tip}", "trả lời thế nào")
        self.say(actor, person.phrase("trả lời"), "Có gửi không")
        self.say(actor, "1", "Đã lưu trả lời")
        self.say(actor, f"/ghichu {tip}", "Ghi chú")
        self.say(actor, person.phrase("ghi chú"), "ghi chú")

    def finish(self, actor: Actor, person: Officer, tip: str) -> None:
        """Mark as spam and back, close, release the result, add a last word, open again, twice."""
        self.say(actor, f"/rac {tip}", "rác")
        self.say(actor, "/cachly", " ")
        self.say(actor, f"/khongrac {tip}", " ")
        for _round in range(2):
            self.say(actor, f"/dong {tip}", "Kết quả")
            self.say(actor, "1", "đọc kết quả này")
            self.say(actor, "1", "nhắn gì thêm")
            self.say(actor, person.phrase("lời cuối"), "Đóng tin này?")
            self.say(actor, "1", "Đã đóng tin")
            self.say(actor, f"/molai {tip}", "mở lại")

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


def telegram_of(fake: FakeTelegram, *, by_webhook: bool) -> dict[str, str]:
    """Give the settings of Telegram, with the public address."""
    settings = telegram_settings(fake.base_url, fake.base_file_url, by_webhook=by_webhook)
    return {"HOMTHU_PUBLIC_URL": PUBLIC_URL, **settings}


def walk_trial(walk: Walk, killed: Callable[[], None]) -> None:
    """The trial: the page and Telegram by polling, then a kill in the middle, then Telegram by webhook, then the console."""
    world, fake, people = walk.world, walk.fake, CITIZENS
    world.settings = telegram_of(fake, by_webhook=False)
    served = world.serve("trial-polling")
    chief = AtPage(world, OFFICERS["chief"], served.url)
    chief.follow(walk.learn_code(served.welcome))
    walk.say(chief, OFFICERS["chief"].shown, "bắt đầu làm việc")
    web, telegram = AtPage(world, people["web"], served.url), AtTelegram(world, people["telegram"], fake)
    walk.tip_off(web, people["web"])
    walk.tip_off(telegram, people["telegram"])
    telegram.send_things(people["telegram"])
    walk.wander(telegram, people["telegram"])
    walk.wander(web, people["web"])
    trouble(walk, served)
    walk.work(chief, OFFICERS["chief"], "1")
    walk.begin_tip(web, people["web"])
    walk.begin_tip(telegram, people["telegram"])
    walk.say(chief, "/traloi 2", "trả lời thế nào")
    world.look("trial, running")
    kill_in_the_middle(walk, served, web)
    world.look("trial, killed")
    killed()
    resume_trial(walk, web, telegram, chief)
    for actor in (web, chief):
        actor.close()


def resume_trial(walk: Walk, web: AtPage, telegram: AtTelegram, chief: AtPage) -> None:
    """Go on where the kill interrupted everybody; Telegram comes by webhook now."""
    world, fake, people = walk.world, walk.fake, CITIZENS
    world.settings = telegram_of(fake, by_webhook=True)
    served = world.serve("trial-webhook")
    fake.deliver_to(f"{served.url}/telegram", WEBHOOK_SECRET)
    for actor in (web, chief):
        actor.move_to(served.url)
    walk.send_tip(web, people["web"])
    walk.send_tip(telegram, people["telegram"])
    walk.say(chief, OFFICERS["chief"].phrase("trả lời"), "Có gửi không")
    walk.say(chief, "1", "Đã lưu trả lời")
    hooked = AtTelegram(world, people["webhook"], fake)
    walk.tip_off(hooked, people["webhook"])
    hooked.send_things(people["webhook"])
    walk.look_after(hooked, people["webhook"])
    onion = AtPage(world, people["onion"], served.url, forwarded=people["onion"].ip)
    walk.tip_off(onion, people["onion"])
    walk.look_after(onion, people["onion"])
    onion.close()
    trouble(walk, served)
    walk.finish(chief, OFFICERS["chief"], "1")
    world.stop(served.process)
    console = AtConsole(world, "trial-console")
    walk.tip_off(console, people["console"])
    walk.look_after(console, people["console"])
    walk.wander(console, people["console"])
    console.close()
    world.look("trial, stopped")


def trouble(walk: Walk, served: Served) -> None:
    """Send what can't be understood, and let Telegram refuse, lose and break what it is asked."""
    lost, agent = httpx.URL(served.url), {"User-Agent": CITIZENS["web"].agent}
    with httpx.Client(base_url=lost, headers=agent, timeout=20) as client:
        client.get(f"/khong-co/{CLIMATE}", params={"q": CITIZENS["web"].phone})
        client.post(
            "/", content=CLIMATE.encode(), headers={"Content-Type": "multipart/form-data; boundary=x"}
        )
        client.post("/", data={"text": CLIMATE}, headers={"Origin": "https://khac.example"})
        client.post("/telegram", content=CLIMATE.encode(), headers={"X-Telegram-Bot-Api-Secret-Token": "sai"})
        client.post(
            "/telegram", content=CLIMATE.encode(), headers={"X-Telegram-Bot-Api-Secret-Token": WEBHOOK_SECRET}
        )
        client.get("/picture/" + CLIMATE)
        client.request("BREW", f"/{CLIMATE}")
        walk.world.save_answer(client, "/metrics", "metrics")
        walk.world.save_answer(client, "/healthz", "healthz")
    break_telegram(walk)


def break_telegram(walk: Walk) -> None:
    """Let a stranger's messages meet every failure of Telegram's."""
    person, fake = CITIZENS["telegram"], walk.fake
    actor = AtTelegram(walk.world, person, fake)
    for status, reason in ((500, f"Internal Server Error {CLIMATE}"), (400, f"Bad Request: {CLIMATE}")):
        fake.fail_next("sendMessage", status, reason)
        walk.say(actor, "/trogiup", " ") if status == 500 else actor.write("/trogiup")
    fake.lose_next_answer("sendMessage")
    walk.say(actor, "/trogiup", " ")
    with fake.outage():
        actor.user.send_text(person.phrase("lúc mất mạng"))
    actor.write("/huy")
    actor.sees(" ")


def kill_in_the_middle(walk: Walk, served: Served, web: AtPage) -> None:
    """Kill the product while a picture is being posted and Telegram's messages arrive."""
    path = draw_picture(walk.world.props, CITIZENS["web"], "PNG")
    begun = threading.Event()

    def post() -> None:
        begun.set()
        with suppress(httpx.HTTPError):
            web.send_picture(path)

    sender = threading.Thread(target=post)
    sender.start()
    begun.wait()
    user = walk.fake.user(CITIZENS["telegram"].number)
    user.send_photo(walk.pictures["telegram"].read_bytes(), CITIZENS["telegram"].phrase("dưới ảnh"))
    walk.world.stop(served.process, signal.SIGKILL)
    sender.join()


def begin_production(walk: Walk) -> str:
    """End the trial on a terminal; give the first lead's code."""
    enters = [("Enter", ""), ("Enter", ""), ("Enter", ""), ("Enter", "")]
    shown = use_terminal(walk.world, ["init"], enters)
    halves = []
    for page in shown.split("\x1b[H")[1:]:
        typed = re.findall(r"\d+\. (\S+)", page)
        if typed:
            halves.append(" ".join(typed))
            half = decode_words(halves[-1])
            walk.world.roll.learn(Canary(f"recovery half {len(halves)}", (halves[-1],), (), (half,)))
    assert len(halves) == 2, shown
    use_terminal(walk.world, ["recover", "--test"], [("hiện", halves[0]), ("hiện", halves[1])])
    walk.world.look("after init")
    return walk.learn_code(shown)


def walk_production(walk: Walk) -> None:
    """Production: keys, invitations, grants, every act on a tip, a kill, revocation, a new key."""
    world, fake = walk.world, walk.fake
    world.settings = telegram_of(fake, by_webhook=True)
    code = begin_production(walk)
    staff_code = walk.learn_code(world.command("invite", "--queue", "00004"))
    served = world.serve("production")
    fake.deliver_to(f"{served.url}/telegram", WEBHOOK_SECRET)
    keys = KeyPage(world, served.url)
    chief, lead = AtTelegram(world, OFFICERS["chief"], fake), AtPage(world, OFFICERS["lead"], served.url)
    officer = AtTelegram(world, OFFICERS["officer"], fake)
    join(walk, chief, "chief", code, keys)
    invited = walk.learn_code(walk.say(chief, "/moi 00004 trưởng nhóm", "Lời mời"))
    join(walk, lead, "lead", invited, keys)
    join(walk, officer, "officer", staff_code, keys)
    number = find_member(walk.say(lead, "/canbo", "Cán bộ của"), "officer")
    walk.say(lead, f"/traokhoa 00004 {number}", "mở được tin", "mở được")
    web, telegram = AtPage(world, CITIZENS["web"], served.url), AtTelegram(world, CITIZENS["telegram"], fake)
    walk.tip_off(web, CITIZENS["web"])
    walk.tip_off(telegram, CITIZENS["telegram"])
    walk.work(officer, OFFICERS["officer"], "1")
    walk.work(lead, OFFICERS["lead"], "2")
    walk.look_after(web, CITIZENS["web"])
    walk.begin_tip(web, CITIZENS["web"])
    walk.say(officer, "/traloi 1", "trả lời thế nào")
    world.look("production, running")
    kill_in_the_middle(walk, served, web)
    world.look("production, killed")
    keys.close()
    finish_production(walk, web, lead)


def finish_production(walk: Walk, web: AtPage, lead: AtPage) -> None:
    """Go on after the kill: the rest of a tip's life, locks, and an officer who leaves."""
    world, fake = walk.world, walk.fake
    served = world.serve("production-again")
    fake.deliver_to(f"{served.url}/telegram", WEBHOOK_SECRET)
    for actor in (web, lead):
        actor.move_to(served.url)
    keys = KeyPage(world, served.url)
    officer, chief = AtTelegram(world, OFFICERS["officer"], fake), AtTelegram(world, OFFICERS["chief"], fake)
    walk.say(officer, OFFICERS["officer"].phrase("trả lời"), "Có gửi không")
    walk.say(officer, "1", "Đã lưu trả lời")
    walk.send_tip(web, CITIZENS["web"])
    walk.finish(lead, OFFICERS["lead"], "2")
    walk.hand_over(officer, OFFICERS["officer"], "1")
    keys.look_at_code(walk.say(chief, "/maxacnhan", "/can-bo/khoa/"))
    walk.say(lead, "/khoa", "khoá", "khóa")
    keys.unlock(walk.say(lead, "/mokhoa", "/can-bo/khoa/"), walk.phrases["lead"])
    walk.say(chief, "/hienchu tat", " ")
    walk.say(lead, f"/thuhoi {find_member(walk.say(lead, '/canbo', 'Cán bộ của'), 'officer')}", "chắc chắn")
    walk.say(lead, "có", "không còn là cán bộ")
    walk.say(lead, "/khoamoi", " ")
    walk.say(lead, "1", "/can-bo/khoa/")
    keys.close()
    trouble(walk, served)
    world.look("production, before the stop")
    world.stop(served.process)
    for actor in (web, lead):
        actor.close()
    walk_desk(walk)
    walk_commands(walk)


def join(walk: Walk, actor: AtTelegram | AtPage, name: str, code: str, keys: KeyPage) -> None:
    """Join a queue and make a key."""
    if isinstance(actor, AtPage):
        actor.follow(code)
    else:
        walk.say(actor, f"/start {code}", "gọi đồng chí là gì")
    walk.say(actor, OFFICERS[name].shown, "bắt đầu làm việc")
    walk.phrases[name] = keys.make(walk.say(actor, "/mokhoa", "/can-bo/khoa/"))


def find_member(listed: str, name: str) -> str:
    """Find the number that an officer has in a list of members."""
    return str(re.findall(rf"(\d+)\. {re.escape(OFFICERS[name].shown)}", listed)[-1])


def walk_desk(walk: Walk) -> None:
    """An officer at the console makes a key there and works."""
    world = walk.world
    code = walk.learn_code(world.command("invite", "--queue", "01", "--role", "lead"))
    desk = AtConsole(world, "desk")
    walk.say(desk, code, "gọi đồng chí là gì")
    walk.say(desk, OFFICERS["desk"].shown, "bắt đầu làm việc")
    shown = walk.say(desk, "/mokhoa", "chép ra giấy")
    phrase = find_phrase(shown)
    world.roll.learn(words("passphrase at the console", phrase))
    walk.say(desk, phrase, "30 phút")
    walk.say(desk, "/hangdoi", "chờ khóa")
    desk.close()


def find_phrase(shown: str) -> str:
    """Find the passphrase: the line of seven words."""
    lines = [line.strip() for line in shown.splitlines()]
    return next(line for line in lines if re.fullmatch(r"[^\W\d]+(?: [^\W\d]+){6}", line))


def walk_commands(walk: Walk) -> None:
    """Every command of the command line."""
    world, folder = walk.world, walk.world.folder
    world.command("doctor", expected=(0, 1))
    world.command("backup", str(folder / "copy"))
    world.command("backup", "--shred", str(folder / "keys"))
    restored = {}
    for name in ("DATA", "RUNTIME", "SHRED"):
        restored[f"HOMTHU_{name}_DIR"] = str(folder / f"restored-{name.lower()}")
    usual, world.settings = world.settings, world.settings | restored
    world.command("restore", str(folder / "copy"), "--shred", str(folder / "keys"))
    world.settings = usual
    world.command("rotate")
    world.command("audit", "verify")
    world.command(
        "posters", "--place", "00004", "--to", str(folder / "posters"), HOMTHU_TELEGRAM_NAME="homthu_bot"
    )
    world.command("invite", "--queue", "khong-co", expected=(2,))
    world.look("after the commands")
