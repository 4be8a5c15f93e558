"""Reads what a call says, and refuses what the real Bot API refuses or the product must never send."""

import io
import json
import time
from collections.abc import Mapping

from PIL import Image, UnidentifiedImageError
from starlette.datastructures import UploadFile
from starlette.requests import Request

from tests.fakes.telegram.chats import ApiError, Json, Sent, Upload, Written, bad_request

TWO_DAYS = 48 * 3600
PHOTO_LIMIT = 10_000_000
MOST_PIXELS_OF_SIDES, MOST_RATIO = 10_000, 20  # of a photo
UPLOAD_LIMIT = 50_000_000


async def read_parameters(request: Request) -> Json:
    parameters: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind == "application/json":
        parameters |= json.loads(await request.body() or b"{}")
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        async with request.form() as form:
            for name, value in form.items():
                if isinstance(value, UploadFile):
                    parameters[name] = Upload(await value.read(), value.filename or "")
                else:
                    parameters[name] = value
    return parameters


def check_parameters(given: Json, kinds: Mapping[str, str]) -> Json:
    parameters = {}
    for name, value in given.items():
        kind = kinds.get(name, kinds.get("*"))
        if kind is None:
            raise bad_request(f"the strict fake does not know the parameter {name}")
        parameters[name] = read_value(name, value, kind.removesuffix("!"))
    for name, kind in kinds.items():
        if kind.endswith("!") and name not in parameters:
            raise bad_request(f"parameter {name} is required")
    return parameters


def read_value(name: str, value: object, kind: str) -> object:
    try:
        if kind == "int":
            return int(str(value))
        if kind == "bool":
            return {"true": True, "false": False}[str(value).lower()]
        if kind == "json":
            return json.loads(value) if isinstance(value, str) else value
    except (KeyError, TypeError, ValueError):
        raise bad_request(f"can't parse {name}") from None
    if kind == "named file" and isinstance(value, str):
        return value
    if isinstance(value, Upload) != (kind in {"file", "named file"}):
        raise bad_request(f"{name} must be a {kind}")
    return value


def check_deletable(messages: list[Sent | Written]) -> None:
    for one in messages:
        age = time.time() - one.date
        is_dice = isinstance(one, Written) and "dice" in one.content
        if age >= TWO_DAYS or (is_dice and age <= TWO_DAYS / 2):
            raise bad_request("message can't be deleted")


def check_text(text: str) -> str:
    if not text.strip():
        raise bad_request("message text is empty")
    if len(text.encode("utf-16-le")) // 2 > 4096:
        raise bad_request("message is too long")
    return text


def check_photo(photo: Upload) -> bytes:
    if len(photo.data) > PHOTO_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    try:
        with Image.open(io.BytesIO(photo.data)) as image:
            if sum(image.size) > MOST_PIXELS_OF_SIDES or max(image.size) > MOST_RATIO * min(image.size):
                raise bad_request("PHOTO_INVALID_DIMENSIONS")
            image.verify()
    except (UnidentifiedImageError, OSError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    return photo.data


def check_stream(kind: str, file: Upload) -> bytes:
    """Refuse what an app could not play under the button of that kind."""
    if len(file.data) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    is_mp4 = file.data[4:8] == b"ftyp"
    is_playable = {
        "video": is_mp4,
        "voice": is_mp4 or file.data.startswith((b"OggS", b"ID3")),
        "document": True,
    }
    if not file.data or not is_playable[kind]:
        raise bad_request("wrong file: the app would show a document in place of what can be played")
    return file.data


def read_keyboard(markup: Json | None) -> list[list[tuple[str, str]]]:
    if markup is None:
        return []
    if set(markup) != {"inline_keyboard"}:
        raise bad_request("the product shows inline keyboards only")
    return [[read_button(button) for button in row] for row in markup["inline_keyboard"]]


def read_button(button: Json) -> tuple[str, str]:
    if set(button) != {"text", "callback_data"}:
        raise bad_request("can't parse inline keyboard button: text buttons are allowed only")
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    if not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    return button["text"], button["callback_data"]
