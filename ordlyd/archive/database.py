"""The database below an archive: opening, making, upgrading, and one writer at a time.

SQLite runs in WAL mode, so that readers and the one writer do not wait for each other, and
forces each transaction to disk. A PostgreSQL address takes the same tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    func,
    insert,
    inspect,
    make_url,
    select,
    update,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from ordlyd.archive import lock, tables
from ordlyd.archive.columns import metadata
from ordlyd.errors import ArchiveError

T = TypeVar("T")

FILE = "archive.sqlite3"
BUSY_SECONDS = 5.0
MAKE_ONE = "“ordlyd import PATH…” makes one; --archive or ORDLYD_ARCHIVE says where."
_WRITES = "ordlyd_writes"

_RESTORE = f"Put {FILE} back from a backup."
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "trusted_schema = OFF",
)
_CAUSES = (
    ("locked", "is being written by another process", "Wait until that has ended, then run again."),
    ("disk is full", "has no room left", "Make room on the disk and run again."),
    ("not a database", "is not an archive", "Give another folder with --archive."),
    ("malformed", "is damaged", _RESTORE),
    ("readonly", "cannot be written", "Give yourself write access to the folder."),
    ("no such module", "needs an SQLite with FTS5", "Use a Python whose sqlite3 module has FTS5."),
)
"""What the database's own message holds, what that means, what to do."""


class Database:
    """A database whose tables are an archive's, in this program's schema.

    Args:
        engine: Connects to the database.
        name: What messages call it.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name

    @property
    def has_full_text(self) -> bool:
        """Whether there is a full-text index: in SQLite only."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read one state of the archive, whatever is being written meanwhile."""
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write everything or nothing, alone.

        Raises:
            ArchiveError: Another process is writing, and has not ended within five seconds.
        """
        with self._alone() as connection:
            if not self.has_full_text:
                # PostgreSQL has many writers: they queue up for this row.
                connection.execute(select(tables.archive).with_for_update())
            yield connection

    @contextmanager
    def server_lock(self, work: lock.Work) -> Iterator[None]:
        """Hold an advisory lock of a PostgreSQL archive, on a connection of its own.

        Raises:
            ArchiveError: Another process holds it.
        """
        engine = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with self._explained(), engine.connect() as connection:
            if not connection.scalar(select(func.pg_try_advisory_lock(work.server_key))):
                raise lock.busy(work, self._name)
            try:
                yield
            finally:  # the pool keeps the connection, and the lock with it
                connection.scalar(select(func.pg_advisory_unlock(work.server_key)))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def wipe(self) -> None:
        """Write the database anew, so that nothing that was deleted is left in its files.

        On PostgreSQL that is for its administrator: ``VACUUM FULL``.

        Raises:
            ArchiveError: There is no room for it, or another process is reading.
        """
        if not self.has_full_text:
            return
        with self._explained(), self._engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")  # no transaction may be open
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            connection.exec_driver_sql("BEGIN")
        if busy:
            raise ArchiveError(
                f"{self._name} is being read by another process, and still holds what was removed.",
                hint="Wait until that has ended, and run the same command again.",
            )

    def prepare(self, *, create: bool) -> None:
        """Bring the tables to this program's schema.

        Raises:
            ArchiveError: There are none and ``create`` is false, there are foreign ones, or
                they are of a newer ordlyd.
        """
        with self.reading() as connection:
            version = self._version(connection)
        if version is None and not create:
            raise ArchiveError(f"{self._name} is not an archive.", hint=MAKE_ONE)
        if version != tables.SCHEMA_VERSION:
            with self._alone() as connection:
                self._upgrade(connection)

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        with self._explained(), self._engine.connect() as connection:
            writer = connection.execution_options(**{_WRITES: True})
            with writer.begin():
                yield writer

    def _version(self, connection: Connection) -> int | None:
        """Return the schema that the tables are in; ``None`` where no table is at all."""
        names = inspect(connection).get_table_names()
        if not names:
            return None
        if tables.archive.name not in names:
            raise ArchiveError(
                f"{self._name} holds something else than an archive.",
                hint="Give another folder with --archive.",
            )
        version: int | None = connection.scalar(select(tables.archive.c.schema_version))
        if version is None:
            raise ArchiveError(
                f"{self._name} is damaged: it does not say which schema it is in.", hint=_RESTORE
            )
        if version > tables.SCHEMA_VERSION:
            raise ArchiveError(
                f"{self._name} was made by a newer ordlyd: its schema is {version}, "
                f"this ordlyd knows {tables.SCHEMA_VERSION}.",
                hint="Upgrade ordlyd.",
            )
        return version

    def _upgrade(self, connection: Connection) -> None:
        version = self._version(connection)
        if version is None:
            metadata.create_all(connection)
            connection.execute(insert(tables.archive).values(schema_version=tables.SCHEMA_VERSION))
            return
        for migrate in tables.MIGRATIONS[version - 1 :]:
            migrate(connection)
        connection.execute(update(tables.archive).values(schema_version=tables.SCHEMA_VERSION))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the database's errors into ours."""
        try:
            yield
        except DBAPIError as error:
            raise self._explain(error) from error

    def _explain(self, error: DBAPIError) -> ArchiveError:
        message = str(error.orig)
        for fragment, meaning, hint in _CAUSES:
            if fragment in message:
                return ArchiveError(f"{self._name} {meaning}.", hint=hint)
        return ArchiveError(f"{self._name} cannot be used: {message}.")


def open_folder(folder: Path, *, create: bool) -> Database:
    """Open the SQLite database in a folder; see :meth:`Database.prepare`."""
    file = folder / FILE
    if not create and not file.is_file():
        raise ArchiveError(f"There is no archive in {folder}.", hint=MAKE_ONE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(
            f"{folder} cannot be made a folder: {error.strerror}.",
            hint="Give another folder with --archive.",
        ) from error
    engine = create_engine(
        URL.create("sqlite", database=str(file)), connect_args={"timeout": BUSY_SECONDS}
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return Database(engine, str(folder))


def open_server(address: str) -> Database:
    """Open a database by its address, as ``postgresql://user@host/name``."""
    try:
        url = make_url(address)
        engine = create_engine(url)
    except (ArgumentError, NoSuchModuleError) as error:
        raise ArchiveError(f"The address of the archive cannot be used: {error}.") from error
    except ImportError as error:
        raise ArchiveError(
            f"The driver {error.name} for PostgreSQL is not installed.",
            hint='Install one, as pip install "psycopg[binary]".',
        ) from error
    return Database(engine, url.render_as_string(hide_password=True))


def _configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Transactions are begun by _begin, not by the driver, which would begin them too late.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # IMMEDIATE takes the write lock at once: a writer never finds out halfway that it must wait.
    alone = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if alone else "BEGIN")


def batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield things, so many at a time: a statement can name only so many."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
