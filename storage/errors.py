"""What can go wrong in storage, as callers need to tell it apart.

StorageError
├── UnreadableError     a sealed record does not open: wrong key, changed, or made before a reboot
├── ClosedStoreError    the store was closed while the call waited
├── SchemaError         the database is of another version than this program
├── UnreachableDatabaseError  there is no database to be opened: no server, no file, or a file that is none
├── FolderInUseError    somebody uses the data folder that one wanted to have alone
├── ForeignSecretError  the server's secret is missing, or belongs to another database
├── FolderNotEmptyError a folder for a copy, or for restoring one, holds something already
├── BrokenCopyError     a copy is not whole, or not of the kind that was asked for
├── MissingShredKeysError  a copy has tips, and no shred key is at hand
├── TrialCopyError      a copy of a trial was to be restored where production is
├── OtherDeploymentError  a copy of production was to be restored where a trial or another deployment is
├── BusyFileError       somebody reads a file from which deleted bytes must go; to be tried again
└── ForeignFolderError  a folder for keys was made by somebody else where everybody can make folders
"""


class StorageError(Exception):
    """Anything that goes wrong in storage."""


class UnreadableError(StorageError):
    """A sealed record does not open."""


class ClosedStoreError(StorageError):
    """The store was closed while the call waited."""


class SchemaError(StorageError):
    """The database is of another version than this program."""


class UnreachableDatabaseError(StorageError):
    """There is no database to be opened: no server answers, or the file is none."""


class FolderInUseError(StorageError):
    """Somebody uses the data folder that one wanted to have alone, or has it alone."""


class ForeignSecretError(StorageError):
    """The server's secret is missing, or belongs to another database."""


class FolderNotEmptyError(StorageError):
    """A folder for a copy, or for restoring one, holds something already."""


class BrokenCopyError(StorageError):
    """A copy is not whole, or not of the kind that was asked for."""


class MissingShredKeysError(StorageError):
    """A copy has tips, and no shred key is at hand."""


class TrialCopyError(StorageError):
    """A copy of a trial was to be restored beside the shred keys of production."""


class OtherDeploymentError(StorageError):
    """A copy of production was to be restored beside the shred keys of a trial, or of another deployment."""


class BusyFileError(StorageError):
    """Somebody reads a file from which deleted bytes must go: try again."""


class ForeignFolderError(StorageError):
    """A folder for keys was made by somebody else where everybody can make folders (/dev/shm): they could know the keys."""
