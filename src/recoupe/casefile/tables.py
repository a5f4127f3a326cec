"""The tables of a case, the same on SQLite and PostgreSQL. `migrations/` makes them; a test holds the two together.

Texts are kept as bytes in UTF-8: PostgreSQL's text type has no NUL. Times are UTC in ISO 8601. What is only read back
as a whole is JSON; what is searched by is a column of its own, so that a list of incidents needs no more than an index.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

document = Table(
    "document",
    metadata,
    Column("number", Integer, primary_key=True),  # in the order of arrival
    Column("id", Text, nullable=False, unique=True),  # SHA-256 of the text
    Column("name", Text, nullable=False, unique=True),
    Column("language", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("published", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("address", Text, nullable=False, index=True),  # the URL without what does not change the page
    Column("notices", Text, nullable=False),  # of taking it in, as JSON
    Column("added", Text, nullable=False),
)

content = Table(
    "content",
    metadata,
    Column("document", Text, ForeignKey("document.id"), primary_key=True),
    Column("text", LargeBinary, nullable=False),
    Column("data", LargeBinary),  # the file's bytes; NULL where they are those of the text
    Column("data_sha256", Text, nullable=False),  # "" where the text came without a file
)

appearance = Table(
    "appearance",
    metadata,
    Column("document", Text, ForeignKey("document.id"), primary_key=True),
    Column("outlet", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("published", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("added", Text, nullable=False),
)

reading = Table(
    "reading",
    metadata,
    Column("document", Text, ForeignKey("document.id"), primary_key=True),
    Column("reader", Text, nullable=False, index=True),  # the version that made it
    Column("made", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),  # JSON without the text, compressed
)

event = Table(
    "event",
    metadata,
    Column("document", Text, ForeignKey("document.id"), primary_key=True),
    Column("event", Text, primary_key=True),
    Column("number", Integer, nullable=False),  # its place in the reading
    Column("type", Text, nullable=False),
    Column("mode", Text, nullable=False),  # "|firearms|explosives|"
    Column("status", Text, nullable=False),
    Column("time_low", Text, nullable=False),  # first and last day; "" where nothing is said
    Column("time_high", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("accounts", Integer, nullable=False),
    Column("record", Text, nullable=False),  # what linking compares, as JSON; "" until it is asked for
    Column("record_form", Text, nullable=False),  # of which form the record is
    Index("ix_event_time_low", "time_low"),
)

incident = Table(
    "incident",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("time_low", Text, nullable=False),
    Column("time_high", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("events", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("origins", Integer),  # NULL until it is weighed
    Column("disputed", Boolean, nullable=False),
    Column("single_origin", Boolean, nullable=False),
    Column("stale", Boolean, nullable=False),  # something under it changed since it was linked
    # The last days stand in each index, so that incidents of a stretch of time are counted from the index alone.
    Index("ix_incident_time", "time_low", "time_high"),
    Index("ix_incident_country_time", "country", "time_low", "time_high"),
    Index("ix_incident_type_time", "type", "time_low", "time_high"),
    Index("ix_incident_disputed_time", "disputed", "time_low", "time_high"),
    Index("ix_incident_single_origin_time", "single_origin", "time_low", "time_high"),
    Index("ix_incident_lat_lon", "lat", "lon"),
)

weighed = Table(
    "weighed",
    metadata,
    Column("incident", Text, ForeignKey("incident.id"), primary_key=True),
    Column("data", LargeBinary, nullable=False),  # the Incident, compressed JSON
)

member = Table(
    "member",
    metadata,
    Column("document", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("incident", Text, ForeignKey("incident.id"), nullable=False, index=True),
)

part = Table(
    "part",
    metadata,
    Column("part_document", Text, primary_key=True),
    Column("part_event", Text, primary_key=True),
    Column("whole_document", Text, primary_key=True),  # the roundup, the series that counts it
    Column("whole_event", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Index("ix_part_whole_document", "whole_document"),
)

pair = Table(
    "pair",
    metadata,
    Column("one_document", Text, primary_key=True),
    Column("one_event", Text, primary_key=True),
    Column("other_document", Text, primary_key=True),
    Column("other_event", Text, primary_key=True),
    Column("weight", Float, nullable=False),
    Column("levels", Text, nullable=False),  # what each comparison came to, as JSON
    Index("ix_pair_other_document", "other_document"),
)

retired = Table(
    "retired",
    metadata,
    Column("id", Text, primary_key=True),  # an incident's former id …
    Column("into", Text, nullable=False),  # … and the one that took it in
)

fact = Table(
    "fact",
    metadata,
    Column("key", Text, primary_key=True),  # "model": which weights made the links; "change": changes counted so far
    Column("value", Text, nullable=False),
)

pending = Table(
    "pending",
    metadata,
    Column("document", Text, primary_key=True),  # added, read anew or judged since it was last linked
    Column("change", Integer, nullable=False),  # at which count of changes
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("author", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("verdict", Text, nullable=False),  # as it was judged, as JSON
    Column("anchors", Text, nullable=False),  # what its events are recognised by in other readings, as JSON
)

anchoring = Table(
    "anchoring",
    metadata,
    Column("judgement", Integer, ForeignKey("judgement.id"), primary_key=True),
    Column("number", Integer, primary_key=True),  # which of its events
    Column("document", Text, nullable=False, index=True),
    Column("event", Text, nullable=False),  # what the event is called now; "" where it is read no more
    Column("account", Integer),
)
