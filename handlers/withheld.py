"""What is said where a platform hands over less than somebody sent: silence would shut out children first of all."""

from content.i18n import _
from handlers.doors import Doors
from handlers.messages import Media


def explain_other_ways(doors: Doors, lost: Media) -> str:
    """Word how to go on where a platform withholds what a person sent: all that some people write, a child for example."""
    ways = _(
        "If that does not help, write on our page: {url}\n"
        "Or call: 113 in danger, 111 for children, 0769.04.04.04 for the national drug police, day and night."
    )
    return f"{_name_loss(lost)} {ways.format(url=doors.page)}"


def _name_loss(lost: Media) -> str:
    """Word what was withheld, and what to send instead."""
    file = _("This app did not hand me your file. Please send it again as a picture, or write in words.")
    texts = {
        Media.WITHHELD: _(
            "This app did not let me see what you sent: it holds back links, files and places, and from some accounts everything. Please write it in words."
        ),
        Media.PICTURE: _(
            "This app did not hand me your picture. Please send it again, or tell in words what is seen in it."
        ),
        Media.VIDEO: _(
            "This app did not hand me your film. Please send it again, or tell in words what is seen in it."
        ),
        Media.VOICE: _("This app did not hand me your voice message. Please write it in words."),
        Media.LOCATION: _(
            "This app did not tell me the place that you shared. Please write the commune and the province in words."
        ),
        Media.PDF: file,
        Media.DOCUMENT: file,
    }
    return texts.get(lost, _("This app did not let me see what you sent. Please write it in words."))


def explain_too_big(doors: Doors) -> str:
    """Word how to send what is larger than a platform hands over."""
    return _(
        "This app hands me no file above 20 MB. Our page takes up to 50 MB: {url}\n"
        "Or send a shorter film here, or a screenshot of it."
    ).format(url=doors.page)
