"""The walk through a trial: the page, Telegram by polling and by webhook, a kill between, Zalo, and the console."""

from collections.abc import Callable

from tests.leak.actors import AtConsole, AtPage, AtTelegram
from tests.leak.people import CITIZENS, OFFICERS, WEBHOOK_SECRET
from tests.leak.trouble import kill_in_the_middle, telegram_of, trouble
from tests.leak.walk import Walk
from tests.leak.zalo import OnZalo


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
    walk.tip_off_with_films(web, people["web"])
    walk.tip_off_with_films(telegram, people["telegram"])
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
    with OnZalo() as zalo:
        resume_trial(walk, (web, telegram, chief), zalo)
    for actor in (web, chief):
        actor.close()


def resume_trial(walk: Walk, actors: tuple[AtPage, AtTelegram, AtPage], zalo: OnZalo) -> None:
    """Go on where the kill interrupted everybody; Telegram comes by webhook now, and Zalo is on."""
    world, fake, people = walk.world, walk.fake, CITIZENS
    web, telegram, chief = actors
    world.settings = telegram_of(fake, by_webhook=True) | zalo.settings
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
    zalo.walk(walk, served.url)
    trouble(walk, served)
    walk.finish(chief, OFFICERS["chief"], "1")
    world.stop(served.process)
    console = AtConsole(world, "trial-console")
    walk.tip_off(console, people["console"])
    walk.look_after(console, people["console"])
    walk.wander(console, people["console"])
    console.close()
    world.look("trial, stopped")
