"""A bot in a process of its own, pinned to one core: the product, or python-telegram-bot as it is usually used.

Run by benchmarks.intake with the role, a folder, the address of the stub of the Bot API, and the port to listen on.
"""

import asyncio
import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import uvloop
from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from benchmarks.process import answer_questions, pin
from benchmarks.product import (
    OA_APP_ID,
    OA_KEY,
    TOKEN,
    WEBHOOK_SECRET,
    MeasuredApp,
    read_benchmark_settings,
)
from bot.server import listen

CORE = 1
PATH = "telegram"
ANSWERED_AT_ONCE = 8  # where python-telegram-bot with its own transport is fastest


def switch_on(who: str, stub: str, *, webhook: bool) -> dict[str, str]:
    """Give the settings that switch one channel on."""
    if who == "zalo":
        secret = {"zalo_bot_webhook_secret": WEBHOOK_SECRET} if webhook else {}
        return {"zalo_bot_token": TOKEN, "zalo_bot_base_url": f"{stub}/bot", **secret}
    if who == "zalooa":
        account = {"app_id": OA_APP_ID, "app_secret": OA_KEY, "refresh_token": OA_KEY, "webhook_key": OA_KEY}
        places = {"base_url": stub, "login_url": f"{stub}/login"}
        return {f"zalo_oa_{name}": value for name, value in {**account, **places}.items()}
    secret = {"telegram_webhook_secret": WEBHOOK_SECRET} if webhook else {}
    return {"telegram_token": TOKEN, "telegram_base_url": f"{stub}/bot", **secret}


def serve_product(who: str, folder: Path, stub: str, port: int, *, webhook: bool, sending: bool) -> None:
    """Run the product with one channel; unless it is sending, it calls the platform for nobody's message."""
    on = switch_on(who, stub, webhook=webhook)
    settings = read_benchmark_settings(folder, web_port=str(port), public_url="https://tip.example", **on)
    app = MeasuredApp(settings, sending=sending)
    silent = (
        contextlib.nullcontext()
        if sending or who.startswith("zalo")
        else patch.object(app.platforms[0].channel, "answer", lambda query_id: None)
    )
    with silent:
        uvloop.run(app.serve(listen("127.0.0.1", port), ready=lambda: _answer_in_thread(app.count)))


async def serve_ptb(stub: str, port: int, *, webhook: bool, sending: bool) -> None:
    """Run python-telegram-bot with handlers that do nothing, or send as many answers as there are updates."""
    handled = 0

    async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        nonlocal handled
        handled += 1
        if sending and update.effective_chat is not None:
            await context.bot.send_message(update.effective_chat.id, "Bạn cần gì?")

    builder = Application.builder().token(TOKEN).base_url(f"{stub}/bot")
    application: Any = builder.concurrent_updates(ANSWERED_AT_ONCE if sending else 1).build()
    application.add_handler(MessageHandler(filters.ALL, handle))
    application.add_handler(CallbackQueryHandler(handle))
    async with application:
        await application.start()
        if webhook:
            await application.updater.start_webhook(
                "127.0.0.1", port, PATH, secret_token=WEBHOOK_SECRET, webhook_url="https://tip.example/"
            )
        else:
            await application.updater.start_polling()
        _answer_in_thread(lambda: handled)
        await asyncio.Event().wait()


def _answer_in_thread(count: Callable[[], int]) -> None:
    def answer(question: str) -> dict[str, float]:
        return {"handled": count(), "cpu": time.process_time()}

    def work() -> None:
        answer_questions(answer)
        os._exit(0)  # nobody asks any more, and nothing is to be kept

    threading.Thread(target=work, daemon=True).start()


def main() -> None:
    """Run what the arguments say: who, how updates come, whether answers are sent, folder, stub, port."""
    who, way, answers, folder, stub, port = sys.argv[1:]
    pin(CORE)
    webhook, sending = way == "webhook", answers == "sending"
    if not who.startswith("ptb"):
        serve_product(who, Path(folder), stub, int(port), webhook=webhook, sending=sending)
    else:
        run = uvloop.run if who == "ptb+uvloop" else asyncio.run
        run(serve_ptb(stub, int(port), webhook=webhook, sending=sending))


if __name__ == "__main__":
    main()
