"""Every way to answer a question, and what is no answer."""

import pytest

from content.i18n import use_language
from handlers.dialogue.attaching import DONE, Attached, Evidence, add_saved
from handlers.dialogue.media import explain_media
from handlers.dialogue.pin import ExactPlace
from handlers.dialogue.places import CommuneQuestion, Place
from handlers.dialogue.questions import Choice, SecretText, Text, match_option
from handlers.dialogue.review import Review
from handlers.dialogue.steps import (
    Answer,
    Change,
    NotAnsweredError,
    Option,
    Outcome,
    Part,
    Passed,
    Question,
    Said,
    Secret,
    WrongAnswerError,
)
from handlers.messages import Attachment, Media
from storage.records import FileKind, Json, SavedFile

LABELS = {"selling": "Bán ma tuý", "post": "Đưa hàng qua bưu điện", "transport": "Đưa hàng bằng xe"}
CHOICE = Choice(name="kind", prompt="?", labels=LABELS, words={"post": frozenset({"buu pham"})})
SAVED = SavedFile("ab" * 16, "cd" * 32, 1000)


def read(question: Question, said: Said, part: Json = None) -> Outcome:
    with use_language("en"):
        return question.read(said, part, ())


def refused(question: Question, said: Said, part: Json = None) -> str:
    with use_language("en"), pytest.raises(WrongAnswerError) as wrong:
        question.read(said, part, ())
    return str(wrong.value)


@pytest.mark.parametrize(
    "said",
    [
        Said(choice="post"),
        Said("2"),
        Said(" 2. "),
        Said("Đưa hàng qua bưu điện"),
        Said("đưa hàng qua bưu điện."),
        Said("dua hang qua buu dien"),
        Said("DUA HANG QUA BUU DIEN"),
        Said("đưa hàng qua"),
        Said("bưu phẩm"),
    ],
)
def test_a_choice_is_taken_by_button_number_label_beginning_or_word(said: Said) -> None:
    assert read(CHOICE, said) == Answer("post")


@pytest.mark.parametrize(
    "said",
    [
        Said(),
        Said("0"),
        Said("4"),
        Said("-1"),
        Said("²"),
        Said("٢"),
        Said("đưa hàng"),  # begins two labels
        Said("x"),
        Said("something else"),
        Said(choice="gone"),
        Said("2", choice="gone"),
        Said(attachment=Attachment(Media.STICKER)),
    ],
)
def test_what_is_no_choice_is_refused_with_what_to_do(said: Said) -> None:
    assert "its number" in refused(CHOICE, said)


def test_a_free_choice_takes_other_words_too() -> None:
    free = Choice(name="need", prompt="?", labels=LABELS, free=True)

    assert read(free, Said("something else")) == Answer("=something else")
    assert read(free, Said("1")) == Answer("selling")
    assert free.load("=something else") == "=something else"
    assert free.show("=something else") == "something else"
    refused(free, Said())


def test_a_choice_shows_its_label_and_loads_only_what_it_offers() -> None:
    assert CHOICE.show("post") == "Đưa hàng qua bưu điện"
    assert CHOICE.load("post") == "post"
    for gone in ("gone", "=words", ["post"], True):
        with pytest.raises(NotAnsweredError):
            CHOICE.load(gone)


def test_an_exact_label_wins_over_a_longer_one_that_begins_so() -> None:
    options = [Option("Hà Nội mới", "new"), Option("Hà Nội", "old")]

    assert match_option(options, Said("ha noi")) == options[1]


def test_words_are_taken_as_they_are() -> None:
    question = Text(name="words", prompt="?", at_most=20)

    assert read(question, Said("Ngõ 12\nnhà bà Hoa")) == Answer("Ngõ 12\nnhà bà Hoa")
    assert read(question, Said("x" * 20)) == Answer("x" * 20)
    assert read(question, Said("words", attachment=Attachment(Media.PICTURE))) == Answer("words")


def test_empty_overlong_and_wordless_answers_are_refused_with_what_was_wrong() -> None:
    question = Text(name="words", prompt="?", at_most=20)

    assert "empty" in refused(question, Said())
    assert "21 characters" in refused(question, Said("x" * 21))
    assert "words" in refused(question, Said(attachment=Attachment(Media.VOICE)))


def test_a_pattern_is_asked_for_with_its_hint() -> None:
    question = Text(name="day", prompt="?", at_most=20, pattern=r"\d\d/\d\d", hint="Day and month, please.")

    assert read(question, Said("22/11")) == Answer("22/11")
    assert refused(question, Said("tomorrow")) == "Day and month, please."


def test_a_secret_is_never_an_answer_to_be_recorded() -> None:
    question = SecretText(name="receipt", prompt="?", fact="receipt")

    assert read(question, Said("1234")) == Secret("1234")
    assert question.load({"handle": "ab"}) == "ab"
    assert "ab" not in question.show({"handle": "ab"})
    assert "secret" in question.offers
    refused(question, Said())


REVIEW = Review(name="review", prompt="All?", send="Send")
PATH = (
    Passed(Text(name="words", prompt="?", at_most=20, title="Words"), "x"),
    Passed(CHOICE, "post"),
    Passed(Text(name="when", prompt="?", at_most=20, title="When"), None),
)


def test_a_review_sends_or_lists_what_can_be_changed() -> None:
    with use_language("en"):
        assert REVIEW.read(Said("Send"), None, PATH) == Answer("send")
        assert REVIEW.read(Said("2"), None, PATH) == Part({"changing": True})
        changing = {"changing": True}
        labels = [option.label for option in REVIEW.options(changing, PATH)]
        assert labels == ["Words", "When", "Change nothing"]
        assert REVIEW.read(Said("when"), changing, PATH) == Change("when")
        assert REVIEW.read(Said("Change nothing"), changing, PATH) == Part(None)
        assert REVIEW.ask(None) == "All?"
        assert REVIEW.ask(changing) != "All?"
        with pytest.raises(WrongAnswerError):
            REVIEW.read(Said("Send"), changing, PATH)
        with pytest.raises(WrongAnswerError):
            REVIEW.read(Said(choice="words"), None, PATH)


def test_only_a_sent_review_is_over() -> None:
    REVIEW.load("send")
    for other in (None, {"changing": True}, "keep"):
        with pytest.raises(NotAnsweredError):
            REVIEW.load(other)


PICTURES = Evidence(name="pictures", prompt="?", at_most=2)


def picture(*saved: SavedFile) -> Said:
    return Said(attachment=Attachment(Media.PICTURE, saved=saved or (SAVED,)))


def fetched(media: Media) -> Said:
    return Said(attachment=Attachment(media, reference="file-1"))


def part_of(outcome: Outcome) -> Json:
    assert isinstance(outcome, Part)
    return outcome.value


def test_pictures_and_words_gather_until_it_is_done() -> None:
    part = part_of(read(PICTURES, picture()))
    part = part_of(read(PICTURES, Said("more words"), part))
    part = part_of(read(PICTURES, picture(), part))

    for said in (Said("xong"), Said("Done"), Said("1"), Said(choice=DONE), Said("bỏ qua")):
        outcome = read(PICTURES, said, part)
        assert isinstance(outcome, Answer)
        assert PICTURES.load(outcome.value) == Attached((SAVED, SAVED), "more words")


def test_no_picture_at_all_is_an_answer() -> None:
    outcome = read(PICTURES, Said("No pictures"))

    assert isinstance(outcome, Answer)
    assert PICTURES.load(outcome.value) == Attached()


def test_a_picture_too_many_is_refused_even_while_others_are_on_their_way() -> None:
    waiting = part_of(read(PICTURES, fetched(Media.PICTURE)))
    assert waiting["waiting"] == 1
    full, _note = add_saved(waiting, (SAVED,), 2)

    assert "the most" in refused(PICTURES, picture(), full)
    assert "still being saved" in refused(PICTURES, Said("xong"), full)


def test_words_with_a_picture_are_kept_and_too_many_are_refused() -> None:
    said = Said("caption", attachment=Attachment(Media.PICTURE, saved=(SAVED,)))

    assert part_of(read(PICTURES, said))["text"] == "caption"
    assert "characters" in refused(PICTURES, Said("x" * 5001))


@pytest.mark.parametrize("media", [media for media in Media if media is not Media.VOICE])
def test_every_other_kind_of_thing_is_refused_with_what_to_do_instead(media: Media) -> None:
    said = Said(attachment=Attachment(media))

    with use_language("en"):
        assert refused(PICTURES, said) == explain_media(media)
        assert explain_media(media)


VIDEO, VOICE = (SavedFile("ef" * 16, "01" * 32, 5, kind) for kind in (FileKind.VIDEO, FileKind.VOICE))


def test_a_voice_is_kept_only_after_the_choice() -> None:
    part = part_of(read(PICTURES, fetched(Media.VOICE)))
    assert (part["waiting"], part["files"]) == (0, [])
    with use_language("en"):
        assert [option.label for option in PICTURES.options(part, ())] == [
            "No pictures",
            "Keep voices: mine can be recognised",
        ]

    chosen = part_of(read(PICTURES, Said(choice="voice"), part))
    assert part_of(read(PICTURES, fetched(Media.VOICE), chosen))["waiting"] == 1
    again = part_of(read(PICTURES, Said(choice="voice"), chosen))
    assert part_of(read(PICTURES, fetched(Media.VOICE), again))["waiting"] == 0


def test_the_sound_of_a_video_is_offered_only_after_it_was_left_out() -> None:
    with use_language("en"):
        silent, note = add_saved(part_of(read(PICTURES, fetched(Media.VIDEO))), (VIDEO,), 2)
        assert "without its sound" in note
        assert silent["voice"] == "offered"

        kept = part_of(read(PICTURES, Said(choice="voice"), silent))
        assert "with its sound" in add_saved(kept, (VIDEO,), 2)[1]
        assert "Voice message 2" in add_saved(kept, (VOICE,), 2)[1]


def test_the_pages_of_a_document_are_kept_all_or_none() -> None:
    with use_language("en"):
        part = part_of(read(PICTURES, picture()))

        same, note = add_saved(part, (SAVED, SAVED), 2)

        assert same == part
        assert "2 pages" in note
        assert "only 1 more" in note


WHERE = ExactPlace(name="where", prompt="Where?", at_most=100)
PIN = Said(attachment=Attachment(Media.LOCATION, position="21.02850, 105.85420"))


def test_a_position_is_kept_only_when_it_is_the_scene() -> None:
    with use_language("en"):
        part = part_of(read(WHERE, PIN))
        assert "where it happens" in WHERE.ask(part)
        with pytest.raises(NotAnsweredError):
            WHERE.load(part)

        assert read(WHERE, Said(choice="scene"), part) == Answer("Position on the map: 21.02850, 105.85420")
        assert read(WHERE, Said("có"), part) == Answer("Position on the map: 21.02850, 105.85420")
        assert part_of(read(WHERE, Said("không"), part)) is None
        assert read(WHERE, Said("ngõ 5"), part) == Answer("ngõ 5")


def test_unfinished_pictures_count_as_not_answered() -> None:
    with pytest.raises(NotAnsweredError):
        PICTURES.load(part_of(read(PICTURES, picture())))


PLACE = CommuneQuestion(name="place", prompt="Where?")
BA_DINH = {"province": "01", "commune": "00004", "done": True, "placing": "named"}


def test_a_place_is_found_by_typing_it_whole() -> None:
    assert read(PLACE, Said("Phường Ba Đình, Hà Nội")) == Answer(BA_DINH)
    assert read(PLACE, Said("phuong ba dinh ha noi")) == Answer(BA_DINH)


def test_a_place_is_found_by_province_and_then_commune() -> None:
    province = part_of(read(PLACE, Said(choice="01")))
    assert province == {"province": "01"}
    assert part_of(read(PLACE, Said("Hà Nội"))) == province

    with use_language("en"):
        first, *others = PLACE.options(province, ())
        assert read(PLACE, Said("1"), province) == Answer(
            {**BA_DINH, "commune": first.value, "placing": "listed"}
        )
        assert read(PLACE, Said("phường Ba Đình"), province) == Answer({**BA_DINH, "placing": "listed"})
        assert [option.value for option in others[-2:]] == ["next", "only"]
        assert "Hà Nội" in PLACE.ask(province)


def test_every_commune_of_a_province_is_on_some_page() -> None:
    with use_language("en"):
        part: Json = {"province": "01"}
        seen: list[str] = []
        while part.get("page", 0) or not seen:
            seen += [option.value for option in PLACE.options(part, ()) if option.value.isdigit()]
            part = part_of(read(PLACE, Said(choice="next"), part))

    assert len(seen) == len(set(seen)) > 100
    assert "00004" in seen


def test_a_name_that_several_places_have_is_asked_back() -> None:
    part = part_of(read(PLACE, Said("Tân Lập, Đắk Lắk")))

    with use_language("en"):
        assert len(part["found"]) == 2
        assert read(PLACE, Said("1"), part) == Answer(
            {"province": "66", "commune": part["found"][0][0], "done": True, "placing": "chosen"}
        )
        none_of_these = part_of(read(PLACE, Said(choice="other"), part))
        assert none_of_these is None or "found" not in none_of_these


def test_unknown_places_are_never_nowhere() -> None:
    assert "found no ward" in refused(PLACE, Said("zzzz qqqq"))
    assert "write the name" in refused(PLACE, Said())
    unknown = {"province": None, "commune": None, "done": True, "placing": "open"}
    assert read(PLACE, Said(choice="unknown")) == Answer(unknown)
    assert read(PLACE, Said(choice="only"), {"province": "01"}) == Answer({**unknown, "province": "01"})


def test_a_recorded_place_counts_only_whole_and_while_it_exists() -> None:
    assert PLACE.load(BA_DINH) == Place("01", "00004", placing="named")
    assert PLACE.load({**BA_DINH, "commune": None}) == Place("01", placing="named")
    for recorded in ({"province": "01"}, {**BA_DINH, "commune": "99999"}):
        with pytest.raises(NotAnsweredError):
            PLACE.load(recorded)
    with use_language("en"):
        assert "Ba Đình" in PLACE.show(BA_DINH)
        assert PLACE.show({"province": None, "commune": None})
