"""Judgements of people. The rows are only ever added: the database itself refuses to change or delete one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

REFUSAL = "judgements are only added: undo one by another"


def upgrade() -> None:
    """Make the tables and what guards them."""
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("author", "time", "reason", "kind")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("verdict", "anchors")),
        sa.PrimaryKeyConstraint("id", name="pk_judgement"),
    )
    op.create_table(
        "anchoring",
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("judgement", "number")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("document", "event")),
        sa.Column("account", sa.Integer),
        sa.PrimaryKeyConstraint("judgement", "number", name="pk_anchoring"),
        sa.ForeignKeyConstraint(["judgement"], ["judgement.id"], name="fk_anchoring_judgement"),
    )
    op.create_index("ix_anchoring_document", "anchoring", ["document"])
    guard_sqlite() if op.get_bind().dialect.name == "sqlite" else guard_postgresql()


def guard_sqlite() -> None:
    """Triggers that refuse."""
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER judgement_no_{deed.lower()} BEFORE {deed} ON judgement "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def guard_postgresql() -> None:
    """A trigger that refuses."""
    op.execute(
        "CREATE FUNCTION judgement_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER judgement_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON judgement "
        "FOR EACH STATEMENT EXECUTE FUNCTION judgement_refuse()"
    )
