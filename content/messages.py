"""Keeps the catalogues complete: collects every message of the source into each language's file (`make messages`)."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from content.i18n import CATALOGUES, LANGUAGES

ROOT = Path(__file__).parent.parent
SOURCES = ("bot", "content", "handlers")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def collect_messages() -> Catalog:
    """Collect the messages of the source."""
    found = Catalog(project="homthu")
    for source in SOURCES:
        for _file, _line, message, comments, context in extract_from_dir(ROOT / source, keywords=KEYWORDS):
            found.add(message, auto_comments=comments, context=context)
    return found


def update_catalogues() -> None:
    """Bring each language's file up to the source; English speaks for itself, others keep what they have."""
    template = collect_messages()
    for language in LANGUAGES:
        path = CATALOGUES / language / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = Catalog(
            locale=language,
            project="homthu",
            header_comment=f"# {LANGUAGES[language]}: Hòm Thư.",
            msgid_bugs_address="",
            last_translator="",
            language_team="",
            fuzzy=False,
        )
        if path.exists():
            with path.open("rb") as source:
                catalogue = read_po(source, locale=language)
        written = catalogue.creation_date
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.creation_date = written  # or each run would change the file
        if language == "en":
            for message in catalogue:
                if message.id:
                    message.string = message.id
        with path.open("wb") as target:
            write_po(target, catalogue, width=110, sort_output=True, omit_header=False)


if __name__ == "__main__":
    update_catalogues()
