"""Keeps a platform's access token fresh: sealed in the database, renewed before it ends, by one process only."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256

from bot.channels.pauses import Pauses
from bot.channels.port import SendError, SendLaterError
from bot.channels.zalo_oa_api import ZaloLogin
from bot.observe import log_event
from storage.errors import ClosedStoreError
from storage.platform_tokens import Kept
from storage.store import Store
from storage.transaction import Transaction

EARLY_SECONDS = 3600.0
LEASE_SECONDS = 60.0
LOOK_SECONDS = 300.0

_log = logging.getLogger(__name__)


class KeptTokens:
    """The tokens of one channel; `first` is the refresh token that the operator has set, and a new one there begins anew."""

    def __init__(
        self, store: Store, channel: str, first: str, login: ZaloLogin, clock: Callable[[], float] = time.time
    ) -> None:
        self._store, self._channel, self._first, self._login = store, channel, first, login
        self.clock = clock
        self._seed = sha256(first.encode()).hexdigest()
        self._one_at_a_time, self.first_pause = asyncio.Lock(), 1.0
        self._ends = clock()

    @property
    def silence(self) -> int:
        """For how many seconds there has been no access token; 0 while there is one."""
        return max(0, int(self.clock() - self._ends))

    async def current(self) -> str:
        """Give the access token; raise SendLaterError while there is none."""
        kept = await self._load()
        if kept.access and kept.ends > self.clock():
            return kept.access
        return await self.renew(kept.access)

    async def renew(self, stale: str) -> str:
        """Give another access token than this one; raise SendLaterError while there is none."""
        async with self._one_at_a_time:
            kept = await self._load()
            if kept.access != stale and kept.ends > self.clock():
                return kept.access
            lent = await self._lend(kept)
            return await self._swap(lent)

    async def close(self) -> None:
        """Close the connections to where tokens are renewed."""
        await self._login.close()

    async def run(self) -> None:
        """Renew before the end, for ever."""
        while True:
            kept = await self._load()
            if kept.ends - EARLY_SECONDS <= self.clock():
                with suppress(SendError):  # it was reported, and is tried again
                    await self.renew(kept.access)
            await asyncio.sleep(LOOK_SECONDS)

    async def _load(self) -> Kept:
        kept = await self._store.read(lambda tx: self._store.platform_tokens.load(tx, self._channel))
        if kept is None or kept.seed != self._seed:
            return Kept(self._seed, self._first)
        self._ends = max(self._ends, kept.ends)
        return kept

    async def _lend(self, kept: Kept) -> Kept:
        """Be the one process that renews; raise SendLaterError if another one is about it."""
        now = self.clock()
        tokens, lent = self._store.platform_tokens, kept._replace(leased=now + LEASE_SECONDS)
        if kept.leased > now or not await self._store.turn(
            lambda tx: tokens.replace(tx, self._channel, kept, lent)
        ):
            raise SendLaterError(refused=True)
        return lent

    async def _swap(self, lent: Kept) -> str:
        try:
            access, refresh, seconds = await self._login.renew(lent.refresh)
        except SendError as error:
            # A time-out may have used the token up: only the platform knows.
            log_event(_log, "token_not_renewed", logging.ERROR, channel=self._channel, error=error)
            raise SendLaterError(refused=True) from None
        kept = Kept(self._seed, refresh, access, self.clock() + seconds)
        await self._insist_on_keeping(lent, kept)
        self._ends = kept.ends
        return access

    async def _insist_on_keeping(self, lent: Kept, kept: Kept) -> None:
        """Write new tokens down, however long that takes: the old ones are used up, and nobody gives these again."""
        pauses = Pauses(self.first_pause)
        while True:
            try:
                await self._store.turn(lambda tx: self._keep(tx, lent, kept))
            except ClosedStoreError:
                raise
            except Exception as error:
                log_event(_log, "token_not_kept", logging.ERROR, channel=self._channel, error=error)
                await asyncio.sleep(pauses.next())
            else:
                return

    def _keep(self, tx: Transaction, lent: Kept, kept: Kept) -> None:
        """Keep new tokens, even if the lease has gone to another process meanwhile: it can do nothing with what it has."""
        found = self._store.platform_tokens.load(tx, self._channel)
        if found is None or (found.seed, found.refresh) == (lent.seed, lent.refresh):
            self._store.platform_tokens.save(tx, self._channel, kept)
