"""Receipts: twenty digits that catch slips of the pen, and the keys behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.receipts import (
    RANDOM_DIGITS,
    RECEIPT_DIGITS,
    SALT_BYTES,
    check_digits,
    derive_keys,
    make_receipt,
    read_receipt,
    show_receipt,
)

BODIES = st.text("0123456789", min_size=RANDOM_DIGITS, max_size=RANDOM_DIGITS)


@given(BODIES)
def test_every_wrong_digit_is_caught(body: str) -> None:
    receipt = body + check_digits(body)
    assert read_receipt(receipt) == receipt

    for at in range(RECEIPT_DIGITS):
        for digit in "0123456789":
            changed = receipt[:at] + digit + receipt[at + 1 :]
            assert (read_receipt(changed) is not None) == (changed == receipt)


@given(BODIES)
def test_every_two_neighbours_in_the_wrong_order_are_caught(body: str) -> None:
    receipt = body + check_digits(body)

    for at in range(RECEIPT_DIGITS - 1):
        changed = receipt[:at] + receipt[at + 1] + receipt[at] + receipt[at + 2 :]
        assert (read_receipt(changed) is not None) == (changed == receipt)


@pytest.mark.parametrize(
    "shape",
    [
        "{} {} {} {} {}",
        "{}-{}-{}-{}-{}",
        "{}{}{}{}{}",
        " {}  {}\t{}\n{} {} ",
        "{}–{}—{}·{}_{}",
        "{}.{}.{}.{}.{}.",
        "{}\u00a0{}\u00a0{}\u00a0{}\u00a0{}",
    ],
)
def test_spaces_dashes_and_dots_do_not_matter(shape: str) -> None:
    receipt = make_receipt()

    assert read_receipt(shape.format(*show_receipt(receipt).split())) == receipt


@pytest.mark.parametrize(
    "text",
    ["", "1", "12345678901234567890123", "abcd" * 5, "\u0661" * RECEIPT_DIGITS, "\uff11" * RECEIPT_DIGITS],
)
def test_what_is_no_receipt_is_not_read_as_one(text: str) -> None:
    assert read_receipt(text) is None


def test_a_digit_too_many_or_too_few_is_caught() -> None:
    receipt = make_receipt()

    assert read_receipt(receipt[:-1]) is None
    assert read_receipt(receipt + "0") is None
    assert read_receipt("0" + receipt) is None


def test_new_receipts_are_valid_and_all_different() -> None:
    receipts = {make_receipt() for _ in range(500)}

    assert len(receipts) == 500
    assert all(read_receipt(receipt) == receipt for receipt in receipts)


def test_a_receipt_is_shown_in_five_groups_of_four() -> None:
    assert show_receipt("12345678901234567890") == "1234 5678 9012 3456 7890"


def test_keys_follow_from_receipt_and_salt_alone() -> None:
    receipt, salt = make_receipt(), b"s" * SALT_BYTES

    keys = derive_keys(receipt, salt)

    assert keys == derive_keys(receipt, salt)
    assert len({keys.lookup, keys.public, keys.private, receipt.encode()}) == 4
    for other in (derive_keys(make_receipt(), salt), derive_keys(receipt, b"t" * SALT_BYTES)):
        assert other.lookup != keys.lookup
        assert other.private != keys.private
