"""`/riengtu`: what is known, by whom, for how long, and what nobody can promise; worded from the settings in force.

Each sentence is one promise, so that docs/promises.md can name it.
"""

from urllib.parse import urlsplit

from content.i18n import N_, _
from handlers.declarations import Command
from handlers.doors import Doors
from handlers.messages import Button
from handlers.turn import Turn
from storage import meta

Section = tuple[str, list[str]]


def explain_privacy(turn: Turn, argument: str) -> None:
    """`/riengtu`: tell it for the channel on which it was asked."""
    sections = (
        (_("What we know about you"), _what_we_know()),
        _who_else_knows(turn),
        (_("What the police see"), _what_police_see()),
        (_("What is kept, and how long"), _what_is_kept(turn)),
        (_("What we can't protect you from"), _what_is_left(turn)),
    )
    texts = [
        "\n".join([f"{number}. {heading}", *(f"• {line}" for line in lines)])
        for number, (heading, lines) in enumerate(sections, 1)
    ]
    turn.say("\n\n".join(texts), ((Button(_("Official doors"), "/cua"),),))


def _what_we_know() -> list[str]:
    return [
        _("No name, phone number, account or internet address is stored with a tip."),
        _("A tip shows only the hour when it came in, never through which channel."),
        _(
            "Tips are locked. Only officers of the unit in charge and those above it open them, and you with your receipt."
        ),
        _("From pictures and videos we remove where, when and with which device they were taken."),
        _("Of a PDF we keep only pictures of its pages. Sound is kept only if you choose it: a voice tells."),
    ]


def _who_else_knows(turn: Turn) -> Section:
    heading, doors = _("What others know"), turn.product.doors
    if turn.incoming.channel == "console":
        return heading, [_("You write on the server itself. This window may keep what you typed.")]
    if turn.incoming.channel == "web":
        return heading, _what_a_provider_knows(doors) + _what_the_browser_keeps(turn)
    return heading, _what_a_platform_knows(turn)


def _what_a_platform_knows(turn: Turn) -> list[str]:
    name = turn.traces.platform
    lines = [
        _(
            "{platform} knows your account, that you wrote here, and what. The police do not learn it from us."
        ).format(platform=name),
        *([explain_registration(name)] if turn.traces.registered else []),
    ]
    if turn.traces.hours:
        lines.append(
            _(
                "«/xoa» deletes this chat of the last {hours} hours on both sides. Older messages only you can delete."
            ).format(hours=turn.traces.hours)
        )
    else:
        lines.append(_("We can't delete this chat. Please delete it yourself."))
    if urlsplit(turn.product.public_url).scheme == "https":
        lines.append(_("The web page knows less: {url}").format(url=turn.product.public_url))
    return lines


def explain_registration(platform: str) -> str:
    """Word that a platform knows by law who its people are."""
    return _(
        "{platform} has your phone number and must by law know who you are: you stay unknown to the police, not to {platform}."
    ).format(platform=platform)


def _what_a_provider_knows(doors: Doors) -> list[str]:
    if not doors.page.startswith("https:"):
        return [_("This page is not encrypted on its way: write only on the machine on which it runs.")]
    lines = [
        _("This page asks for no name, phone number or account."),
        _(
            "Your internet provider, school or employer can see that you opened {host}, but not what you wrote."
        ).format(host=urlsplit(doors.page).hostname),
    ]
    if doors.onion:
        lines.append(_("With Tor Browser they do not see even that: {url}").format(url=doors.onion))
    return lines


def _what_the_browser_keeps(turn: Turn) -> list[str]:
    return [
        _(
            "Your browser's history shows that you opened this page, not what you did. A private window leaves it out."
        ),
        _("«Leave quickly», or Esc three times, erases what you have begun and opens another site."),
        _("After {minutes} minutes without a touch the page covers itself.").format(
            minutes=turn.product.doors.blank_minutes
        ),
    ]


def _what_police_see() -> list[str]:
    return [
        _("Exactly what we show you before you send it, and nothing more."),
        _("You choose who may read it: commune, province or the nation's desk."),
        _("Officers may not ask who you are, and you need not answer."),
        _("Whenever an officer opens a tip, that is recorded and can't be erased unseen."),
    ]


def _what_is_kept(turn: Turn) -> list[str]:
    kept = turn.product.lifetimes
    return [
        _(
            "What you have begun: until {minutes} minutes after your last message. «/huy» and «/xoa» erase it at once."
        ).format(minutes=turn.product.draft_minutes),
        _how_drafts_end(turn),
        *_what_stands(turn),
        _("Against floods of messages: a coded mark of your address, 48 hours at most."),
        _(
            "Prevention messages, only if you asked for them: the locked address of your chat, what you chose and the week, apart from all tips. «/dung» erases it."
        ),
        _("Help with addiction («/hotro»): nothing after the answer. It is no tip, and no officer sees it."),
        _(
            "A pledge («/camket»): who, where and how many, no names; for a year a coded mark of your address, "
            "so that a new pledge replaces it. It is written at the week's end, together with all others."
        ),
        *_how_pledges_count(turn),
        _(
            "The quiz («/tracnghiem»): how far you have come, 2 days at most. A contest's list shows drawn nicknames only."
        ),
        _("A tip that proved true: {days} days after it is closed.").format(days=kept.confirmed),
        _(
            "A tip that proved wrong: {days} days after it is closed, since whoever it names has rights, too."
        ).format(days=kept.unfounded),
        _("Any other tip: {days} days after it is closed.").format(days=kept.other),
        _(
            "Erasing a tip destroys its key: after 7 days at most no old copy can be read either. The receipt then says «erased» for a year."
        ),
    ]


def _how_pledges_count(turn: Turn) -> list[str]:
    if turn.incoming.channel != "web":
        return []
    return [_("This page does not know you again at your next visit: a pledge made then counts anew.")]


def _what_stands(turn: Turn) -> list[str]:
    text = _(
        "Which messages stand in this chat, not their words, so that «/xoa» can delete them: {hours} hours, locked in the same way."
    )
    return [text.format(hours=turn.traces.hours)] if turn.traces.hours else []


def _how_drafts_end(turn: Turn) -> str:
    if turn.product.forgets_at_reboot:
        return _(
            "It is locked with a key in the server's memory: when the server restarts, nobody can read it any more."
        )
    return _("It is locked with a key that lies on this server's disk: whoever takes the disk could read it.")


def _what_is_left(turn: Turn) -> list[str]:
    lines = [
        _("Somebody who looks at your phone or takes a picture of its screen."),
        _("Your own words: how you write, and what only you could know."),
        _("What is seen in a picture, and the traces that each camera leaves in it."),
        _("A server that somebody secretly changed: it could read what arrives."),
        _("If you come in person, for a reward for example, your face is seen."),
    ]
    if meta.is_trial(turn.tx):
        lines.append(
            _(
                "This is a trial: the keys lie on the server itself, and whoever takes all of it could read tips."
            )
        )
    return lines


COMMANDS = (Command("riengtu", "privacy", explain_privacy, N_("What is stored"), ("rieng tu", "privacy")),)
