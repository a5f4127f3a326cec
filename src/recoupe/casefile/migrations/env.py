"""Alembic's entry: the migrations run on the connection that opens the case."""

from __future__ import annotations

from alembic import context

from recoupe.casefile.migrations import TABLE
from recoupe.casefile.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=TABLE,
    transactional_ddl=True,
)
context.run_migrations()
