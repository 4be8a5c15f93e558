"""The public numbers that may stand in an answer to a tipster, each with its source; what is not listed is refused.

113, 114, 115   police, fire, ambulance: the national emergency numbers [facts outside the plans, domain.md]
111             child protection, day and night [domain.md]
0769040404      national drug police, since 10 October 2025: calls, SMS, Zalo [znews.vn post1592015; domain.md]
"""

HOTLINES = frozenset({"111", "113", "114", "115", "0769040404"})
