"""How what leaves a turn is written as JSON for the outbox, and read again: replies, removals, menus."""

from handlers.messages import Button, Menu, Poll, Removal, Reply
from storage.records import Json, dump_file, load_file

BLANK = Reply("")
PLAIN = {  # written as they are, where a reply is no plain statement
    name: getattr(BLANK, name)
    for name in ("kind", "secret", "drawn", "slot", "lasts", "edits", "card", "public", "share")
}


def dump_reply(reply: Reply) -> Json:
    """Write a reply as JSON: what most replies are not is left out, so that rows stay short."""
    record: Json = {name: value for name, usual in PLAIN.items() if (value := getattr(reply, name)) != usual}
    record["text"] = reply.text
    if reply.rows:
        record["rows"] = [[[*button] for button in row] for row in reply.rows]
    if reply.files:
        record["files"] = [dump_file(saved) for saved in reply.files]
    if reply.poll is not None:
        record["poll"] = [*reply.poll]
    return record


def load_reply(record: Json) -> Reply:
    """Read a reply from JSON, without its address."""
    more = {name: record[name] for name in PLAIN if name in record}
    if "poll" in record:
        more["poll"] = Poll(*record["poll"])
    rows = tuple(tuple(Button(*button) for button in row) for row in record.get("rows", ()))
    return Reply(record["text"], rows, tuple(map(load_file, record.get("files", ()))), **more)


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
