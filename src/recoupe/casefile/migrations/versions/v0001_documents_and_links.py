"""Documents, their readings and events, and the incidents that these are linked to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def text(name: str) -> sa.Column[str]:
    """A column of text that is never NULL."""
    return sa.Column(name, sa.Text, nullable=False)


def upgrade() -> None:
    """Make the tables of a new case."""
    documents()
    events()
    incidents()
    links()


def documents() -> None:
    """What was published, and its readings."""
    op.create_table(
        "document",
        sa.Column("number", sa.Integer, nullable=False),
        *map(text, ("id", "name", "language", "outlet", "published", "title", "url", "author")),
        *map(text, ("address", "notices", "added")),
        sa.PrimaryKeyConstraint("number", name="pk_document"),
        sa.UniqueConstraint("id", name="uq_document_id"),
        sa.UniqueConstraint("name", name="uq_document_name"),
    )
    op.create_index("ix_document_address", "document", ["address"])
    op.create_table(
        "content",
        text("document"),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("data", sa.LargeBinary),
        text("data_sha256"),
        sa.PrimaryKeyConstraint("document", name="pk_content"),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name="fk_content_document"),
    )
    op.create_table(
        "appearance",
        *map(text, ("document", "outlet", "address", "published", "url", "added")),
        sa.PrimaryKeyConstraint("document", "outlet", "address", name="pk_appearance"),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name="fk_appearance_document"),
    )
    op.create_table(
        "reading",
        *map(text, ("document", "reader", "made")),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("document", name="pk_reading"),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name="fk_reading_document"),
    )
    op.create_index("ix_reading_reader", "reading", ["reader"])


def events() -> None:
    """The events of the readings."""
    op.create_table(
        "event",
        *map(text, ("document", "event")),
        sa.Column("number", sa.Integer, nullable=False),
        *map(text, ("type", "mode", "status", "time_low", "time_high", "place", "country")),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("accounts", sa.Integer, nullable=False),
        *map(text, ("record", "record_form")),
        sa.PrimaryKeyConstraint("document", "event", name="pk_event"),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name="fk_event_document"),
    )
    op.create_index("ix_event_time_low", "event", ["time_low"])


def incidents() -> None:
    """What the events of several documents are linked to."""
    op.create_table(
        "incident",
        *map(text, ("id", "type", "mode", "status", "time_low", "time_high", "place", "country")),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("origins", sa.Integer),
        sa.Column("disputed", sa.Boolean, nullable=False),
        sa.Column("single_origin", sa.Boolean, nullable=False),
        sa.Column("stale", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incident"),
    )
    op.create_index("ix_incident_time", "incident", ["time_low", "time_high"])
    for column in ("country", "type", "disputed", "single_origin"):
        op.create_index(f"ix_incident_{column}_time", "incident", [column, "time_low", "time_high"])
    op.create_index("ix_incident_lat_lon", "incident", ["lat", "lon"])
    op.create_table(
        "weighed",
        text("incident"),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("incident", name="pk_weighed"),
        sa.ForeignKeyConstraint(["incident"], ["incident.id"], name="fk_weighed_incident"),
    )


def links() -> None:
    """Which event belongs to which incident, and why."""
    op.create_table(
        "member",
        *map(text, ("document", "event", "incident")),
        sa.PrimaryKeyConstraint("document", "event", name="pk_member"),
        sa.ForeignKeyConstraint(["incident"], ["incident.id"], name="fk_member_incident"),
    )
    op.create_index("ix_member_incident", "member", ["incident"])
    parts = ("part_document", "part_event", "whole_document", "whole_event")
    op.create_table("part", *map(text, (*parts, "reason")), sa.PrimaryKeyConstraint(*parts, name="pk_part"))
    op.create_index("ix_part_whole_document", "part", ["whole_document"])
    pairs = ("one_document", "one_event", "other_document", "other_event")
    op.create_table(
        "pair",
        *map(text, pairs),
        sa.Column("weight", sa.Float, nullable=False),
        text("levels"),
        sa.PrimaryKeyConstraint(*pairs, name="pk_pair"),
    )
    op.create_index("ix_pair_other_document", "pair", ["other_document"])
    op.create_table("retired", *map(text, ("id", "into")), sa.PrimaryKeyConstraint("id", name="pk_retired"))
    op.create_table("fact", *map(text, ("key", "value")), sa.PrimaryKeyConstraint("key", name="pk_fact"))
    op.create_table(
        "pending",
        text("document"),
        sa.Column("change", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("document", name="pk_pending"),
    )
