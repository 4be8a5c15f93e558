"""Vietnamese phone numbers: which there are, how people write them, and how they are shown."""

import re

SHORTEST_GROUPED = 4
LARGE_CITIES = ("024", "028")
# Emergency and service numbers, toll-free and shared-cost ones, mobiles, landlines.
VIETNAMESE = re.compile(r"11[1-5]|10\d\d|1[89]00\d{4,6}|0[35789]\d{8}|02\d{9}")


def read_phone(text: str) -> str | None:
    """Read a phone number as people write it and give its digits; None if nobody in Vietnam could call it."""
    digits = re.sub(r"[\s.\-()]", "", text)
    digits = re.sub(r"^(?:\+84|0084)", "0", digits)
    return digits if VIETNAMESE.fullmatch(digits) else None


def show_phone(digits: str) -> str:
    """Write a number in groups, as people read it aloud: «024.3826.1234», «0912.345.678», «1900.9095», «113»."""
    if len(digits) <= SHORTEST_GROUPED:
        return digits
    if digits.startswith("1"):
        return f"{digits[:4]}.{digits[4:]}"
    if digits.startswith(LARGE_CITIES):
        return f"{digits[:3]}.{digits[3:7]}.{digits[7:]}"
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"
