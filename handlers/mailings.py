"""Words what is sent to many: an item of the prevention pack with its picture, or what an officer has written."""

from content.i18n import use_language
from content.prevention.pack import items, name_card, word_item
from handlers.messages import Reply
from handlers.product import Product
from storage.broadcasts import Broadcast
from storage.records import load_file

USUAL_LANGUAGE = "vi"


def compose(product: Product, broadcast: Broadcast, language: str) -> Reply:
    """Word a broadcast in a language: its content is `{"item": id}` or `{"texts": {language: text}, "picture": file or null}`."""
    content = broadcast.content
    with use_language(language):
        if "item" in content:
            item = items()[content["item"]]
            return Reply(word_item(item, product.theme), card=name_card(item, language))
    texts, picture = content["texts"], content.get("picture")
    files = (load_file(picture),) if picture else ()
    return Reply(texts.get(language) or texts[USUAL_LANGUAGE], files=files)
