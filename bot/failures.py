"""What a command says when it fails: one sentence that tells what to do next, in the language of the command line."""

import errno

from content.i18n import _
from storage.errors import (
    BrokenCopyError,
    FolderInUseError,
    FolderNotEmptyError,
    ForeignFolderError,
    ForeignSecretError,
    MissingShredKeysError,
    OtherDeploymentError,
    SchemaError,
    StorageError,
    TrialCopyError,
    UnreachableDatabaseError,
)


def explain_storage(error: StorageError) -> str:
    """Say what storage refuses, and what to do next."""
    sentences: dict[type[StorageError], str] = {
        UnreachableDatabaseError: _(
            "The database can't be opened. Check that it runs, and that HOMTHU_DATABASE_URL is right."
        ),
        SchemaError: _("The database belongs to a newer Hòm Thư. Install that version, or a later one."),
        ForeignFolderError: _(
            "A folder for the keys belongs to another user of this machine. Set HOMTHU_RUNTIME_DIR to one of your own."
        ),
        FolderInUseError: _("The data folder is in use. Stop «homthu run» and other homthu commands first."),
        ForeignSecretError: _(
            "The file server.key in the data folder is missing or belongs to another database. "
            "Put back the one that «homthu backup --shred» copied."
        ),
        FolderNotEmptyError: _(
            "The folder is not empty. A copy needs a new folder; restoring needs an empty data folder."
        ),
        BrokenCopyError: _("In that folder there is no whole copy of this kind. Please use another copy."),
        MissingShredKeysError: _(
            "There are no shred keys, so no tip of the copy could be read. "
            "Give the copy that «homthu backup --shred» made: --shred FOLDER."
        ),
        TrialCopyError: _(
            "This copy was made in a trial, and here is production: a trial never becomes production data. Nothing was changed. "
            "To look at it, restore it with empty folders of its own (HOMTHU_DATA_DIR, HOMTHU_SHRED_DIR)."
        ),
        OtherDeploymentError: _(
            "This copy was made in production, and the shred keys here belong to a trial or to another Hòm Thư. Nothing was changed. "
            "Restore it with its own shred keys: set HOMTHU_SHRED_DIR to an empty folder and give --shred FOLDER."
        ),
    }
    other = _("The database can't be used: {reason}").format(reason=type(error).__name__)
    return sentences.get(type(error), other)


def explain_system(error: OSError) -> str:
    """Say what the machine refuses: which folder or file it is about, and what to do next."""
    path = error.filename
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _("The disk is full. Make room, then try again.")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS} and path:
        return _("This account may not use {path}. Give it the right to, or choose another folder.").format(
            path=path
        )
    if error.errno in {errno.EEXIST, errno.ENOTDIR} and path:
        return _("{path} is in the way: it is no folder. Choose another one.").format(path=path)
    if error.errno == errno.ENOENT and path:
        return _("{path} is not there and can't be made. Check its name.").format(path=path)
    return _("That did not work: {reason}").format(reason=error.strerror or type(error).__name__)
