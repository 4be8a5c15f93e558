"""What goes wrong around the walk: broken requests, a failing Telegram, a kill in the middle."""

import signal
import threading
from contextlib import suppress

import httpx

from tests.fakes.telegram import FakeTelegram
from tests.leak.actors import AtPage, AtTelegram, draw_picture
from tests.leak.people import CITIZENS, CLIMATE, WEBHOOK_SECRET
from tests.leak.walk import PUBLIC_URL, Walk
from tests.leak.world import Served, telegram_settings


def telegram_of(fake: FakeTelegram, *, by_webhook: bool) -> dict[str, str]:
    """Give the settings of Telegram, with the public address."""
    settings = telegram_settings(fake.base_url, fake.base_file_url, by_webhook=by_webhook)
    return {"HOMTHU_PUBLIC_URL": PUBLIC_URL, **settings}


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
