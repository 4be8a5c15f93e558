"""Decides how often Python looks for garbage cycles: at every few turns it would cost a tenth of each."""

import gc

YOUNG_OBJECTS = 100_000  # a turn makes thousands of objects, and nearly all of them end with it by themselves


def look_seldom() -> None:
    """Look through what is loaded by now never again, and through what is new only once there is much of it."""
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
