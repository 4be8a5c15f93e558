"""Decides that a platform's posts go straight to its webhook, past everything that guards the page."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send


def put_in_front(webhooks: Mapping[str, ASGIApp], page: ASGIApp) -> ASGIApp:
    """Put webhooks, by their paths, in front of the page."""
    if not webhooks:
        return page

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        webhook = (
            webhooks.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        )
        await (webhook or page)(scope, receive, send)

    return dispatch
