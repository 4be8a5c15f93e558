"""Sealing: what opens, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import cipher
from storage.errors import UnreadableError
from storage.runtime import Runtime

KEY = b"k" * 32


@given(st.binary(max_size=5000), st.binary(max_size=40))
def test_a_sealed_record_opens_with_its_key_and_context(plaintext: bytes, context: bytes) -> None:
    assert cipher.open_sealed(KEY, cipher.seal(KEY, plaintext, context), context) == plaintext


def test_a_sealed_record_opens_with_nothing_else() -> None:
    sealed = cipher.seal(KEY, b"words", b"here")
    wrong = [
        (b"x" * 32, sealed, b"here"),
        (KEY, sealed, b"there"),
        (KEY, sealed[:-1], b"here"),
        (KEY, sealed[:10], b"here"),
        (KEY, b"", b"here"),
        *(
            (KEY, sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], b"here")
            for at in range(len(sealed))
        ),
    ]

    for key, changed, context in wrong:
        with pytest.raises(UnreadableError):
            cipher.open_sealed(key, changed, context)


def test_the_same_words_never_look_the_same_twice() -> None:
    assert cipher.seal(KEY, b"words", b"") != cipher.seal(KEY, b"words", b"")
    public, _ = cipher.make_key_pair()
    assert cipher.seal_to(public, b"words") != cipher.seal_to(public, b"words")


def test_what_is_sealed_to_a_pair_opens_with_that_pair_only() -> None:
    pair, other = cipher.make_key_pair(), cipher.make_key_pair()
    sealed = cipher.seal_to(pair[0], b"words")

    assert cipher.open_with(*pair, sealed) == b"words"
    for wrong, changed in (
        (other, sealed),
        (pair, sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (pair, b""),
        (pair, sealed[:20]),
    ):
        with pytest.raises(UnreadableError):
            cipher.open_with(*wrong, changed)


@given(st.binary(max_size=3000))
def test_padding_hides_the_length_and_comes_off_again(plaintext: bytes) -> None:
    padded = cipher.pad(plaintext)

    assert len(padded) % cipher.PADDING_STEP == 0
    assert len(padded) > len(plaintext)
    assert cipher.unpad(padded) == plaintext


@given(st.lists(st.binary(max_size=8), max_size=4), st.lists(st.binary(max_size=8), max_size=4))
def test_different_parts_hash_differently(one: list[bytes], other: list[bytes]) -> None:
    assert (cipher.keyed_hash(KEY, *one) == cipher.keyed_hash(KEY, *other)) == (one == other)


def test_a_person_has_another_name_on_each_channel_and_after_each_reboot() -> None:
    runtime, later = Runtime(KEY), Runtime(b"l" * 32)
    names = {
        runtime.name_person("web", "4711"),
        runtime.name_person("telegram", "4711"),
        runtime.name_person("telegra", "m4711"),
        runtime.name_message("telegram", "4711"),
        runtime.name_bucket("telegram", b"4711"),
        later.name_person("telegram", "4711"),
    }

    assert len(names) == 6
    assert runtime.name_person("web", "4711") == Runtime(KEY).name_person("web", "4711")
