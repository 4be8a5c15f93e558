"""Draws a picture of any kind. Slow: for worker processes."""

from bot.documents.board_picture import draw_board
from bot.documents.figures_picture import draw_figures
from bot.documents.spots_picture import draw_spots
from handlers.pictures import BoardPicture, FiguresPicture, Picture


def draw_picture(picture: Picture) -> bytes:
    """Draw a picture as JPEG."""
    if isinstance(picture, FiguresPicture):
        return draw_figures(picture)
    return draw_board(picture) if isinstance(picture, BoardPicture) else draw_spots(picture)
