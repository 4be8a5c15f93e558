"""The canary people on Zalo: one who writes to the bot, one who writes to the official account."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from tests.fakes.platform import FakePlatform
from tests.fakes.zalo_bot import FakeZaloBot, ZaloUser
from tests.fakes.zalo_oa import APP_ID, APP_SECRET, OA_SECRET, FakeZaloOa, OaUser
from tests.leak.actors import Actor
from tests.leak.people import CITIZENS, Citizen, number, words
from tests.leak.walk import PUBLIC_URL, Walk
from tests.leak.world import PATIENCE, wait_until

WEBHOOK_SECRET = "bi-mat_zalo-chim-se-9902mv"
NO_RECEIPT = "Ở đây tôi không đưa mã tin"


class AtZalo:
    """One person's chat with the bot or the account."""

    def __init__(
        self, fake: FakePlatform, user: ZaloUser | OaUser, send_picture: Callable[[bytes], None]
    ) -> None:
        self._fake, self._user, self._send_picture = fake, user, send_picture
        self._seen = 0

    def write(self, text: str) -> None:
        self.do(lambda: self._user.send_text(text))

    def press(self, label: str) -> None:
        self.write(label)

    def send_picture(self, path: Path) -> None:
        self.do(lambda: self._send_picture(path.read_bytes()))

    def do(self, act: Callable[[], None]) -> None:
        """Do what only this app can, and wait until it is taken."""
        self._seen = len(self._user.messages)
        act()
        self._fake.wait(lambda: self._fake.undelivered == 0, PATIENCE)

    def sees(self, *texts: str) -> str:
        wait_until(lambda: any(text in self._news() for text in texts), lambda: f"{texts} in {self._news()}")
        return self._news()

    def _news(self) -> str:
        return "\n".join(got.text for got in self._user.messages[self._seen :])


class OnZalo:
    """Both of Zalo's platforms, as long as the block lasts."""

    def __enter__(self) -> Self:
        self._stack = ExitStack()
        self.bot = self._stack.enter_context(FakeZaloBot())
        self.account = self._stack.enter_context(FakeZaloOa())
        return self

    def __exit__(self, *reason: object) -> None:
        self._stack.close()

    @property
    def settings(self) -> dict[str, str]:
        """Give the settings that switch both on."""
        return {
            "HOMTHU_ZALO_BOT_TOKEN": self.bot.token,
            "HOMTHU_ZALO_BOT_BASE_URL": self.bot.base_url,
            "HOMTHU_ZALO_BOT_FILE_URL": self.bot.url,
            "HOMTHU_ZALO_BOT_WEBHOOK_SECRET": WEBHOOK_SECRET,
            "HOMTHU_ZALO_OA_APP_ID": APP_ID,
            "HOMTHU_ZALO_OA_APP_SECRET": APP_SECRET,
            "HOMTHU_ZALO_OA_WEBHOOK_KEY": OA_SECRET,
            "HOMTHU_ZALO_OA_REFRESH_TOKEN": self.account.first_token,
            "HOMTHU_ZALO_OA_BASE_URL": self.account.url,
            "HOMTHU_ZALO_OA_LOGIN_URL": self.account.login_url,
        }

    def walk(self, walk: Walk, url: str) -> None:
        """Tell a tip on each, and whatever else people send; leave a draft behind."""
        operator = (self.bot.token, WEBHOOK_SECRET, APP_SECRET, OA_SECRET, self.account.first_token)
        walk.world.roll.learn(words("secrets of Zalo", *operator))
        self.bot.public[urlsplit(PUBLIC_URL).netloc] = url
        self.bot.wait(lambda: self.bot.webhook, PATIENCE)
        self.bot.deliver_to(f"{url}/zalo")
        self.account.deliver_to(f"{url}/zalo-oa")
        self._write_to_bot(walk, CITIZENS["zalo"])
        self._write_to_account(walk, CITIZENS["account"])
        walk.world.roll.learn(words("tokens of the account", self.account.access_token))

    def _write_to_bot(self, walk: Walk, person: Citizen) -> None:
        user = self.bot.user(person.number)
        user.name = f"{person.first_name} {person.last_name}"
        walk.world.roll.learn(words("zalo: account", user.id))
        actor = AtZalo(self.bot, user, user.send_photo)
        walk.begin_tip(actor, person)
        actor.send_picture(walk.pictures[person.name])
        actor.sees("Đã lưu ảnh 1/5")
        walk.world.roll.learn(words("zalo: picture", f"{self.bot.url}/media{next(reversed(self.bot.files))}"))
        send_without_receipt(walk, actor)
        actor.do(user.send_withheld)
        actor.sees("không cho tôi xem")
        for act in (user.send_sticker, lambda: user.send_voice(b"voice")):
            actor.do(act)
        actor.do(lambda: user.write_in_group(person.phrase("trong nhóm")))
        walk.say(actor, walk.receipts["web"], "Đó là mã tin")
        walk.wander(actor, person)
        walk.begin_tip(actor, person)

    def _write_to_account(self, walk: Walk, person: Citizen) -> None:
        user = self.account.user(person.number)
        walk.world.roll.learn(number("zalo: follower", int(user.id)))
        actor = AtZalo(self.account, user, user.send_pictures)
        actor.do(user.follow)
        walk.begin_tip(actor, person)
        send_without_receipt(walk, actor)
        actor.do(user.send_location)
        walk.subscribe(actor)
        actor.do(user.unfollow)


def send_without_receipt(walk: Walk, actor: Actor) -> None:
    """Go on after the pictures, where no receipt is shown."""
    walk.say(actor, "xong", "Có cán bộ hay công an nào dính líu")
    walk.say(actor, "1", "Ai được đọc tin")
    actor.write("1")
    walk.keep_details(actor)
    walk.say(actor, "1", NO_RECEIPT)
