"""Draws messages of a Zalo official account: a text with buttons, or a question with its choices as a list."""

from collections.abc import Sequence
from typing import Any

from bot.channels.zalo_oa_update import PRESSED
from handlers.messages import Button

LONGEST_TEXT, LONGEST_LABEL, MOST_BUTTONS = 2000, 100, 5
MOST_ELEMENTS, LONGEST_TITLE, LONGEST_SUBTITLE = 5, 100, 500

Message = dict[str, Any]


def draw(text: str, buttons: Sequence[Button]) -> Message:
    """Draw a text with at most five buttons."""
    if not buttons:
        return {"text": text}
    return _attach({"buttons": [_draw_button(one) for one in buttons[:MOST_BUTTONS]]}, text=text)


def draw_picture(caption: str, name: str) -> Message:
    """Draw an uploaded picture with its words: beside it Zalo has no buttons."""
    element = {"media_type": "image", "attachment_id": name}
    return _attach({"template_type": "media", "elements": [element]}, text=caption)


def draw_list(text: str, buttons: Sequence[Button]) -> Message | None:
    """Draw a question as the head of a list, its choices below, its controls as buttons; None if it has no room there."""
    choices = [one for one in buttons if not one.control]
    controls = [one for one in buttons if one.control]
    labels_fit = all(len(one.label) <= LONGEST_TITLE for one in choices)
    if not 1 <= len(choices) < MOST_ELEMENTS or len(controls) > MOST_BUTTONS or not labels_fit:
        return None
    title, _line, rest = text.strip().partition("\n")
    if not title or len(title) > LONGEST_TITLE or len(rest) > LONGEST_SUBTITLE:
        return None
    elements: list[Message] = [{"title": title, **({"subtitle": rest} if rest else {})}]
    elements += [{"title": one.label, "default_action": _press(one)} for one in choices]
    buttons_below = {"buttons": [_draw_button(one) for one in controls]} if controls else {}
    return _attach({"template_type": "list", "elements": elements, **buttons_below})


def _attach(payload: Message, **more: str) -> Message:
    return {**more, "attachment": {"type": "template", "payload": payload}}


def _draw_button(button: Button) -> Message:
    return {"title": button.label[:LONGEST_LABEL], **_press(button)}


def _press(button: Button) -> Message:
    return {"type": "oa.query.hide", "payload": PRESSED + button.data}
