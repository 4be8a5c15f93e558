"""Checks the ready answers and questions: readable, short, blanks that can be filled in, and nothing that an answer may not say."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from content.answer_faults import find_fault
from content.blanks import KNOWN, find_unknown_blank
from content.i18n import LANGUAGES, _
from content.prevention.checking.faults import Fault
from content.templates.pack import ANSWERS, QUESTIONS, read_template
from content.templates.template import Template

LONGEST = {ANSWERS: 600, QUESTIONS: 200}
LONGEST_TITLE = 30  # a button on a small phone


def check_templates(folder: Path) -> list[Fault]:
    """Check all templates of a folder."""
    return [
        fault
        for name, longest in LONGEST.items()
        for path in sorted((folder / name).glob("*.toml"))
        for fault in _check_file(path, longest)
    ]


def _check_file(path: Path, longest: int) -> Iterator[Fault]:
    file = f"{path.parent.name}/{path.name}"
    try:
        template = read_template(path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError):
        wrong = _("The file can't be read as a template.")
        yield Fault(file, wrong, _("It needs id, rank, and title and text in [vi] and [en]."))
        return
    if template.id != path.stem:
        wrong = _("Its id is «{id}».").format(id=template.id)
        yield Fault(file, wrong, _("Give the id the name of the file, without «.toml»."))
    yield from _check_blanks(file, template)
    for language in LANGUAGES:
        wording = template.wording(language)
        yield from _check_length(file, wording.title, LONGEST_TITLE)
        yield from _check_length(file, wording.text, longest)
        found = None if find_unknown_blank(wording.text) else find_fault(wording.text)
        if found is not None:
            wrong = _("Officers may not write «{words}» to a tipster.").format(words=found.words)
            yield Fault(file, wrong, _("Leave links, numbers, accounts and questions about the person out."))


def _check_blanks(file: str, template: Template) -> Iterator[Fault]:
    texts = [template.wording(language).text for language in LANGUAGES]
    for text in texts:
        unknown = find_unknown_blank(text)
        if unknown:
            wrong = _("Nothing can be filled in for «{blank}».").format(blank=unknown)
            yield Fault(file, wrong, _("Use only these: {blanks}.").format(blanks=", ".join(KNOWN)))
    used = {frozenset(blank for blank in KNOWN if blank in text) for text in texts}
    if len(used) > 1:
        wrong = _("Its languages have different blanks in braces.")
        yield Fault(file, wrong, _("Use the same ones in [vi] and [en]."))


def _check_length(file: str, text: str, longest: int) -> Iterator[Fault]:
    if len(text) > longest:
        wrong = _("«{beginning}…» has {length} characters of at most {longest}.")
        yield Fault(
            file,
            wrong.format(beginning=text[:LONGEST_TITLE], length=len(text), longest=longest),
            _("Shorten it."),
        )
