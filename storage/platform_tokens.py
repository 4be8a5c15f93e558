"""The tokens by which platforms know this deployment, where they change with each use: sealed under the server's secret."""

import json
from typing import NamedTuple

from storage.cipher import keyed_hash, open_sealed, pad, seal, unpad
from storage.errors import UnreadableError
from storage.meta import get_fact, set_fact
from storage.transaction import Transaction

CHANNELS = ("zalooa",)


class Kept(NamedTuple):
    """One channel's tokens: `seed` names the operator's setting they came from; `ends` and `leased` are seconds since 1970."""

    seed: str
    refresh: str
    access: str = ""
    ends: float = 0.0
    leased: float = 0.0


class PlatformTokens:
    """Seals and opens them."""

    def __init__(self, secret: bytes) -> None:
        self._key = keyed_hash(secret, b"platform tokens", size=32)

    def load(self, tx: Transaction, channel: str) -> Kept | None:
        """Give a channel's tokens; None if there are none that can be read."""
        sealed = get_fact(tx, _name(channel))
        if sealed is None:
            return None
        try:
            return Kept(*json.loads(unpad(open_sealed(self._key, sealed, _name(channel).encode()))))
        except UnreadableError:
            return None

    def save(self, tx: Transaction, channel: str, kept: Kept) -> None:
        """Keep a channel's tokens."""
        sealed = seal(self._key, pad(json.dumps(kept).encode()), _name(channel).encode())
        set_fact(tx, _name(channel), sealed)

    def replace(self, tx: Transaction, channel: str, former: Kept, kept: Kept) -> bool:
        """Keep other tokens, unless those that are kept are no more the former ones."""
        found = self.load(tx, channel)
        if found is not None and found.seed == former.seed and found != former:
            return False
        self.save(tx, channel, kept)
        return True


def rekey_tokens(tx: Transaction, old: bytes, new: bytes) -> None:
    """Seal all tokens under a new secret."""
    for channel in CHANNELS:
        kept = PlatformTokens(old).load(tx, channel)
        if kept is not None:
            PlatformTokens(new).save(tx, channel, kept)


def _name(channel: str) -> str:
    return f"tokens of {channel}"
