"""Which messengers the settings switch on, and what is shown and kept of their quotas."""

import asyncio
from contextlib import suppress

from bot.channels.port import Quota
from bot.channels.quota import QuotaCounter
from bot.entrances import make_doors
from bot.gauges import Gauges
from bot.platforms import Platform, make_platforms
from bot.quota_keeping import keep_count, watch_platform
from bot.settings import read_settings
from storage.store import Store

TELEGRAM = {"HOMTHU_TELEGRAM_TOKEN": "123456789:canary"}
ZALO = {"HOMTHU_ZALO_BOT_TOKEN": "123456789:canary"}
SECRET = {"HOMTHU_ZALO_BOT_WEBHOOK_SECRET": "a" * 32}
OA = {
    "HOMTHU_ZALO_OA_APP_ID": "31415",
    "HOMTHU_ZALO_OA_APP_SECRET": "canary",
    "HOMTHU_ZALO_OA_REFRESH_TOKEN": "canary",
    "HOMTHU_ZALO_OA_WEBHOOK_KEY": "canary",
}


async def _made(store: Store, *settings: dict[str, str]) -> list[Platform]:
    merged = {name: value for one in settings for name, value in one.items()}
    platforms = make_platforms(read_settings(merged), store)
    for platform in platforms:
        await platform.channel.close()
    return platforms


async def test_what_is_not_set_is_off(store: Store) -> None:
    assert await _made(store) == []
    for missing in OA:
        assert await _made(store, {name: value for name, value in OA.items() if name != missing}) == []


async def test_each_is_switched_on_by_itself(store: Store) -> None:
    made = await _made(store, TELEGRAM, ZALO, SECRET, OA)
    assert [one.title for one in made] == ["Telegram", "Zalo", "Zalo OA"]
    assert [one.webhook.path if one.webhook else "" for one in made] == ["", "/zalo", "/zalo-oa"]
    assert [one.webhook for one in await _made(store, ZALO)] == [None]


def test_the_door_on_zalo_is_the_official_accounts_if_there_is_one() -> None:
    bot, account = "https://zalo.me/1", "https://zalo.me/2"
    assert make_doors(read_settings({"HOMTHU_ZALO_BOT_LINK": bot})).zalo == bot
    both = {"HOMTHU_ZALO_BOT_LINK": bot, "HOMTHU_ZALO_OA_LINK": account}
    assert make_doors(read_settings(both)).zalo == account


async def test_a_count_outlives_the_process(store: Store) -> None:
    first, second = (QuotaCounter("zalo", Quota(messages=100)) for _ in range(2))
    for counter in (first, second):
        counter.count("somebody")
        task = asyncio.create_task(keep_count(store, counter))
        await asyncio.wait({task}, timeout=0.5)  # it has begun
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    assert second.messages == 2


async def test_figures_of_platforms_are_shown(store: Store) -> None:
    telegram, zalo = await _made(store, TELEGRAM, ZALO)
    gauges = Gauges()
    for platform in (telegram, zalo):
        watch_platform(gauges, platform)
    assert zalo.counter is not None
    zalo.counter.count("somebody")
    shown = gauges.render()
    assert "homthu_telegram_silent_seconds 0\n" in shown
    assert "homthu_zalo_messages 1\n" in shown
    assert "homthu_zalo_people 1\n" in shown
    assert "homthu_zalo_quota_percent 2\n" in shown
