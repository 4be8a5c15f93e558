"""The walk through production: keys, every officers' act, a kill, an officer who leaves, and the command line."""

import re

from content.passphrases import decode_words
from tests.leak.actors import AtConsole, AtPage, AtTelegram, KeyPage
from tests.leak.desk import collect_reward, copy_tip, enter_tip, reward_tip
from tests.leak.erasing import erase_closed
from tests.leak.people import (
    CITIZENS,
    OFFICERS,
    WEBHOOK_SECRET,
    Canary,
    words,
)
from tests.leak.trouble import kill_in_the_middle, telegram_of, trouble
from tests.leak.walk import Walk
from tests.leak.world import use_terminal

# What leads look at: figures, hot spots, areas, the report's files, the log.
LOOKED_AT = (
    ("/thongke", "Đã nhận"),
    ("/dophu", "đã nhận ít nhất một tin"),
    ("/diemnong", "Điểm nóng"),
    ("/diaban", "Địa bàn"),
    ("/baocao", "hai tệp"),
    ("/cuocthi", "Lớp 8A"),
    ("/nhatky", " "),
)


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
    walk.say(officer, "/tranh 2", "xử lý được tin 2")
    walk.say(officer, "có", "Đồng chí đã xin tránh")
    members = walk.say(lead, "/canbo", "Cán bộ của")
    own, other = find_member(members, "lead"), find_member(members, "officer")
    walk.say(lead, f"/giao 2 {own}", "nay do")
    walk.say(chief, "/thoihan nhan 24", "24")
    walk.close_tip(lead, OFFICERS["lead"], "2")
    reward_tip(walk, lead, chief, "2")
    enter_tip(walk, lead, CITIZENS["web"])
    collect_reward(walk, web, lead, walk.receipts["telegram"], "2")
    copy_tip(walk, officer, chief, "1")
    walk.hand_over(officer, OFFICERS["officer"], "1")
    walk.say(lead, f"/bangiao {other} {own}", " ")
    keys.look_at_code(walk.say(chief, "/maxacnhan", "/can-bo/khoa/"))
    walk.say(lead, "/khoa", "khóa")
    keys.unlock(walk.say(lead, "/mokhoa", "/can-bo/khoa/"), walk.phrases["lead"])
    walk.say(chief, "/hienchu tat", " ")
    walk.say(lead, "/tengoi chợ Trời", "chợ Trời")
    walk.warn(lead, OFFICERS["lead"])
    walk.say(lead, "/thon thêm Tổ 5; Bản Mới", "Tổ 5")
    walk.say(lead, "/danhba 00004 thêm", "Đây là gì")
    for answer, shown in (
        ("1", "tên là gì"),
        ("Công an phường", "điện thoại nào"),
        ("024 3826 1234", "có người nghe"),
    ):
        walk.say(lead, answer, shown)
    for answer, shown in (("ngày đêm", "Ở đâu"), ("số 2 phố Canary", "người thứ hai"), ("1", "số 1")):
        walk.say(lead, answer, shown)
    walk.say(chief, "/danhba 00004 duyệt 1", "Công an phường")
    walk.say(lead, "/cuocthi mới", "tên là gì")
    for answer, shown in (
        ("Lớp 8A", "Câu hỏi"),
        ("2", "bao lâu"),
        ("1", "Kéo dài 7 ngày"),
        ("1", "Mã tham gia"),
    ):
        walk.say(lead, answer, shown)
    for word, shown in LOOKED_AT:
        walk.say(lead, word, shown)
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
    erase_closed(walk)
    walk_commands(walk)


def join(walk: Walk, actor: AtTelegram | AtPage, name: str, code: str, keys: KeyPage) -> None:
    """Join a queue and make a key."""
    if isinstance(actor, AtPage):
        actor.follow(code)
    else:
        walk.say(actor, f"/start {code}", "gọi đồng chí là gì")
    walk.say(actor, OFFICERS[name].shown, "xin tạo khóa của mình")
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
    walk.say(desk, OFFICERS["desk"].shown, "xin tạo khóa của mình")
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
    # It tries whether the decoder of pictures can write a file: an empty one, elsewhere than where none may ever be.
    elsewhere = str(folder / "work")
    world.command("doctor", expected=(0, 1), TMPDIR=elsewhere, TEMP=elsewhere, TMP=elsewhere)
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
