"""Brings a copy back into an empty data folder. Nothing is in its place before everything is checked and settled."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from storage.backup import DATABASE, FILES, SHRED_KEYS
from storage.copies import DATA, SHRED, Manifest, copy_private, open_copy
from storage.databases import SqliteDatabase, choose_database, lone_transaction
from storage.deployments import NOTE, check_deployment
from storage.errors import FolderNotEmptyError, ForeignSecretError, MissingShredKeysError
from storage.folder_lock import folder_alone
from storage.instances import forget_instance
from storage.keyfiles import make_folder, sync_folder
from storage.revocations import LIST
from storage.server_secret import SECRET, belongs
from storage.shred import ShredStore
from storage.store import Places, Store

STAGE = ".restored"

T = TypeVar("T")


def restore(places: Places, copy: Path, shred_copy: Path | None, settle: Callable[[Store, Manifest], T]) -> T:
    """Bring a copy back and let `settle` bring it up to date before anybody can use it; give what that returned.

    Raises BrokenCopyError, FolderInUseError, FolderNotEmptyError, ForeignSecretError, MissingShredKeysError, TrialCopyError
    and OtherDeploymentError.
    """
    manifest = open_copy(copy, DATA)
    if shred_copy is not None:
        open_copy(shred_copy, SHRED)
    with folder_alone(places.data):
        stage = _clear_stage(places)
        try:
            _put_shred_keys(places, manifest, shred_copy)
            staged = _stage(places, copy, stage)
            _check_deployment(staged, places)
            _choose_secret(staged, places, shred_copy)
            settled = _settle(staged, manifest, settle)
        except BaseException:
            _drop_stage(places)
            raise
        _put_in_place(places, staged)
    return settled


def _settle(staged: Places, manifest: Manifest, settle: Callable[[Store, Manifest], T]) -> T:
    store = Store(staged)
    try:
        return settle(store, manifest)
    finally:
        store.close()


def _clear_stage(places: Places) -> Path:
    database, stage = choose_database(places.url), places.data / STAGE
    files = places.data / FILES
    present = isinstance(database, SqliteDatabase) and database.path.exists()
    if present or (not stage.exists() and files.exists() and any(files.iterdir())):
        raise FolderNotEmptyError("the data folder is not empty")
    shutil.rmtree(files, ignore_errors=True)  # of a restore that crashed
    _drop_stage(places)
    return make_folder(stage)


def _drop_stage(places: Places) -> None:
    shutil.rmtree(places.data / STAGE, ignore_errors=True)
    database = choose_database(places.url)
    if isinstance(database, SqliteDatabase):
        path = _staged_path(database.path)
        for remains in path.parent.glob(f"{path.name}*"):
            remains.unlink()


def _put_shred_keys(places: Places, manifest: Manifest, shred_copy: Path | None) -> None:
    folder = make_folder(places.shred)
    if not _has_keys(folder) and shred_copy is not None:
        for path in folder.glob(f"{SHRED_KEYS}*"):
            path.unlink()
        for name in (SHRED_KEYS, LIST, NOTE):
            if (shred_copy / name).exists() and not (folder / name).exists():
                copy_private(shred_copy / name, folder / name)
        sync_folder(folder)
    if manifest.rows.get("tips") and not _has_keys(folder):
        raise MissingShredKeysError("without shred keys no tip of the copy can be read")


def _has_keys(folder: Path) -> bool:
    if not (folder / SHRED_KEYS).exists():
        return False
    shred = ShredStore(folder)
    try:
        return bool(shred.tips())
    finally:
        shred.close()


def _stage(places: Places, copy: Path, stage: Path) -> Places:
    make_folder(stage / FILES)
    for origin in (copy / FILES).iterdir():
        copy_private(origin, stage / FILES / origin.name)
    database, url = choose_database(places.url), places.url
    if isinstance(database, SqliteDatabase):
        path = _staged_path(database.path)
        copy_private(copy / DATABASE, path)
        url = f"sqlite:///{path}"
    return Places(url, stage, places.runtime, places.shred)


def _check_deployment(staged: Places, places: Places) -> None:
    with lone_transaction(choose_database(staged.url)) as tx:
        check_deployment(tx, places.shred)


def _choose_secret(staged: Places, places: Places, shred_copy: Path | None) -> None:
    candidates = [places.data / SECRET, *([shred_copy / SECRET] if shred_copy else [])]
    with lone_transaction(choose_database(staged.url)) as tx:
        for path in candidates:
            with suppress(FileNotFoundError):
                if belongs(tx, path.read_bytes()):
                    copy_private(path, staged.data / SECRET)
                    return
    raise ForeignSecretError("no secret at hand belongs to the copy")


def _put_in_place(places: Places, staged: Places) -> None:
    forget_instance(places.data)
    (staged.data / SECRET).replace(places.data / SECRET)
    (staged.data / FILES).rename(places.data / FILES)
    database = choose_database(places.url)
    if isinstance(database, SqliteDatabase):
        _staged_path(database.path).replace(database.path)  # from here on it is restored
        sync_folder(database.path.parent)
    shutil.rmtree(staged.data)
    sync_folder(places.data)


def _staged_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.restored")
