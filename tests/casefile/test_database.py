"""A case is opened, made, brought up to date, or refused with the reason."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, inspect, text

from recoupe.casefile import Case, Grade, UnusableCase
from recoupe.casefile import tables as t
from recoupe.casefile.database import Database, opened, url_of, version_of
from recoupe.casefile.migrations import HEAD, HERE, TABLE, upgrade
from recoupe.casefile.tables import metadata
from tests.casefile.factory import reading


def test_the_migrations_make_the_tables(place: str) -> None:
    database = opened(place, create=True)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": TABLE, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_known() -> None:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEAD]
    assert max(script.revision for script in scripts.walk_revisions()) == HEAD, "compared as text"


def test_a_case_stays(place: str) -> None:
    with Case.open(place) as case:
        case.put(reading())
    with Case.open(place, create=False) as case:
        assert len(case.stored()) == 1


def test_a_case_of_a_later_version_is_refused(place: str) -> None:
    Case.open(place).close()
    with opened(place, create=False).writing() as connection:
        connection.execute(text(f"UPDATE {TABLE} SET version_num = '9999'"))
    with pytest.raises(UnusableCase, match="later Recoupe"):
        Case.open(place)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnusableCase, match="no case file there; check the path"):
        Case.open(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(UnusableCase, match="cannot be opened or made"):
        Case.open(tmp_path / "no" / "folder" / "case.db")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "case.db").write_text("Two soldiers were killed. " * 100, "utf-8")
    with pytest.raises(UnusableCase, match="no case file, and no database"):
        Case.open(tmp_path / "case.db")
    assert (tmp_path / "case.db").read_text("utf-8").startswith("Two soldiers")


def test_a_database_of_another_program(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "case.db") as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(UnusableCase, match="bookmarks"):
        Case.open(tmp_path / "case.db")
    with sqlite3.connect(tmp_path / "case.db") as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]


def test_a_file_left_empty_by_a_process_that_died(tmp_path: Path) -> None:
    (tmp_path / "case.db").touch()
    with pytest.raises(UnusableCase, match="no case file there"):
        Case.open(tmp_path / "case.db", create=False)
    Case.open(tmp_path / "case.db").close()


def test_passwords_are_not_shown(postgres: str) -> None:
    wrong = postgres.replace("@", ":secret@", 1).replace("recoupe_test_", "no_test_")
    with pytest.raises(UnusableCase) as error:
        Case.open(wrong)
    assert "secret" not in str(error.value)
    assert "does not exist" in str(error.value)


@pytest.mark.parametrize("place", ["oracle9://x", "postgresql://host:port/x", "://"])
def test_no_address(place: str) -> None:
    with pytest.raises(UnusableCase, match="no address of a case"):
        Case.open(place)


def test_an_older_case_is_brought_up_to_date(place: str) -> None:
    database = Database(url_of(place))
    with database.writing() as connection:
        upgrade(connection, "0001")
        row = {"number": 1, "id": "0" * 64, "name": "bria", "added": "2024-09-13T08:30:00Z", "notices": "[]"}
        empty = dict.fromkeys(("language", "outlet", "published", "title", "url", "author", "address"), "")
        connection.execute(insert(t.document).values(row | empty))
        connection.execute(insert(t.content).values(document=row["id"], text=b"An attack.", data_sha256=""))
    database.close()
    with Case.open(place, create=False) as case:
        assert [document.text for document in case.documents()] == ["An attack."]
        assert case.judge(Grade("Radio Kotto", "B"), "known").id == 1


def test_a_migration_that_dies_leaves_the_case_as_it_was(place: str) -> None:
    database = Database(url_of(place))
    with database.writing() as connection:
        upgrade(connection, "0001")
    with contextlib.suppress(KeyboardInterrupt), database.writing() as connection:
        upgrade(connection)
        raise KeyboardInterrupt
    with database.reading() as connection:
        assert version_of(connection) == "0001"
        assert not inspect(connection).has_table("judgement")
    database.close()
