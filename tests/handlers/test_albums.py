"""Pictures sent at one go are one thing to say: a refusal is told once, and in an answer each of them counts."""

from handlers.messages import Attachment, Incoming, Media
from tests.handlers.chat import Person, World


def send(person: Person, album: str, number: int, text: str = "") -> list[str]:
    picture = Attachment(Media.PICTURE, f"picture {number}")
    name = f"{album} {number}"
    person.take(Incoming("console", person.address, name, text, attachment=picture, album=album))
    return person.listen()


def test_an_album_that_is_not_wanted_is_refused_once_and_its_words_are_taken(world: World) -> None:
    tipster = Person(world, "tipster")
    tipster.tell("/baotin", "1", "1", "Phường Ba Đình, Hà Nội")
    heard = send(tipster, "first", 1, "sau chợ")
    assert "Câu này không nhận ảnh. Bạn trả lời bằng chữ nhé." in heard
    assert send(tipster, "first", 2) == send(tipster, "first", 3) == []
    assert tipster.answers["where"] == "sau chợ"
    assert send(tipster, "second", 1) != []


def test_an_album_outside_of_a_tip_is_refused_once(world: World) -> None:
    tipster = Person(world, "tipster")
    tipster.say("/start")
    assert any("bắt đầu bằng «/baotin»" in text for text in send(tipster, "first", 1))
    assert send(tipster, "first", 2) == []


def test_each_picture_of_an_album_counts_where_pictures_are_asked_for(world: World) -> None:
    tipster = Person(world, "tipster")
    tipster.tell("/baotin", "1", "1", "Phường Ba Đình, Hà Nội", "skip", "skip", "1", "skip", "They sell it")
    for number in (1, 2, 3):
        send(tipster, "first", number)
    assert tipster.answers["pictures"]["waiting"] == 3
