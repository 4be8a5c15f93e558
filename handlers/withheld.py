"""What is said where a platform hands over less than somebody sent: silence would shut out children first of all."""

from content.i18n import _
from handlers.doors import Doors


def explain_other_ways(doors: Doors) -> str:
    """Word how to go on where a platform withholds what a person sent: all that some people write, a child for example."""
    return _(
        "This app did not let me see what you sent: it holds back links, files and places, and from some accounts everything. "
        "Please write it in words. If that does not help, write on our page: {url}\n"
        "Or call: 113 in danger, 111 for children, 0769.04.04.04 for the national drug police, day and night."
    ).format(url=doors.page)


def explain_too_big(doors: Doors) -> str:
    """Word how to send what is larger than a platform hands over."""
    return _(
        "This app hands me no file above 20 MB. Our page takes up to 50 MB: {url}\n"
        "Or send a shorter film here, or a screenshot of it."
    ).format(url=doors.page)
