"""Decides where people reach the product, from the settings: the page's site and the list of official doors."""

from bot.channels.web.site import Site
from bot.settings import Settings
from handlers.doors import Doors


def make_site(settings: Settings) -> Site:
    """Say where the page is at home and how it protects who looks at it."""
    return Site(
        public_url=settings.public_url,
        onion_url=settings.onion_url or "",
        exit_url=settings.exit_url,
        blank=settings.blank_minutes * 60,
        draft=settings.draft_minutes * 60,
    )


def make_doors(settings: Settings) -> Doors:
    """List where people reach the product."""
    return Doors(
        page=settings.public_url,
        onion=settings.onion_url or "",
        telegram=settings.telegram_name or "",
        zalo=settings.zalo_oa_link or settings.zalo_bot_link or "",
        blank_minutes=settings.blank_minutes,
    )
