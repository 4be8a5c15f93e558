"""Knows what a Vietnamese syllable without accents looks like, so that glued words can be told."""

import re

ONSET = "chr|[bdghkp]r|[bghkmp]l|ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx]"
VOWEL = (
    "uyeu|oai|oay|oeo|uay|uoi|uou|uya|uye|uyu|ieu|yeu|uoa|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui"
    "|uo|uu|uy|ye|a|e|i|o|u|y"
)
CODA = "ch|ng|nh|[ckmnpt]"
SYLLABLE = re.compile(f"(?:{ONSET})?(?:{VOWEL})(?:{CODA})?")


def is_syllable(plain: str) -> bool:
    """Tell whether a word without accents is one syllable."""
    return bool(SYLLABLE.fullmatch(plain))
