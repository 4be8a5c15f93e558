"""Names where a request comes from, so that places take turns: a hash under a key in memory, never the address itself."""

import secrets
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address

from starlette.requests import Request

_KEY = secrets.token_bytes(32)  # of this process: after its end the names mean nothing
_NETWORK_BYTES = 8  # who has one IPv6 address has all of its network


def name_source(request: Request) -> str:
    """Name the network that a request comes from; all who come through one proxy or onion service share one name."""
    host = request.client.host if request.client is not None else ""
    return blake2b(_network(host), key=_KEY, digest_size=16).hexdigest()


def _network(host: str) -> bytes:
    try:
        address = ip_address(host)
    except ValueError:
        return host.encode()
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return address.packed[:_NETWORK_BYTES]
    return (getattr(address, "ipv4_mapped", None) or address).packed
