"""How what leaves a turn is written as JSON for the outbox, and read again: replies, removals, menus."""

from handlers.messages import Button, Menu, Poll, Removal, Reply
from storage.records import Json, dump_file, load_file

SELDOM = ("slot", "lasts", "edits", "card", "public", "share")


def dump_reply(reply: Reply) -> Json:
    """Write a reply as JSON. Field by field: `asdict` costs as much as the rest of a turn."""
    standing: Json = {}
    if reply.slot:
        standing = {"slot": reply.slot, "lasts": reply.lasts, "edits": reply.edits}
    if reply.poll is not None:
        standing["poll"] = [*reply.poll]
    if reply.card:
        standing["card"] = reply.card
    if reply.public:
        standing["public"] = True
    if reply.share >= 0:
        standing["share"] = reply.share
    return {
        **standing,
        "text": reply.text,
        "rows": [[[*button] for button in row] for row in reply.rows],
        "files": [dump_file(saved) for saved in reply.files],
        "kind": reply.kind,
        "secret": reply.secret,
        "drawn": reply.drawn,
    }


def load_reply(record: Json) -> Reply:
    """Read a reply from JSON, without its address."""
    rows = tuple(tuple(Button(*button) for button in row) for row in record["rows"])
    files = tuple(load_file(saved) for saved in record["files"])
    standing = {name: record[name] for name in SELDOM if name in record}
    if "poll" in record:
        standing["poll"] = Poll(*record["poll"])
    return Reply(record["text"], rows, files, record["kind"], record["secret"], record["drawn"], **standing)


def dump_removal(removal: Removal) -> Json:
    """Write a removal as JSON."""
    return {"remove": removal.slot, "messages": list(removal.messages)}


def load_removal(record: Json) -> Removal | None:
    """Read a removal from JSON; None if it is a reply."""
    return Removal(tuple(record["messages"]), record["remove"]) if "remove" in record else None


def dump_menu(menu: Menu) -> Json:
    """Write a menu as JSON."""
    return {"menu": [list(command) for command in menu.commands]}


def load_menu(record: Json) -> Menu | None:
    """Read a menu from JSON; None if it is something else."""
    return Menu(tuple((name, text) for name, text in record["menu"])) if "menu" in record else None
