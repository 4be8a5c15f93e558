"""Weighs the page: what a browser loads before the first paint, uncompressed."""

import asyncio
import re
from pathlib import Path

import httpx

from benchmarks.product import MeasuredApp, read_benchmark_settings

LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def weigh_page(folder: Path) -> dict[str, int]:
    """Give the bytes of the page and of each file that it links, by path."""
    app = MeasuredApp(read_benchmark_settings(folder), sending=False)
    try:
        return asyncio.run(_weigh(app))
    finally:
        app.close()


async def _weigh(app: MeasuredApp) -> dict[str, int]:
    transport = httpx.ASGITransport(app.asgi())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
        page = (await client.get("/")).raise_for_status()
        sizes = {"/": len(page.content)}
        for path in sorted(set(LINKED.findall(page.text))):
            sizes[path] = len((await client.get(path)).raise_for_status().content)
    return sizes
