"""A case of its own for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import getpass
import os
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from recoupe.casefile import Case

WHERE = "RECOUPE_TEST_POSTGRES"
USUAL = tuple(f"postgresql://{user}@127.0.0.1:5432/postgres" for user in ("postgres", getpass.getuser()))


@cache
def server() -> str | None:
    """A database of a PostgreSQL server in which others may be made; None where there is no server."""
    given = os.environ.get(WHERE)
    return next((url for url in ((given,) if given else USUAL) if answers(url)), None)


def answers(url: str) -> bool:
    """Whether a server can be reached, and is PostgreSQL 15 or later."""
    try:
        with create_engine(driven(url)).connect() as connection:
            return int(connection.scalar(text("SHOW server_version_num")) or 0) >= 150000
    except OperationalError:
        return False


def driven(url: str) -> str:
    """The URL with the driver that SQLAlchemy is to take."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


@pytest.fixture
def postgres() -> Iterator[str]:
    """A new database, dropped at the end."""
    here = server()
    if here is None and os.environ.get(WHERE):
        pytest.fail(f"no PostgreSQL 15 or later at {WHERE}={os.environ[WHERE]}")
    if here is None:
        pytest.skip(f"needs PostgreSQL 15 or later on the standard port, or {WHERE}=postgresql://user@host/postgres")
    name = f"recoupe_test_{uuid.uuid4().hex[:12]}"
    engine = create_engine(driven(here), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(here).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a case may be made: a file, then a PostgreSQL database."""
    if request.param == "sqlite":
        return str(tmp_path / "case.db")
    return str(request.getfixturevalue("postgres"))


@pytest.fixture
def case(place: str) -> Iterator[Case]:
    """An empty case."""
    with Case.open(place) as opened:
        yield opened
