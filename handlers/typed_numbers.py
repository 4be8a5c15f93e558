"""Reads whole numbers as people type them. What is longer than any number here is none: Python refuses to read it."""

LONGEST = 9


def read_number(text: str, most: int = 10**LONGEST - 1, *, least: int = 1) -> int | None:
    """Read a whole number from `least` to `most`; None if the text is none of these."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) > LONGEST:
        return None
    number = int(digits)
    return number if least <= number <= most else None
