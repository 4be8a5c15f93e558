"""The colours of pictures and posters: those of the page (page.css)."""

DEEP = "#0d3f4e"
TEAL = "#0b6073"
GOLD = "#e9c46a"
PAPER = "#f5f2eb"
WHITE = "#ffffff"
INK = "#16252c"
