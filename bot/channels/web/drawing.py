"""Fills in the page's templates."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.web.assets import asset_url
from bot.channels.web.site import Site
from content.i18n import _

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals["asset"] = asset_url


def draw_template(name: str, **values: object) -> str:
    """Fill in a template of the page."""
    return TEMPLATES.get_template(name).render(**values)


def draw_sheltered(name: str, site: Site, **values: object) -> str:
    """Fill in a template that can be left quickly."""
    leaving = {"leave": _("Leave quickly"), "escape_hint": _("Or press the Esc key three times.")}
    return draw_template(name, exit_url=site.exit_url, **leaving, **values)
