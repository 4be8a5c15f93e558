"""What an officer may be in a queue, in words."""

from content.i18n import _
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
