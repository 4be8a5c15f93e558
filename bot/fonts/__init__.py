"""The typeface of pictures and posters: Be Vietnam Pro, under the SIL Open Font License (OFL.txt)."""

from pathlib import Path

HEAVY = Path(__file__).parent / "BeVietnamPro_800ExtraBold.ttf"
BOLD = Path(__file__).parent / "BeVietnamPro_600SemiBold.ttf"
MEDIUM = Path(__file__).parent / "BeVietnamPro_500Medium.ttf"
