"""Answers those who watch over the process: /healthz for all, /metrics for this machine only."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.addresses import LOOPBACK
from bot.gauges import Gauges
from handlers.jobs.reminders import last_reminded
from storage import outbox
from storage.delivery_counts import count_all
from storage.store import Store


class Health:
    """The health and the figures of one process."""

    def __init__(self, store: Store, gauges: Gauges) -> None:
        self._store = store
        self._gauges = gauges

    def routes(self) -> list[BaseRoute]:
        """List the paths."""
        return [Route("/healthz", self._show_health), Route("/metrics", self._show_metrics)]

    async def _show_health(self, request: Request) -> Response:
        """Answer 200 as long as the database answers."""
        await self._store.read(outbox.count_waiting)
        return JSONResponse({"status": "ok"})

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
