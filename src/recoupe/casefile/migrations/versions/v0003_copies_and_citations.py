"""Who repeats whose words, and what cited texts say of what they are cited for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "copying",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("teller", "origin", "data")),
        sa.PrimaryKeyConstraint("teller", "origin", name="pk_copying"),
    )
    op.create_index("ix_copying_origin", "copying", ["origin"])
    op.create_table(
        "citation",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("document", "event")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("account", "link")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("cited", "data")),
        sa.PrimaryKeyConstraint("document", "event", "account", "link", name="pk_citation"),
    )
    op.create_index("ix_citation_cited", "citation", ["cited"])
