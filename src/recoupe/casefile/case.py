"""A case: one object for everything that is asked of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from recoupe.casefile import changes, documents, incidents, judging
from recoupe.casefile.database import Database, opened
from recoupe.casefile.errors import UnusableCase
from recoupe.casefile.judgements import Grouping, Identity, Judgement, Undoing, Verdict
from recoupe.casefile.values import Added, Addition, Appearance, Filter, Listed, Pending, Reread, Stored
from recoupe.errors import UnreadableFile
from recoupe.model import Document, Incident, Member, Reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from recoupe.ingest.reports import Report
    from recoupe.linking.links import Links
    from recoupe.linking.records import EventRecord


class Case:
    """The reports of an analysis with all that was read in them and judged of them. `Case.open` opens one.

    Every method that writes does so in one transaction: when it returns, all of it is stored; if the process dies
    before, nothing. Any number of processes may have a case open and write to it.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, place: str | Path, create: bool = True) -> Case:
        """The case in a file, or at a URL like postgresql://user@host/name; an older one is brought up to date.

        Args:
            place: the file or URL.
            create: make the case if there is none.

        Raises:
            UnusableCase: there is no case there, or it cannot be opened.
        """
        return cls(opened(place, create))

    @property
    def place(self) -> str:
        """What a person calls the case: its file, or its URL without a password."""
        return self.database.place

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def __enter__(self) -> Case:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    # ------------------------------------------------------------ documents

    def add(
        self,
        *files: str | Path,
        metadata: str | Path | None = None,
        outlet: str = "",
        published: str = "",
        language: str = "",
        processes: int = 1,
    ) -> list[Added | UnreadableFile]:
        """Read files and folders and store them: what each came to, in order. One bad file never stops the others.

        Args:
            files: reports, or folders of them; those of the metadata where there are none.
            metadata: a table with what is known of each, as `recoupe add --metadata` takes it.
            outlet: who published them, where the metadata do not say.
            published: day or second of publication, likewise.
            language: "fr", "en"; found out by default.
            processes: read on this many processor cores.

        Raises:
            WrongCall: the metadata cannot be read, the date is none, or the language is not read.
        """
        from recoupe.ingest.known import Metadata, checked, read_metadata
        from recoupe.ingest.reports import reports

        known = checked(outlet, published, language)
        table = Metadata() if metadata is None else read_metadata(Path(metadata))
        return list(self.adding(reports([*map(str, files)], table, known), processes))

    def adding(
        self, reports: Iterable[Report | UnreadableFile], processes: int = 1
    ) -> Iterator[Added | UnreadableFile]:
        """What adding each report came to, told as soon as it is stored: nothing is added unless this is gone through.

        Texts that the case has are not read again: a call that was broken off goes on where it stopped.
        """
        from recoupe.casefile.adding import add

        return add(self.database, reports, processes)

    def put(self, reading: Reading, data: bytes = b"", notices: tuple[str, ...] = (), reader: str = "") -> Added:
        """Store a document that was read already.

        Args:
            reading: of the document.
            data: the bytes it was published in, where they are not those of its text.
            notices: what is to be said of how it was taken in.
            reader: the version of the reader; this one by default.
        """
        from recoupe.casefile.adding import put
        from recoupe.casefile.version import reader_version
        from recoupe.ingest import Ingested

        ingested = Ingested(reading.document, notices, data)
        version = reader or reader_version()
        with self.database.writing() as connection:
            return put(connection, ingested, reading, version)

    def put_all(self, readings: Sequence[Reading], reader: str) -> Counter[Addition]:
        """Store rows of coded data in one transaction: how many were new, new versions of a row, and known.

        Args:
            readings: one a row.
            reader: what made them of the rows: "import ucdp". They are never read anew.
        """
        from recoupe.casefile.importing import put_all

        with self.database.writing() as connection:
            return put_all(connection, readings, reader)

    def stored(self) -> list[Stored]:
        """All documents without their texts, in order of arrival."""
        with self.database.reading() as connection:
            return [documents.stored_of(row) for row in connection.execute(documents.stored_documents())]

    def find(self, name: str) -> Stored:
        """The document of a name in the case, or of an id, which may be shortened to eight characters or more.

        Raises:
            UnusableCase: there is no such document.
        """
        with self.database.reading() as connection:
            found = documents.find(connection, name)
        if found is None:
            raise UnusableCase(self.place, f"no document {name!r} in it", "recoupe documents lists them")
        return found

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """The names of documents by their ids."""
        with self.database.reading() as connection:
            return documents.names(connection, ids)

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[Document]:
        """The documents of these ids, or all, with their texts, in order of arrival."""
        with self.database.reading() as connection:
            yield from documents.documents(connection, ids)

    def readings(self, ids: Iterable[str] | None = None) -> Iterator[Reading]:
        """The readings of these documents, or of all, in order of arrival."""
        with self.database.reading() as connection:
            yield from documents.readings(connection, ids)

    def data(self, id: str) -> bytes:
        """The bytes in which a document was published."""
        with self.database.reading() as connection:
            return documents.data(connection, id)

    def versions(self, id: str) -> list[Stored]:
        """All texts of a document's address, earliest first; the document alone where it has no address."""
        with self.database.reading() as connection:
            return documents.versions(connection, id)

    def appearances(self) -> list[Appearance]:
        """Who printed each text, word for word."""
        with self.database.reading() as connection:
            return list(documents.appearances(connection))

    def outdated(self) -> list[str]:
        """The documents whose readings another version of the reader made."""
        from recoupe.casefile.rereading import outdated

        with self.database.reading() as connection:
            return outdated(connection)

    def reread(self, ids: Iterable[str] | None = None, processes: int = 1) -> Iterator[Reread | UnreadableFile]:
        """Read these documents anew, or all that are outdated: what each came to, told as soon as it is stored.

        Nothing is read unless this is gone through. Judgements stay, and hold for the same words; those on events
        that are read no more are named.
        """
        from recoupe.casefile.rereading import reread

        return reread(self.database, self.outdated() if ids is None else list(ids), processes)

    # ------------------------------------------------------------ judgements

    def judge(self, verdict: Verdict, reason: str, author: str = "") -> Judgement:
        """Add what a person judged. It replaces an earlier judgement on the same thing, which stays on record.

        Args:
            verdict: an `Identity`, `Grouping`, `Correction`, `Rejection` or `Grade`; an `Undoing` of an earlier one.
            reason: why.
            author: who; the user of this machine by default.

        Raises:
            UnusableJudgement: it has no reason, or speaks of what is not in the case.
        """
        with self.database.writing() as connection:
            return judging.judge(connection, verdict, author or user(), reason)

    def undo(self, judgement: int, reason: str, author: str = "") -> Judgement:
        """Undo a judgement, or an undoing. Raises as `judge` does."""
        return self.judge(Undoing(judgement), reason, author)

    def judgements(self) -> list[Judgement]:
        """The judgements that hold, oldest first."""
        return [judgement for judgement in self.history() if judgement.holds]

    def identities(self) -> list[Identity]:
        """Which events people hold to be the same incident, and which not, oldest first: what linking must respect."""
        found: list[Identity] = []
        for judgement in self.judgements():
            if isinstance(judgement.verdict, Identity):
                found.append(judgement.verdict)
            elif isinstance(judgement.verdict, Grouping):
                found += judgement.verdict.identities()
        return found

    def history(self) -> list[Judgement]:
        """All judgements ever made, oldest first: also those undone, replaced, or on events that are read no more."""
        with self.database.reading() as connection:
            return judging.judgements(connection)

    # ------------------------------------------------------------ links and incidents

    def pending(self) -> Pending:
        """The documents that wait to be linked. Ask this before the records, and hand it to `store_links`."""
        with self.database.reading() as connection:
            return changes.pending(connection)

    def records(
        self, ids: Collection[str] | None = None, between: tuple[str, str] | None = None
    ) -> Iterator[EventRecord]:
        """What linking compares of each event, as people corrected it.

        Args:
            ids: of the documents; all by default.
            between: two days: leave out events that were certainly not between them.
        """
        from recoupe.casefile.records import records
        from recoupe.casefile.rereading import renew_records

        renew_records(self.database)
        return records(self.database, ids, between)

    def store_links(self, links: Links, linked: Pending, whole: bool = False) -> None:
        """Store links in place of those that are there.

        Args:
            links: of the whole case, or of a part of it; every cluster with all its members.
            linked: what was pending when the records were fetched.
            whole: nothing else of the links that are there is to stay.

        Raises:
            OutdatedLinks: somebody stored links after `linked` was asked; nothing is stored then.
        """
        with self.database.writing() as connection:
            incidents.store(connection, links, linked, whole)

    def links(self, ids: Collection[str] | None = None) -> Links:
        """The links of these incidents, or of all, with the evidence on their events."""
        with self.database.reading() as connection:
            return incidents.links(connection, ids)

    def store_weighed(self, weighed: Iterable[Incident]) -> int:
        """Store what was weighed; an incident whose members changed meanwhile is left out. How many were stored."""
        with self.database.writing() as connection:
            return incidents.store_weighed(connection, weighed)

    def unweighed(self) -> list[str]:
        """The incidents that are still to be weighed: those that linking made or changed."""
        with self.database.reading() as connection:
            return incidents.unweighed(connection)

    def weighed(self, ids: Collection[str] | None = None) -> Iterator[Incident]:
        """These incidents, or all, as they were weighed, in order of id."""
        with self.database.reading() as connection:
            yield from incidents.weighed(connection, ids)

    def incident(self, id: str) -> Incident:
        """One incident as it was weighed, by its id or a former one, which may be shortened.

        Raises:
            UnusableCase: there is none, or it was not weighed yet.
        """
        with self.database.reading() as connection:
            current = self._current(connection, id)
            found = next(incidents.weighed(connection, [current]), None)
        if found is None:
            raise UnusableCase(self.place, f"incident {current} is not weighed yet", "call recoupe link")
        return found

    def members(self, id: str) -> tuple[Member, ...]:
        """The events of one incident, by its id or a former one, which may be shortened. Raises as `incident` does."""
        with self.database.reading() as connection:
            current = self._current(connection, id)
            return tuple(sorted(incidents.members_of(connection, [current])[current]))

    def _current(self, connection: Connection, id: str) -> str:
        current = incidents.current_id(connection, id)
        if not current:
            raise UnusableCase(self.place, f"no incident {id!r} in it", "recoupe incidents lists them")
        return current

    def incidents(self, wanted: Filter | None = None, limit: int | None = None, offset: int = 0) -> list[Listed]:
        """The incidents that a filter lets through, latest first."""
        with self.database.reading() as connection:
            return incidents.listed(connection, wanted or Filter(), limit, offset)

    def count(self, wanted: Filter | None = None) -> int:
        """How many incidents a filter lets through."""
        with self.database.reading() as connection:
            return incidents.count(connection, wanted or Filter())


def user() -> str:
    """Who judges, where the call does not say: RECOUPE_AUTHOR, or the user of this machine."""
    import getpass
    import os

    return os.environ.get("RECOUPE_AUTHOR") or getpass.getuser()
