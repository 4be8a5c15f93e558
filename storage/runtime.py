"""What lives only until the next reboot: names and seals under one key in RAM, for drafts, limits and the outbox."""

import orjson

from storage.cipher import keyed_hash, open_sealed, seal
from storage.records import Json


class Runtime:
    """Names people by a hash and seals what is said to them, under the runtime key."""

    def __init__(self, key: bytes) -> None:
        self._names = keyed_hash(key, b"names", size=32)
        self._seals = keyed_hash(key, b"seals", size=32)

    def name_person(self, channel: str, address: str) -> bytes:
        """Name a person so that without the runtime key nobody can tell who it is."""
        return keyed_hash(self._names, b"person", channel.encode(), address.encode())

    def name_message(self, channel: str, message_id: str) -> bytes:
        """Name a platform's message, to know it when it is delivered again."""
        return keyed_hash(self._names, b"message", channel.encode(), message_id.encode())

    def name_bucket(self, purpose: str, person: bytes) -> bytes:
        """Name what a limit counts for a person."""
        return keyed_hash(self._names, b"bucket", purpose.encode(), person)

    def name_minute(self, minute: int) -> bytes:
        """Name a minute, counted from 1970: what is due then is found by it, and nobody else can tell when that is."""
        return keyed_hash(self._names, b"minute", minute.to_bytes(8, "big"))

    def seal(self, value: Json, context: bytes) -> bytes:
        """Seal a JSON value."""
        return self.seal_bytes(orjson.dumps(value), context)

    def open(self, sealed: bytes, context: bytes) -> Json:
        """Open a JSON value; raise UnreadableError after a reboot."""
        return orjson.loads(self.open_bytes(sealed, context))

    def seal_bytes(self, plaintext: bytes, context: bytes) -> bytes:
        """Seal bytes."""
        return seal(self._seals, plaintext, context)

    def open_bytes(self, sealed: bytes, context: bytes) -> bytes:
        """Open bytes; raise UnreadableError after a reboot."""
        return open_sealed(self._seals, sealed, context)
