"""The official doors: where Hòm Thư is reached, and how a fake one is told from them."""

from dataclasses import dataclass

from content.i18n import _


@dataclass(frozen=True, slots=True)
class Doors:
    """The addresses of the page, its onion service, the Telegram bot (without @) and Zalo; empty where there is none.

    `blank_minutes` is how long the page stays uncovered without a touch.
    """

    page: str = ""
    onion: str = ""
    telegram: str = ""
    zalo: str = ""
    blank_minutes: int = 5


def list_doors(doors: Doors) -> list[tuple[str, str]]:
    """List the doors that are open: what each is, and its address."""
    found = [(_("Web page"), doors.page)]
    if doors.onion:
        found.append((_("In Tor Browser"), doors.onion))
    if doors.telegram:
        found.append(("Telegram", f"@{doors.telegram}"))
    if doors.zalo:
        found.append(("Zalo", doors.zalo))
    return found


def signs_of_fakes() -> list[str]:
    """Word how a fake door is told from a real one."""
    return [
        _("The address must match letter for letter."),
        _("We never ask for your name, phone number, identity card, password or money."),
        _("We never call you."),
        _("Nobody but you needs your receipt. Who asks for it is a fraud."),
    ]


def explain_doors(doors: Doors, here: str) -> str:
    """Word the list of doors with how to tell fakes; the chat on the platform `here` is one, too, whether its address is set or not."""
    listed = list_doors(doors)
    if here and here not in dict(listed):
        listed.append((here, _("this chat")))
    addresses = [f"• {name}: {address}" for name, address in listed]
    return "\n".join(
        [
            _("Official doors of Hòm Thư, there are no others:"),
            *addresses,
            "",
            _("How to tell a fake:"),
            *(f"• {sign}" for sign in signs_of_fakes()),
        ]
    )
