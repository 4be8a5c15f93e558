"""Words what is sent to many: an item of the prevention pack with its picture, or what an officer has written."""

from typing import NamedTuple

from content.i18n import FIRST_LANGUAGE, _, current_language, use_language
from content.prevention.pack import items, name_card, word_item
from content.prevention.vocabulary import Topic
from handlers.messages import Button, Reply
from handlers.product import Product
from storage.broadcasts import Broadcast
from storage.records import Json, load_file


def compose(product: Product, broadcast: Broadcast, language: str) -> Reply:
    """Word a broadcast in a language."""
    return word_content(product, broadcast.content, language)


def word_content(product: Product, content: Json, language: str) -> Reply:
    """Word a content: `{"item": id, "reminds": bool}`, or `{"texts": {language: text}, "picture": file or null}`."""
    with use_language(language):
        if "item" in content:
            return _compose_item(product, content)
        picture = content.get("picture")
        files = (load_file(picture),) if picture else ()
        text = content["texts"].get(language) or content["texts"][FIRST_LANGUAGE]
        return Reply("\n\n".join([text, _say_how_to_stop()]), files=files, kind="notice", public=True)


class Article(NamedTuple):
    """What all followers of an account are shown: one text for all, in the first language, and the public path of its picture."""

    title: str
    text: str
    card: str


def word_article(product: Product, content: Json) -> Article:
    """Word a content for all who follow an account, where nobody can be written to alone."""
    with use_language(FIRST_LANGUAGE):
        if "item" in content:
            item = items()[content["item"]]
            words = word_item(item, product.theme)
        else:
            item = next(one for one in items().values() if one.topics[0] is Topic.TIPPING)
            words = content["texts"][FIRST_LANGUAGE]
        title, _line, text = words.partition("\n\n")
        reminder = [remind_of_tips()] if content.get("reminds") else []
        stop = _("To stop, unfollow this account. Our other doors let you choose topics and hours: «/cua».")
        return Article(title, "\n\n".join([text, *reminder, stop]), name_card(item, FIRST_LANGUAGE))


def _compose_item(product: Product, content: Json) -> Reply:
    item = items()[content["item"]]
    parts = [word_item(item, product.theme), _say_how_to_stop()]
    if content.get("reminds"):
        parts.insert(1, remind_of_tips())
    return Reply(
        "\n\n".join(parts), (_next_button(),), kind="notice", card=name_card(item, current_language())
    )


def remind_of_tips() -> str:
    """Word what stands in everybody's regular message, so that no message ever points to a tip (design §4.8)."""
    return _(
        "If you have sent a tip: open «My tip» («/tincuatoi») now and then. Officers may have a question."
    )


def _say_how_to_stop() -> str:
    return _("To change this or to stop: «/dangky», «/dung».")


def _next_button() -> tuple[Button, ...]:
    return (Button(_("Next item"), "/ketiep"),)
