"""Decides how often Python looks for garbage cycles: at every few turns it would cost a tenth of each."""

import gc

# A turn makes thousands of objects, and all of them end with it by themselves; to look through so many takes 10 to 20 ms,
# in which nobody is answered.
YOUNG_OBJECTS = 20_000


def look_seldom() -> None:
    """Look through what is loaded by now never again, and through what is new only once there is much of it."""
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
