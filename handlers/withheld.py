"""What is said where a platform tells only that somebody sent something: silence would shut out children first of all."""

from content.i18n import _
from handlers.doors import Doors


def explain_other_ways(doors: Doors) -> str:
    """Word how to go on where a platform withholds what a person sent: all that some people write, a child for example."""
    return _(
        "This app did not let me see what you sent: it holds back links, files and places, and from some accounts everything. "
        "Please write it in words. If that does not help, write on our page: {url}\n"
        "Or call: 113 in danger, 111 for children, 0769.04.04.04 for the national drug police, day and night."
    ).format(url=doors.page)
