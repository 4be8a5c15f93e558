"""What stands in the audit log, in words."""

from content.i18n import _, once_a_language
from handlers.access import Act

REFUSAL = "refusal"


def act_label(act: str) -> str:
    """Say what somebody did."""
    label = act_labels().get(act)
    return label if label is not None else _("another act ({code})").format(code=act)


@once_a_language
def act_labels() -> dict[str, str]:
    """Label the acts."""
    return {**_labels_of_tips(), **_labels_of_members(), **_labels_of_keys(), **_labels_of_the_server()}


def _labels_of_tips() -> dict[str, str]:
    return {
        Act.LIST: _("listed tips"),
        Act.SEARCH: _("searched tips by words"),
        Act.READ: _("read a tip"),
        Act.CLAIM: _("claimed a tip"),
        Act.REPLY: _("answered a tipster"),
        Act.NOTE: _("noted something on a tip"),
        Act.TRANSFER: _("handed a tip over"),
        Act.CLOSE: _("closed a tip"),
        Act.REOPEN: _("opened a tip again"),
        Act.COPY: _("sent a copy of a tip"),
        Act.REWARD: _("proposed, approved or took back a reward"),
        Act.PAY: _("paid a reward out"),
        "wrong_code": _("typed a wrong payout code"),
        Act.ENTER: _("entered a tip told elsewhere"),
        Act.SPAM: _("marked a tip as spam"),
        Act.CLEAR_SPAM: _("took the spam mark off a tip"),
        "verify": _("began to verify a tip"),
        "refer": _("passed a tip on to an investigating unit"),
        "extend": _("extended a tip's time"),
        "step_out": _("stepped out of a case"),
        "link": _("linked tips of one case, or took one out"),
        "assign": _("gave a tip to an officer"),
        "set_clock": _("changed a time limit"),
        "erase": _("erased a tip whose time was over"),
    }


def _labels_of_members() -> dict[str, str]:
    return {
        Act.INVITE: _("invited somebody"),
        "join": _("joined a queue"),
        Act.REVOKE: _("removed a member"),
        REFUSAL: _("was refused"),
        Act.GRANT: _("granted a key"),
        Act.SHOW_TEXT: _("switched tips on Telegram"),
        Act.ALERT: _("wrote, approved or stopped an alert"),
        Act.LOG: _("read the audit log"),
        Act.FIGURES: _("looked at figures"),
        Act.EXPORT: _("exported a report"),
        Act.HAMLETS: _("changed the list of hamlets"),
        Act.CONTEST: _("began a contest of the quiz"),
        Act.DIRECTORY: _("changed the directory"),
        Act.ADMIT: _("approved an entry of the directory"),
        Act.NAME_PLACE: _("changed a local name of a place"),
    }


def _labels_of_keys() -> dict[str, str]:
    return {
        "make_key": _("made their key"),
        "unlock": _("unlocked their key"),
        "lock": _("locked their key"),
        "set_code": _("set up one-time codes"),
        "forget_key": _("gave up their key"),
        "wrong_phrase": _("typed a wrong passphrase or code"),
        "alarm": _("was stopped: a stored key was altered"),
    }


def _labels_of_the_server() -> dict[str, str]:
    return {
        "init": _("ended the trial and made all keys"),
        "restore": _("restored a copy"),
        "rotate": _("changed the server's secret"),
    }
