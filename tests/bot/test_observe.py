"""The log: whatever is thrown at it, people's words and tokens do not come out."""

import io
import logging
import os
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from textwrap import dedent

import pytest

from bot.gauges import Gauges
from bot.log_lines import redact
from bot.observe import configure_logging, log_event
from storage.records import Count

ROOT = Path(__file__).resolve().parents[2]
CANARY = "chim-hoang-yen"
TOKEN = "123456789:AAcanaryAAcanaryAAcanaryAAcanaryAA1"
START = """
import asyncio, concurrent.futures, gc, logging, sys, threading, warnings
from bot.hardening import harden_process
from bot.observe import configure_logging, log_event, report_loop_error
configure_logging()
CANARY = sys.argv[1]
TOKEN = sys.argv[2]
"""


def run_process(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own, for its hooks and its whole output."""
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", START + dedent(script), CANARY, TOKEN],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert CANARY not in done.stdout + done.stderr
    assert "canary" not in done.stdout + done.stderr
    return done


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Send this process's log to a buffer; all that `configure_logging` changes is put back."""
    hooks = ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook"))
    for owner, name in (*hooks, (warnings, "showwarning"), (logging.root, "handlers")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    monkeypatch.setattr(logging.root, "level", logging.INFO)
    stream = io.StringIO()
    configure_logging(stream)
    return stream


def fail_twice() -> None:
    try:
        int(CANARY)
    except ValueError as error:
        raise KeyError(CANARY) from error


def test_an_event_says_what_is_allowed(log: io.StringIO) -> None:
    log_event(logging.getLogger("bot.app"), "started", channel="telegram", count=3, seconds=0.25)

    line = log.getvalue()
    assert line.endswith(" INFO logger=bot.app event=started channel=telegram count=3 seconds=0.25\n")


def test_a_field_that_is_not_one_word_is_not_printed(log: io.StringIO) -> None:
    log_event(logging.getLogger("bot.app"), "chim hoàng yến", channel="0912345678", job="a b\nc")

    assert log.getvalue().endswith(" logger=bot.app event=? channel=? job=?\n")


def test_a_field_that_is_not_allowed_is_not_printed(log: io.StringIO) -> None:
    log_event(logging.getLogger("bot.app"), "started", text=CANARY)  # type: ignore[call-arg]

    assert CANARY not in log.getvalue()
    assert "event=started" in log.getvalue()


def test_an_error_says_its_kinds_and_places_only(log: io.StringIO) -> None:
    try:
        fail_twice()
    except KeyError as error:
        log_event(logging.getLogger("bot.app"), "turn_failed", logging.ERROR, error=error)

    line = log.getvalue()
    assert CANARY not in line
    assert "error=KeyError at=tests/bot/test_observe.py:" in line
    assert "error=ValueError at=tests/bot/test_observe.py:" in line
    assert line.endswith(":fail_twice\n")
    assert line.count("\n") == 1


def test_a_group_of_errors_says_all_their_kinds(log: io.StringIO) -> None:
    group = ExceptionGroup(CANARY, [OSError(CANARY), ValueError(CANARY)])

    log_event(logging.getLogger("bot.app"), "task_failed", error=group)

    assert CANARY not in log.getvalue()
    assert "error=ExceptionGroup[OSError,ValueError]" in log.getvalue()


def test_messages_of_any_logger_are_not_printed() -> None:
    done = run_process(
        """
        for name in ("bot.turn", "httpx", "httpcore.http11", "telegram.ext", "uvicorn.access",
                     "uvicorn.error", "apscheduler.executors", "sqlalchemy.engine", "unheard.of"):
            logger = logging.getLogger(name)
            for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.CRITICAL):
                logger.log(level, "POST https://api.telegram.org/bot%s/getUpdates %s", TOKEN, CANARY)
                logger.log(level, CANARY, extra={"text": CANARY}, stack_info=True)
        logging.warning("%d", CANARY)
        logging.getLogger(CANARY + " " + TOKEN).error("x")
        """
    )

    assert "logger=httpx" in done.stderr
    assert "INFO" not in done.stderr
    assert "logger=?" in done.stderr


def test_an_exception_that_is_logged_keeps_its_message() -> None:
    done = run_process(
        """
        def fail():
            text = CANARY
            raise ValueError(text, TOKEN)
        try:
            fail()
        except ValueError:
            logging.getLogger("telegram.ext").exception("No error handlers: %s", CANARY)
        """
    )

    assert "ERROR logger=telegram.ext error=ValueError at=<string>:" in done.stderr
    assert ":fail" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unhandled_error_ends_the_process_without_its_message() -> None:
    done = run_process("raise RuntimeError(CANARY) from ValueError(TOKEN)")

    assert done.returncode == 1
    assert "event=process_failed error=RuntimeError" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unhandled_error_in_a_thread_keeps_its_message() -> None:
    done = run_process(
        """
        def fail():
            raise RuntimeError(CANARY)
        thread = threading.Thread(target=fail, name=CANARY)
        thread.start()
        thread.join()
        """
    )

    assert "event=thread_failed error=RuntimeError" in done.stderr


def test_an_error_while_cleaning_up_keeps_its_message() -> None:
    done = run_process(
        """
        class Tip:
            def __repr__(self):
                return CANARY
            def __del__(self):
                raise RuntimeError(CANARY)
        tip = Tip()
        del tip
        """
    )

    assert "event=cleanup_failed error=RuntimeError" in done.stderr


def test_a_warning_says_its_kind_only() -> None:
    done = run_process("warnings.warn(CANARY, ResourceWarning)")

    assert "WARNING logger=bot.observe event=warned state=ResourceWarning" in done.stderr


@pytest.mark.parametrize("handler", ["None", "report_loop_error"])
def test_a_task_that_nobody_awaits_keeps_its_message(handler: str) -> None:
    done = run_process(
        f"""
        async def fail(text):
            raise RuntimeError(text)
        async def main():
            asyncio.get_running_loop().set_exception_handler({handler})
            task = asyncio.create_task(fail(CANARY), name=CANARY)
            await asyncio.sleep(0.01)
            del task
            gc.collect()
            asyncio.get_running_loop().call_exception_handler({{"message": CANARY}})
        asyncio.run(main())
        """
    )

    assert "error=RuntimeError at=<string>:" in done.stderr
    slow = "WARNING logger=asyncio\n"  # asyncio's own remark on a busy machine: a task took long
    assert done.stderr.replace(slow, "#").count("\n") == 2


def test_an_error_out_of_a_worker_process_keeps_its_message(tmp_path: Path) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(
        dedent(
            """
            import logging, multiprocessing, sys
            from concurrent.futures import ProcessPoolExecutor
            from bot.observe import configure_logging, log_event

            def fail(text):
                logging.getLogger("worker").error(text)
                raise RuntimeError(text)

            if __name__ == "__main__":
                configure_logging()
                spawn = multiprocessing.get_context("spawn")
                with ProcessPoolExecutor(1, spawn, initializer=configure_logging) as pool:
                    try:
                        pool.submit(fail, sys.argv[1]).result()
                    except RuntimeError as error:
                        log_event(logging.getLogger("bot"), "worker_failed", error=error)
            """
        )
    )
    done = subprocess.run(
        [sys.executable, str(worker), CANARY],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert CANARY not in done.stdout + done.stderr
    assert "ERROR logger=worker\n" in done.stderr
    assert "event=worker_failed error=RuntimeError" in done.stderr


def test_handlers_that_libraries_added_before_are_gone() -> None:
    done = run_process(
        """
        noisy = logging.getLogger("noisy")
        noisy.addHandler(logging.StreamHandler())
        noisy.propagate = False
        configure_logging()
        noisy.error(CANARY)
        """
    )

    assert "ERROR logger=noisy\n" in done.stderr


def test_a_foreign_handler_prints_no_fields_of_an_event() -> None:
    done = run_process(
        """
        logging.getLogger("bot").addHandler(logging.StreamHandler())
        log_event(logging.getLogger("bot"), "failed", error=ValueError(CANARY))
        """
    )

    assert done.stderr.count("\n") == 2


def test_the_last_net_takes_tokens_and_addresses() -> None:
    line = redact(f"a {TOKEN} b https://x.example/bot1/{CANARY} c /bot{TOKEN}/getMe")

    assert line == "a [removed] b [removed] c [removed]/getMe"


def test_a_hardened_process_leaves_no_dump_and_no_open_file(tmp_path: Path) -> None:
    made = tmp_path / "made"
    done = run_process(
        f"""
        import faulthandler, resource
        faulthandler.enable()
        harden_process()
        print(resource.getrlimit(resource.RLIMIT_CORE), faulthandler.is_enabled())
        open({str(made)!r}, "w").close()
        """
    )

    assert done.returncode == 0
    assert done.stdout == "(0, 0) False\n"
    assert made.stat().st_mode & 0o777 == 0o600


def test_metrics_are_numbers_of_the_process() -> None:
    gauges = Gauges()
    gauges.count_turns(5, errors=1)
    gauges.count_turns(2)
    gauges.set_waiting(4)
    gauges.set_broadcasts(Count(pending=2, leased=1, sent=90, failed=2, skipped=4, unknown=5))

    lines = gauges.render().splitlines()

    assert [line for line in lines if not line.startswith("#")] == [
        "homthu_turns_total 7",
        "homthu_turn_errors_total 1",
        "homthu_outbox_waiting 4",
        "homthu_reminders_last_run_seconds 0",
        "homthu_broadcast_sent_total 90",
        "homthu_broadcast_failed_total 2",
        "homthu_broadcast_left_out 4",
        "homthu_broadcast_unknown 5",
        "homthu_broadcast_waiting 3",
    ]
    assert "# TYPE homthu_turns_total counter" in lines
