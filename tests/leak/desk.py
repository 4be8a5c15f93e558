"""What officers do beside the work on one tip: enter what was told by telephone, copy a tip, reward one."""

import re

from tests.leak.actors import Actor
from tests.leak.people import Citizen, digits, words
from tests.leak.walk import RECEIPT, Walk

HALF = re.compile(r"\b[0-9A-Z]{4}(?:[- ][0-9A-Z]{4}){3}\b")


def enter_tip(walk: Walk, actor: Actor, person: Citizen) -> None:
    """Enter what a citizen told by telephone, who names themselves; show the receipt."""
    walk.say(actor, "/nhaptin", "đến bằng cách nào")
    walk.say(actor, "2", "đưa mã tin")
    walk.say(actor, "1", "chuyện gì")
    walk.tell_story(actor, person)
    walk.say(actor, "xong", "Có cán bộ hay công an nào dính líu")
    walk.say(actor, "1", "Ai được đọc tin")
    actor.write("1")
    walk.keep_details(actor)
    receipt = RECEIPT.findall(walk.say(actor, "1", "Hãy chép ra giấy"))[-1]
    walk.world.roll.learn(digits(f"receipt handed on for {person.name}", receipt))


def copy_tip(walk: Walk, actor: Actor, above: Actor, tip: str) -> None:
    """Copy a tip to a neighbour, whose queue an officer of the national desk joins."""
    walk.say(actor, f"/saochep {tip}", "Đơn vị nào nữa")
    walk.say(actor, "phường Sài Gòn, Hồ Chí Minh", "Không gửi được bản sao")
    code = walk.learn_code(walk.say(above, "/moi 00008 cán bộ", "Lời mời"))
    walk.say(above, code, "Phường Ngọc Hà")
    walk.say(actor, f"/saochep {tip}", "Đơn vị nào nữa")
    walk.say(actor, "phường Ngọc Hà, Hà Nội", "nơi nào dưới đây")
    walk.say(actor, "1", "Bản sao nội dung tin sẽ gửi đến")
    walk.say(actor, "1", "Đã gửi bản sao")


def reward_tip(walk: Walk, actor: Actor, above: Actor, tip: str) -> None:
    """Reward a closed tip by two leads."""
    walk.say(actor, f"/thuong {tip} 2000000", "Đã đề nghị")
    walk.say(above, f"/thuong 00004-{tip} duyet", "Đã duyệt")


def collect_reward(walk: Walk, citizen: Actor, actor: Actor, receipt: str, tip: str) -> None:
    """Find one's half of the payout code, and collect against it; type a wrong one first."""
    walk.say(citizen, "/tincuatoi", "mã tin")
    half = HALF.findall(walk.say(citizen, receipt, "Bạn được thưởng"))[-1]
    walk.world.roll.learn(words(f"half of the payout code of tip {tip}", half))
    walk.say(citizen, "/huy", " ")
    walk.say(actor, f"/chithuong {tip}", "Không hỏi họ là ai")
    walk.say(actor, "AAAA-BBBB-CCCC-DDDD", "Đó không phải mã thưởng")
    walk.say(actor, half, "Mã đúng")
    walk.say(actor, "1", "Mã không dùng được nữa")
