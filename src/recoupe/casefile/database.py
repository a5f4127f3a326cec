"""The database under a case: a file of SQLite or a PostgreSQL server, opened, brought up to date and written to.

Readers never wait. Writers take turns, each for the milliseconds of one document, so that what one of them looked up
still holds when it writes.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from recoupe.casefile.errors import UnusableCase
from recoupe.casefile.migrations import HEAD, TABLE, upgrade

WAIT = 120.0  # seconds that a writer waits for its turn: storing the links of a large case takes this long at most
LOCK = 0x7265636F757065  # "recoupe": the lock by which writers to PostgreSQL take turns
MAGIC = 0x5265636F  # "Reco": the application id of an SQLite file that is a case


class Database:
    """Connections to a case, for reading and for writing."""

    def __init__(self, url: URL) -> None:
        self.place = place_of(url)
        self.engine = engine_of(url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the case, whatever others write."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write. When the block ends all of it is stored; if it fails or dies, nothing."""
        writer = self.engine.execution_options(recoupe_writes=True)
        with writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            yield connection

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def opened(place: str | Path, create: bool) -> Database:
    """The database of a case, made where it is not there, and brought to this version where it is older.

    Raises:
        UnusableCase: there is none, it is something else, it is of a later version, or it cannot be reached.
    """
    url = url_of(place)
    name = place_of(url)
    if is_missing(url) and not create:
        raise UnusableCase(name, "no case file there", "check the path, or make one with recoupe add")
    database = Database(url)
    try:
        prepare(database, create)
    except DBAPIError as error:
        database.close()
        raise unusable(name, error) from error
    except UnusableCase:
        database.close()
        raise
    return database


def url_of(place: str | Path) -> URL:
    """The address of a case: a PostgreSQL URL, or the path of a file."""
    if "://" not in str(place):
        return URL.create("sqlite", database=str(place))
    try:
        url = make_url(str(place))
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise UnusableCase(str(place), "no address of a case", "give a file, or postgresql://user@host/name") from error
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    return url


def place_of(url: URL) -> str:
    """What a person calls the case, without a password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def is_missing(url: URL) -> bool:
    """A file that is not there, or that a process left empty when it died before it had made the case."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return False
    path = Path(url.database)
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)


def engine_of(url: URL) -> Engine:
    """An engine that opens a connection for each use: a process may be forked at any time, and would share them."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": WAIT})
        event.listen(engine, "connect", set_up_sqlite)
        event.listen(engine, "begin", begin_sqlite)
        return engine
    return create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": 10}, isolation_level=None)


def set_up_sqlite(connection: Any, _: object) -> None:
    """A log beside the file, so that readers and a writer do not wait for each other; stored is on the disk."""
    connection.isolation_level = None  # BEGIN is ours to say
    set_log(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def set_log(connection: Any) -> None:
    """Give a new file its log. While another process does so, SQLite refuses at once where it waits otherwise."""
    end = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.02)


def begin_sqlite(connection: Connection) -> None:
    """A writer takes its turn at once; a reader never needs one."""
    writes = connection.get_execution_options().get("recoupe_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def prepare(database: Database, create: bool) -> None:
    """Make the tables of a new case, or bring an older one up to date; of several processes one does so."""
    with database.reading() as connection:
        found = version_of(connection)
    if found == HEAD:
        return
    if found is None and not create:
        raise UnusableCase(database.place, "no case in this database", "make one with recoupe add")
    if found is not None and found > HEAD:
        raise UnusableCase(database.place, f"a case of a later Recoupe (form {found})", "update Recoupe to open it")
    with database.writing() as connection:
        if version_of(connection) is None:
            refuse_others(database.place, connection)
        if version_of(connection) != HEAD:
            upgrade(connection)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {MAGIC}")


def version_of(connection: Connection) -> str | None:
    """The version of the case's form; None where there is no case."""
    if not inspect(connection).has_table(TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {TABLE}")).scalar()
    return str(found) if found else None


def refuse_others(place: str, connection: Connection) -> None:
    """A database that holds other tables is another program's."""
    others = inspect(connection).get_table_names()
    if others:
        found = f"a database with tables of another program ({', '.join(sorted(others)[:3])})"
        raise UnusableCase(place, found, "give another file or database")


def unusable(place: str, error: DBAPIError) -> UnusableCase:
    """What a database says, in one line, with the next step."""
    said = " ".join(str(error.orig).split())
    known = {
        "file is not a database": ("no case file, and no database", "give another file"),
        "unable to open database file": ("it cannot be opened or made", "check the path and its folder"),
        "attempt to write a readonly database": ("it may not be written to", "allow it (chmod +w)"),
        "database is locked": ("another program holds it", "try again when it is done"),
        "database or disk is full": ("the disk is full", "make room and call again: it goes on where it stopped"),
    }
    for words, (found, remedy) in known.items():
        if words in said:
            return UnusableCase(place, found, remedy)
    return UnusableCase(place, said, "check the server, the name of the database and the rights of the user")
