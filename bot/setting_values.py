"""The kinds of values that a setting can have, each with its check; a check raises ValueError without the value in it."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr

SHORTEST_SECRET = 8  # Zalo takes no shorter one


def _check_database(url: str) -> str:
    parts = urlsplit(url)
    if (
        parts.scheme not in {"sqlite", "postgresql"}
        or parts.path in {"", "/"}
        or (parts.scheme == "sqlite" and parts.netloc)
    ):
        raise ValueError
    return url


def _check_url(url: str) -> str:
    parts = urlsplit(url)
    # Asking for the port checks it.
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
        raise ValueError
    if re.search(r"\s", url):
        raise ValueError
    return url


def _check_public_url(url: str) -> str:
    parts = urlsplit(_check_url(url))
    if parts.username or parts.query or parts.fragment:
        raise ValueError
    return url.rstrip("/")


def _check_onion_url(url: str) -> str:
    if not (urlsplit(_check_public_url(url)).hostname or "").endswith(".onion"):
        raise ValueError
    return url.rstrip("/")


def _check_exit_url(url: str) -> str:
    if urlsplit(_check_url(url)).scheme != "https":
        raise ValueError
    return url


def _check_proxy(url: SecretStr) -> SecretStr:
    _check_url(url.get_secret_value())
    return url


def _check_token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token.get_secret_value()):
        raise ValueError
    return token


def _check_webhook_secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise ValueError
    return secret


def _check_long_secret(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < SHORTEST_SECRET:
        raise ValueError
    return _check_webhook_secret(secret)


Url = Annotated[str, AfterValidator(_check_url)]
PublicUrl = Annotated[str, AfterValidator(_check_public_url)]
OnionUrl = Annotated[str, AfterValidator(_check_onion_url)]
ExitUrl = Annotated[str, AfterValidator(_check_exit_url)]
DatabaseUrl = Annotated[str, AfterValidator(_check_database)]
Proxy = Annotated[SecretStr, AfterValidator(_check_proxy)]
Token = Annotated[SecretStr, AfterValidator(_check_token)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_check_webhook_secret)]
LongSecret = Annotated[SecretStr, AfterValidator(_check_long_secret)]
