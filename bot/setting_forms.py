"""Says what a wrong setting should look like, in both languages: it is read where no language is chosen yet."""

from collections.abc import Mapping
from typing import Any

Form = tuple[str, str]

_PLAIN_TEXT = ("chữ không có dấu cách", "text without spaces")
_URL = ("địa chỉ http:// hoặc https://", "an http:// or https:// address")
_RIGHT_FORMS = {
    "database_url": (
        "sqlite:///đường/dẫn hoặc postgresql://người-dùng@máy/tên",
        "sqlite:///path or postgresql://user@host/name",
    ),
    "public_url": (
        "địa chỉ http:// hoặc https://, không có ? hay #",
        "an http:// or https:// address without ? or #",
    ),
    "onion_url": (
        "địa chỉ http:// hoặc https:// có đuôi .onion",
        "an http:// or https:// address that ends in .onion",
    ),
    "exit_url": ("địa chỉ https://", "an https:// address"),
    "telegram_name": ("tên của bot, không có @", "the bot's name without @"),
    "telegram_token": (
        "mã @BotFather cấp, dạng 123456789:AbC…",
        "the token that @BotFather gives, like 123456789:AbC…",
    ),
    "telegram_base_url": _URL,
    "telegram_base_file_url": _URL,
    "telegram_proxy": _URL,
    "telegram_updates_proxy": _URL,
    "zalo_bot_token": (
        "mã bot Zalo gửi, dạng 123456789:abc…",
        "the token that Zalo sends, like 123456789:abc…",
    ),
    "zalo_bot_link": ("địa chỉ https://zalo.me/…", "an address like https://zalo.me/…"),
    "zalo_bot_base_url": _URL,
    "zalo_bot_file_url": _URL,
    "zalo_bot_webhook_secret": (
        "từ 8 đến 256 ký tự A-Z a-z 0-9 _ -",
        "8 to 256 characters of A-Z a-z 0-9 _ -",
    ),
    "zalo_oa_app_id": (
        "dãy số của ứng dụng trên developers.zalo.me",
        "the app's number on developers.zalo.me",
    ),
    "zalo_oa_link": ("địa chỉ https://zalo.me/…", "an address like https://zalo.me/…"),
    "zalo_oa_base_url": _URL,
    "zalo_oa_login_url": _URL,
    "theme": ("một dòng chữ, không quá 120 ký tự", "one line of at most 120 characters"),
    "telegram_webhook_secret": (
        "từ 1 đến 256 ký tự A-Z a-z 0-9 _ -",
        "1 to 256 characters of A-Z a-z 0-9 _ -",
    ),
}


def describe_form(name: str, schema: Mapping[str, Any]) -> Form:
    """Say in Vietnamese and in English what a setting must be; `schema` is its JSON schema."""
    if "minimum" in schema and "maximum" in schema:
        least, most = schema["minimum"], schema["maximum"]
        return f"một số từ {least} đến {most}", f"a number from {least} to {most}"
    return _RIGHT_FORMS.get(name, _PLAIN_TEXT)
