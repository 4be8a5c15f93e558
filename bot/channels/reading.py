"""Reads what platforms post with a doubt: a field that is missing or odd must not cost the words beside it."""

import json
import math
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

# What reading a post of unknown shape may raise.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
LARGEST_LATITUDE, LARGEST_LONGITUDE = 90.0, 180.0


def read_object(found: object) -> Mapping[str, Any]:
    """Read an object; an empty one for anything else."""
    return found if isinstance(found, Mapping) else {}


def read_words(found: object) -> str:
    """Read a text; nothing for anything else."""
    return found if isinstance(found, str) else ""


def read_place(latitude: object, longitude: object) -> str:
    """Read a shared place to a metre («latitude, longitude»); nothing if it is none on this earth."""
    try:
        north, east = float(str(latitude)), float(str(longitude))
    except ValueError:
        return ""
    is_place = math.isfinite(north) and abs(north) <= LARGEST_LATITUDE and abs(east) <= LARGEST_LONGITUDE
    return f"{north:.5f}, {east:.5f}" if is_place else ""


def read_name(found: object) -> str:
    """Read what names somebody or something; raise UnicodeError for what can be no name."""
    name = str(found)
    name.encode()
    return name


def name_message(posted: Mapping[str, Any], given: object) -> str:
    """Name a message as its platform does, else by what it says: the same when it comes again."""
    if isinstance(given, str | int) and given:
        return read_name(given)
    return blake2b(json.dumps(posted, sort_keys=True).encode(), digest_size=16).hexdigest()
