"""Decides which addresses are this machine's own, and which nobody on the way can read along."""

from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def is_confidential(url: str) -> bool:
    """Say whether nobody on the way can read what is sent to an address: https, this machine itself, or an onion service."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "https" or host in LOOPBACK or host.endswith(".onion")
