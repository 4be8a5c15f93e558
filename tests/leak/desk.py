"""What officers do beside the work on one tip: enter what was told by telephone, copy a tip, reward one."""

from tests.leak.actors import Actor
from tests.leak.people import Citizen, digits
from tests.leak.walk import RECEIPT, Walk


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


def copy_tip(walk: Walk, actor: Actor, tip: str) -> None:
    """Try to copy a tip to a neighbour who has no officer."""
    walk.say(actor, f"/saochep {tip}", "Đơn vị nào nữa")
    walk.say(actor, "phường Sài Gòn, Hồ Chí Minh", "Không gửi được bản sao")


def reward_tip(walk: Walk, actor: Actor, above: Actor, tip: str) -> None:
    """Reward a closed tip by two leads; type a wrong code."""
    walk.say(actor, f"/thuong {tip} 2000000", "Đã đề nghị")
    walk.say(above, f"/thuong 00004-{tip} duyet", "Đã duyệt")
    walk.say(actor, f"/chithuong {tip}", "Không hỏi họ là ai")
    walk.say(actor, "AAAA-BBBB-CCCC-DDDD", "Đó không phải mã thưởng")
    walk.say(actor, "/huy", " ")
