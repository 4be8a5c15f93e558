"""Trial or production, and whether the recovery key was ever tested."""

from bot.doctor.finding import Finding, judge
from content.i18n import _
from storage import meta
from storage.transaction import Transaction


def check_trial(tx: Transaction) -> Finding:
    """Check that `homthu init` has ended the trial."""
    return judge(
        not meta.is_trial(tx),
        _("Production: only officers and the recovery key open tips."),
        _(
            "Trial operation (bootstrap): the queues' keys lie under this server's own secret. Use no real tips yet."
        ),
    )


def check_recovery(tx: Transaction) -> Finding:
    """Check that both holders have typed their halves once."""
    return judge(
        meta.get_fact(tx, meta.RECOVERY_TESTED) is not None,
        _("The recovery key was tested."),
        _("The recovery key was never tested: «homthu recover --test» with both holders."),
    )
