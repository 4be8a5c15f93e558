"""Answers those who watch over the process: /healthz for all, /metrics for this machine only."""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.addresses import LOOPBACK
from bot.gauges import Gauges
from handlers.jobs.reminders import last_reminded
from storage import outbox
from storage.delivery_counts import count_all
from storage.store import Store

LONGEST_SILENCE = 300  # seconds: several times a poll, or a look at a webhook


class Health:
    """The health and the figures of one process."""

    def __init__(self, store: Store, gauges: Gauges, silences: Mapping[str, Callable[[], int]]) -> None:
        self._store = store
        self._gauges = gauges
        self._silences = silences

    def routes(self) -> list[BaseRoute]:
        """List the paths."""
        return [Route("/healthz", self._show_health), Route("/metrics", self._show_metrics)]

    async def _show_health(self, request: Request) -> Response:
        """Answer 200 as long as the database answers, and name the platforms that have long been silent.

        Their trouble is none of the process: who started it anew for that would cut off everybody else.
        """
        await self._store.read(outbox.count_waiting)
        silent = [name for name, silence in self._silences.items() if silence() > LONGEST_SILENCE]
        return JSONResponse({"status": "ok", "silent": silent})

    async def _show_metrics(self, request: Request) -> Response:
        if (
            request.client is None
            or request.client.host not in LOOPBACK
            or "x-forwarded-for" in request.headers
        ):
            return Response(status_code=404)
        self._gauges.set_waiting(await self._store.read(outbox.count_waiting))
        last = await self._store.read(last_reminded)
        self._gauges.set_reminded(last or 0)
        self._gauges.set_broadcasts(await self._store.read(count_all))
        return PlainTextResponse(self._gauges.render())
