"""Says what became of pictures, videos, voices and other things that people send."""

from content.i18n import _
from handlers.messages import Media
from storage.records import FileKind, SavedFile


def count_kinds(files: tuple[SavedFile, ...]) -> list[tuple[str, str]]:
    """Count files by what they are, each with its title."""
    kinds = [saved.kind for saved in files]
    counts = [
        (_("Pictures"), kinds.count(FileKind.PICTURE)),
        (_("Videos"), kinds.count(FileKind.VIDEO) + kinds.count(FileKind.WEBM)),
        (_("Voice messages"), kinds.count(FileKind.VOICE)),
    ]
    return [(title, str(count)) for title, count in counts if count]


def count_files(files: tuple[SavedFile, ...]) -> str:
    """Count files in one line."""
    return ", ".join(f"{title}: {count}" for title, count in count_kinds(files))


def saved_note(kind: FileKind, count: int, limit: int, *, keeps_voice: bool) -> str:
    """Tell that something is really stored."""
    if kind is FileKind.PICTURE:
        text = _("Picture {count} of {limit} is saved.")
    elif kind is FileKind.VOICE:
        text = _("Voice message {count} of {limit} is saved.")
    elif keeps_voice:
        text = _("Video {count} of {limit} is saved with its sound.")
    else:
        text = _(
            "Video {count} of {limit} is saved without its sound: a voice can be recognised. If the sound matters, choose below to keep voices and send the video again."
        )
    return text.format(count=count, limit=limit)


def explain_voice() -> str:
    """Tell why a voice was not kept, and how it can be."""
    return _(
        "I have not kept that voice message: whoever knows your voice can recognise you. It is safer to write it in words. If you want to send it all the same, press «Keep voices: mine can be recognised» and send it again."
    )


def explain_media(media: Media) -> str:
    """Tell what to do instead of sending this kind of thing."""
    document = _("I can't take files like this. Please send it as a picture, or describe it in words.")
    return {
        Media.PICTURE: _("I can't take a picture here. Please answer the question in words."),
        Media.PDF: document,
        Media.DOCUMENT: document,
        Media.VIDEO: _("I can't take a video here. Please answer the question in words."),
        Media.VOICE: _("I don't take voice messages: a voice can be recognised. Please write it in words."),
        Media.STICKER: _("I can't read stickers. Please answer in words."),
        Media.CONTACT: _(
            "I did not keep that contact. Please don't send contacts; write in words what matters."
        ),
        Media.LOCATION: _("I did not keep that location. Please write the place in words."),
        Media.LIVE_LOCATION: _(
            "I did not keep that location. You are sharing where you are all the time: please stop it in the app, and write the place in words."
        ),
        Media.BROKEN: _("I could not open that file. Please send it again, or send a screenshot of it."),
        Media.TOO_BIG: _("That file is too big. Please send a smaller one, or a screenshot of it."),
        Media.LONG_PDF: _(
            "That document has too many pages. Please send pictures of the most important ones."
        ),
        Media.ODD_VIDEO: _(
            "I can't read this kind of video. Please film with the phone's own camera, or send a screenshot of it."
        ),
        Media.WITHHELD: _("Zalo did not let me see that. Please answer in words."),
        Media.OTHER: _("I can't read that. Please answer in words."),
    }[media]
