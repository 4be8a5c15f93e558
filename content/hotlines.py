"""The public numbers that are given out, from the directory that ships; an answer to a tipster may name no other."""

from content.directory.listing import Listing
from content.directory.pack import FOLDER, NATION, read_place

CALLED: tuple[Listing, ...] = read_place(FOLDER / f"{NATION}.toml").entry
"""What can be called anywhere in the country: who is in danger of life first."""

POSTED = tuple(one for one in CALLED if one.posted)
"""What stands on posters and pictures."""

DRUG_POLICE = next(one for one in CALLED if one.id == "drug-police")

HOTLINES = frozenset(one.digits for one in CALLED)
