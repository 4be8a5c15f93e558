"""Starts the product with every logger at its most talkative. With LEAK_PLANTED set it leaks on purpose, which the product can't.

Its worker processes import it anew, so they are as talkative.
"""

import logging
import os
import sys
from typing import TextIO

from bot import observe

configure_quietly = observe.configure_logging


def configure_talkatively(stream: TextIO | None = None) -> None:
    """Let every record of every library through to the product's own handler, which must not print its words."""
    configure_quietly(stream)
    for handler in logging.root.handlers:
        handler.filters.clear()
    logging.root.setLevel(logging.DEBUG)
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.setLevel(logging.DEBUG)


observe.configure_logging = configure_talkatively

from bot import cli, intake  # noqa: E402 - they take configure_logging by its name
from handlers.messages import Incoming  # noqa: E402

if os.environ.get("LEAK_PLANTED"):
    take = intake.ProductIntake.take

    async def leak(self: intake.ProductIntake, incoming: Incoming) -> None:
        """Print what a developer in a hurry would print."""
        print("got", ascii(incoming.text), file=sys.stderr, flush=True)  # noqa: T201 - it is the leak
        await take(self, incoming)

    intake.ProductIntake.take = leak  # type: ignore[method-assign]

if __name__ == "__main__":
    cli.main()
