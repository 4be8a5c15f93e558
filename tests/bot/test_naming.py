import json
from collections.abc import Iterator

from bot.subcommands.naming import answer_texts
from content.places.names import name_key


def answers(*lines: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in answer_texts(lines)]


def test_a_line_gets_state_codes_and_how_it_was_understood() -> None:
    (one,) = answers(b"p12 q3\n")
    assert (one["state"], one["communes"]) == ("sure", ["27142"])
    assert one["understood"] == "Phường 12, Quận 3, Thành phố Hồ Chí Minh"


def test_a_province_alone_lists_all_its_communes() -> None:
    (one,) = answers("Huế".encode())
    assert (one["state"], one["understood"]) == ("ask", "Thành phố Huế")
    assert isinstance(one["communes"], list)
    assert len(one["communes"]) == 40


def test_no_line_ends_the_stream() -> None:
    odd = [b"", b"\n", b"\xff\xfe\x00", b"x" * 20_000, "ơ".encode() * 10_000, b"1" * 20_000, b"aA" * 10_000]
    odd += ["phường 1 quận 3 ".encode() * 1_200, b"a\xcc\x80" * 5_000, "ấp ".encode() * 6_000]
    found = answers(*odd)
    assert len(found) == len(odd)
    assert all(one["state"] == "none" for one in found[:7])


def test_an_answer_comes_before_the_next_line_is_read() -> None:
    read = []

    def lines() -> Iterator[bytes]:
        for line in (b"q3", b"q5"):
            read.append(line)
            yield line

    stream = answer_texts(lines())
    next(stream)
    assert read == [b"q3"]


def test_local_names_are_passed_in() -> None:
    (line,) = answer_texts(["chợ trời".encode()], {name_key("Chợ Trời"): ("00004",)})
    assert json.loads(line)["communes"] == ["00004"]
