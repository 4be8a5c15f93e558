"""Writes a reply as plain text for channels without buttons: numbered choices, and words for the rest."""

from handlers.messages import Button, Reply


def write_plain(reply: Reply, *, controls: bool = True) -> str:
    """Write a reply with its choices: numbers for answers, the command itself for commands, words for controls if wanted."""
    lines = [reply.text] if reply.text else []
    buttons = [button for row in reply.rows for button in row]
    answers = [button for button in buttons if not button.control and not button.data.startswith("/")]
    lines += [f"{number}. {button.label}" for number, button in enumerate(answers, start=1)]
    lines += [f"{button.label}: {button.data}" for button in buttons if button.data.startswith("/")]
    words = _write_controls(buttons) if controls else ""
    return "\n".join([*lines, *([words] if words else [])])


def _write_controls(buttons: list[Button]) -> str:
    return " ".join(f"[{button.label}]" for button in buttons if button.control)
