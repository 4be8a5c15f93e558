"""What an officer may be in a queue, in words."""

from content.i18n import _
from handlers.turn import Turn
from storage.memberships import holding_members
from storage.records import Role

ROLE_WORDS = {
    "officer": Role.OFFICER,
    "can bo": Role.OFFICER,
    "lead": Role.LEAD,
    "truong": Role.LEAD,
    "truong nhom": Role.LEAD,
    "auditor": Role.AUDITOR,
    "kiem tra": Role.AUDITOR,
    "kiem tra vien": Role.AUDITOR,
}


def role_labels() -> dict[Role, str]:
    """Label the roles."""
    return {Role.OFFICER: _("officer"), Role.LEAD: _("lead"), Role.AUDITOR: _("auditor")}


def is_last_lead(turn: Turn, officer: bytes, queue: str) -> bool:
    """Tell whether an officer is the only enabled lead of a queue who holds its key."""
    holding = holding_members(turn.tx, queue)
    members = turn.store.register.members(turn.tx, queue)
    leads = {one.id for one, role in members if role is Role.LEAD and one.enabled and one.id in holding}
    return leads == {officer}
