"""How a case of any earlier version becomes one of this version: Alembic's scripts, run when a case is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = "0002"  # the newest of versions/, so that a case that has it is opened without loading Alembic; a test compares
TABLE = "recoupe_version"
HERE = Path(__file__).parent


def upgrade(connection: Connection, target: str = HEAD) -> None:
    """Bring a case to a version, within the transaction of the connection: it has all of it or nothing."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
