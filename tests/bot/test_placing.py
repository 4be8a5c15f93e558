import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from bot.opening import open_store
from bot.settings import read_settings
from handlers.place_changes import APPLIED
from handlers.product import Product
from handlers.setup import make_queues
from storage import meta
from storage.misroutes import count_closed
from storage.records import Placing
from tests.content.places.test_pins import BA_DINH, EAST_SQUARE, NGOC_HA, WEST_SQUARE, feature, save, square
from tests.storage.samples import TIP


def run(data: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "HOMTHU_DATA_DIR": str(data), "HOMTHU_RUNTIME_DIR": str(data / "runtime")}
    command = [sys.executable, "-m", "bot", "places", *words]
    return subprocess.run(command, input=given, capture_output=True, env=environment, check=False)


def test_every_line_gets_a_line_of_json_whatever_it_holds(tmp_path: Path) -> None:
    lines = [
        b"21.0379 105.8342",
        b"8.69,106.61",
        b" 21.0379 ;\t105.8342 ",
        b"13.75 100.5",
        b"",
        b"21.0379",
        b"nan nan",
        b"1e999 -1e999",
        b"\xff\xfe\x00",
        "hai mươi mốt".encode(),
        b"21.0379 105.8342 7",
    ]
    done = run(tmp_path, "at", given=b"\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [one["state"] for one in answers] == ["ask"] * 3 + ["none"] * 8
    assert answers[0]["communes"][0] == BA_DINH
    assert answers[1] == {"state": "ask", "communes": ["26732"], "understood": "nearest"}
    assert [one["understood"] for one in answers[3:]] == [
        "outside",
        "unreadable",
        "unreadable",
        "unreadable",
        "outside",
        "unreadable",
        "unreadable",
        "unreadable",
    ]


def test_answers_come_line_by_line(tmp_path: Path) -> None:
    environment = {**os.environ, "HOMTHU_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "bot", "places", "at"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for point in (b"21.0379 105.8342\n", b"0 0\n"):
            running.stdin.write(point)
            running.stdin.flush()
            assert b'"state"' in running.stdout.readline()
        running.stdin.close()


def test_boundaries_make_a_point_exact(tmp_path: Path) -> None:
    files = [
        save(tmp_path / "west.geojson", feature(BA_DINH, WEST_SQUARE), feature("99999", WEST_SQUARE)),
        save(tmp_path / "east.geojson", feature(NGOC_HA, EAST_SQUARE)),
    ]
    done = run(tmp_path / "data", "boundaries", *map(str, files))
    assert done.returncode == 0
    assert "2" in done.stdout.decode()
    assert "99999" in done.stderr.decode()
    done = run(tmp_path / "data", "at", given=b"21.01 105.81")
    assert json.loads(done.stdout) == {"state": "sure", "communes": [BA_DINH], "understood": "inside"}


def test_a_wrong_file_is_refused_in_a_sentence_and_changes_nothing(tmp_path: Path) -> None:
    good = save(tmp_path / "good.json", feature(BA_DINH, WEST_SQUARE))
    run(tmp_path / "data", "boundaries", str(good))
    metres = save(tmp_path / "metres.json", feature(BA_DINH, square(586000, 2325000, 588000, 2327000)))
    codeless = save(tmp_path / "codeless.json", feature("Ba Đình", WEST_SQUARE, name="ten"))
    text = tmp_path / "text.json"
    text.write_text("no json", encoding="utf-8")
    before = (tmp_path / "data" / "boundaries.xz").read_bytes()
    for path in (metres, codeless, text, tmp_path / "missing.json"):
        done = run(tmp_path / "data", "boundaries", str(path))
        assert done.returncode == 1, path
        assert b"Traceback" not in done.stderr
    assert (tmp_path / "data" / "boundaries.xz").read_bytes() == before
    assert (tmp_path / "data" / "boundaries.xz").stat().st_mode & 0o077 == 0
    (tmp_path / "data" / "boundaries.xz").write_bytes(b"broken")
    assert run(tmp_path / "data", "at", given=b"0 0").returncode == 1


def test_apply_has_nothing_to_do_in_a_new_deployment_and_shows_its_plan_in_an_older_one(
    tmp_path: Path,
) -> None:
    settings = read_settings(
        {"HOMTHU_DATA_DIR": str(tmp_path), "HOMTHU_RUNTIME_DIR": str(tmp_path / "runtime")}
    )
    store = open_store(settings)
    store.run(lambda tx: make_queues(tx, Product(store, "", 60)))
    store.close()
    assert b"2026" not in run(tmp_path, "apply", "--yes").stdout
    store = open_store(settings)
    store.run(lambda tx: meta.drop_fact(tx, APPLIED))  # as a deployment of before has it
    store.close()
    refused = run(tmp_path, "apply", given=b"khong\n")
    assert refused.returncode == 1
    assert b"2026-04-30 75" in refused.stdout
    done = run(tmp_path, "apply", given="có\n".encode())
    assert done.returncode == 0
    assert b"2026" not in run(tmp_path, "apply").stdout


def test_misroutes_are_written_by_week_and_way_without_any_place(tmp_path: Path) -> None:
    settings = read_settings(
        {"HOMTHU_DATA_DIR": str(tmp_path), "HOMTHU_RUNTIME_DIR": str(tmp_path / "runtime")}
    )
    tip = replace(TIP, received_hour=int(time.time()) // 3600)
    store = open_store(settings)
    for moved in (False, True, False):
        store.run(partial(count_closed, tip=tip, placing=Placing.FORMER, moved=moved))
    store.close()

    (line,) = run(tmp_path, "misroutes").stdout.splitlines()

    row = json.loads(line)
    assert date.fromisoformat(row.pop("week")).weekday() == 0
    assert row == {"placing": "former", "tips": 3, "moved": 1}
