"""Erases what has had its time: idle drafts, ended secrets, handled message names, and files that belong to nothing."""

from handlers.durations import DAY_SECONDS
from handlers.product import Product
from handlers.session import Session, dump_session, load_session
from storage import conversations, file_owners, invitations, limits, outbox, posted
from storage.evidence import list_files, remove_file
from storage.transaction import Transaction

MESSAGE_DAYS = 2
OUTBOX_DAYS = 2


def erase_idle(tx: Transaction, product: Product, now: float) -> None:
    """Erase idle drafts; each leaves a mark for a day, so that the person hears of it, and is then gone."""
    runtime, used = product.store.runtime, set()
    for person, record in conversations.all_drafts(tx, runtime):
        session = load_session(record) if record is not None else None
        if session is None or now - session.touched > DAY_SECONDS:
            conversations.erase_draft(tx, person)
        elif now - session.touched > product.draft_minutes * 60 and session.answers:
            mark = Session(
                language=session.language, position=session.position, touched=session.touched, ended=True
            )
            conversations.save_draft(tx, runtime, person, dump_session(mark))
        else:
            used |= _files_of(session)
    for name in file_owners.draft_files(tx) - used:
        file_owners.drop_file(tx, name)
    conversations.sweep(tx, runtime, now)
    limits.sweep_limits(tx, runtime, now)
    invitations.forget_expired(tx, int(now))
    conversations.forget_messages(tx, int(now // DAY_SECONDS) - MESSAGE_DAYS)
    posted.remove_old(tx, int(now // DAY_SECONDS) - MESSAGE_DAYS)
    outbox.remove_old(tx, int(now // DAY_SECONDS) - OUTBOX_DAYS)


def find_stray_files(tx: Transaction, product: Product) -> set[str]:
    """Name the files on disk that belong to no tip and no draft."""
    return set(list_files(product.store.files)) - file_owners.file_names(tx)


def remove_files(product: Product, names: set[str]) -> None:
    """Remove files from disk."""
    for name in names:
        remove_file(product.store.files, name)


def _files_of(session: Session) -> set[str]:
    answers = [value for value in session.answers.values() if isinstance(value, dict)]
    return {name for value in answers for name, *_rest in value.get("files", ())}
