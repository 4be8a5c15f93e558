"""Secrets as words: the list, the way there and back, and what is noticed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.passphrases import (
    UnknownWordError,
    WordCheckError,
    WordCountError,
    decode_words,
    encode_words,
    phrase_from_bytes,
    read_list,
    read_phrase,
)
from content.places.folding import fold

HALVES = st.binary(min_size=32, max_size=32)
UNWANTED = {
    *("cac", "lon", "cut", "dit", "deo", "buoi", "ngu", "chet", "giet", "cu", "vu", "dai", "di"),
    *("ma", "tuy", "phe", "ke", "thuoc", "hut", "hit", "chich", "tiem", "nghien", "ngao", "dang"),
}


def test_the_list_has_1024_words_of_one_syllable_that_differ_without_accents() -> None:
    words = read_list()
    assert len(words) == 1024
    assert len({fold(word) for word in words}) == 1024
    assert all(fold(word).isascii() and fold(word).isalpha() for word in words)
    assert all(word == unicodedata.normalize("NFC", word).lower() for word in words)


def test_no_word_is_rude_or_about_drugs_even_without_accents() -> None:
    assert not {fold(word) for word in read_list()} & UNWANTED


def test_no_two_words_are_one_word_spelt_with_i_and_with_y() -> None:
    assert not [
        word for word in read_list() if fold(word) in {"ki", "ky", "li", "ly", "mi", "my", "ti", "ty", "si"}
    ]


@given(HALVES)
def test_a_half_of_the_recovery_key_is_27_words_and_comes_back(secret: bytes) -> None:
    words = encode_words(secret)
    assert len(words) == 27
    assert decode_words(" ".join(words)) == secret


@given(st.binary(max_size=64))
def test_every_size_comes_back(secret: bytes) -> None:
    assert decode_words(" ".join(encode_words(secret)), len(secret)) == secret


@given(HALVES)
def test_accents_case_spaces_and_numbers_on_paper_do_not_matter(secret: bytes) -> None:
    words = encode_words(secret)
    typed = "\n".join(f"{number}. {word.upper()} " for number, word in enumerate(words, start=1))
    assert decode_words(typed) == secret
    assert decode_words(fold("-".join(words))) == secret
    assert decode_words(unicodedata.normalize("NFD", "  ".join(words))) == secret


@given(HALVES, st.integers(0, 26), st.integers(1, 1023))
def test_one_changed_word_is_always_noticed(secret: bytes, place: int, step: int) -> None:
    words = list(encode_words(secret))
    listed = read_list()
    words[place] = listed[(listed.index(words[place]) + step) % 1024]
    with pytest.raises(WordCheckError):
        decode_words(" ".join(words))


@given(HALVES, st.integers(0, 26), st.integers(0, 26))
def test_two_swapped_words_are_always_noticed(secret: bytes, one: int, other: int) -> None:
    words = list(encode_words(secret))
    if words[one] == words[other]:
        return
    words[one], words[other] = words[other], words[one]
    with pytest.raises(WordCheckError):
        decode_words(" ".join(words))


def test_an_unknown_word_is_named_with_its_place_but_not_in_the_message() -> None:
    words = list(encode_words(bytes(32)))
    words[4] = "Xyzzy"
    with pytest.raises(UnknownWordError) as caught:
        decode_words(" ".join(words))
    assert (caught.value.word, caught.value.place) == ("xyzzy", 5)
    assert "xyzzy" not in str(caught.value).lower()


def test_a_missing_word_is_counted() -> None:
    with pytest.raises(WordCountError) as caught:
        decode_words(" ".join(encode_words(bytes(32))[:-1]))
    assert (caught.value.expected, caught.value.got) == (27, 26)


@given(st.binary(min_size=8, max_size=8))
def test_eight_random_bytes_are_six_words_that_read_alike_however_they_are_typed(random: bytes) -> None:
    phrase = phrase_from_bytes(random)
    assert len(phrase.split()) == 6
    assert read_phrase(phrase) == read_phrase(f"  {fold(phrase).upper()} ") == fold(phrase)


def test_a_phrase_uses_sixty_bits_of_eight_bytes() -> None:
    phrases = {phrase_from_bytes((1 << bit).to_bytes(8, "big")) for bit in range(64)}
    assert len(phrases) == 61  # the 4 lowest bits are left over


def test_a_phrase_with_a_wrong_word_says_which() -> None:
    with pytest.raises(UnknownWordError):
        read_phrase("anh qwerty")
