"""Many reports: which files, what is known of each, and their readings in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import extract_tb
from typing import TypeVar

from recoupe.errors import UnreadableFile
from recoupe.ingest import Ingested, ingest
from recoupe.ingest.decoding import without_surrogates
from recoupe.ingest.files import find
from recoupe.ingest.known import Known, Metadata
from recoupe.model import Document, Reading

T = TypeVar("T")

PACKAGE = Path(__file__).parents[1]  # the folder of recoupe itself


@dataclass(frozen=True, slots=True)
class Report:
    """A file to read, the name its document gets, and what is known of it."""

    path: Path
    name: str
    known: Known
    notices: tuple[str, ...] = ()


def reports(files: list[str], metadata: Metadata, known: Known) -> Iterator[Report | UnreadableFile]:
    """The reports of files and folders; those of the metadata where no files are given.

    `known` holds for all reports; what the metadata say of one comes first.
    """
    names: set[str] = set()
    for found in find(files or [str(row.path) for row in metadata.rows]):
        if isinstance(found, UnreadableFile):
            yield found
            continue
        stem = "stdin" if str(found) == "-" else without_surrogates(found.stem)[0]
        name = free_name(stem, names)
        names.add(name)
        notices = () if name == stem else (f"another report is called {stem}: this one is called {name}",)
        yield Report(found, name, metadata.of(found).otherwise(known), notices)
    yield from metadata.without_file


def free_name(stem: str, names: set[str]) -> str:
    """The stem, or the first of "stem-2", "stem-3" … that no other report has."""
    name, number = stem, 1
    while name in names:
        number += 1
        name = f"{stem}-{number}"
    return name


def read_reports(reports: Iterable[Report | UnreadableFile], processes: int = 1) -> Iterator[Reading | UnreadableFile]:
    """The reading of each report, in order, or why it was set aside; the same on any number of processes."""
    if processes == 1:
        yield from map(read_report, reports)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(read_report, reports, chunksize=4)


def read_report(report: Report | UnreadableFile) -> Reading | UnreadableFile:
    """One report taken in and read, or why it was set aside."""
    ingested = take_in(report)
    if isinstance(ingested, UnreadableFile):
        return ingested
    reading = read_document(ingested.document, str(report.path))
    return reading if isinstance(reading, UnreadableFile) else ingested.noted(reading)


def take_in(report: Report | UnreadableFile) -> Ingested | UnreadableFile:
    """A report's document, with what is to be said of its name, its file and its text in this order."""
    if isinstance(report, UnreadableFile):
        return report

    def taken() -> Ingested:
        found = ingest(report.path, report.known, report.name)
        return replace(found, notices=(*report.notices, *found.notices))

    return without_stopping(taken, str(report.path))


def read_document(document: Document, path: str) -> Reading | UnreadableFile:
    """A document's reading, or why it was set aside; `path` is what the user calls it."""
    from recoupe.reader import default_reader

    return without_stopping(lambda: default_reader().read(document), path)


def without_stopping(step: Callable[[], T], path: str) -> T | UnreadableFile:
    """What a step gives, or why its report is set aside.

    This is the one place where any error whatever is caught: of a thousand reports read overnight one must not cost
    the other nine hundred. The fault is told with its place in the program, never passed over.
    """
    try:
        return step()
    except UnreadableFile as error:
        return error
    except OSError:
        raise  # of the machine and not of the report: the disk is full, the cache of places cannot be written
    except Exception as error:  # noqa: BLE001 - the boundary between reports, see above
        return fault(path, error)


def fault(path: str, error: Exception) -> UnreadableFile:
    """An error that is Recoupe's own and not the file's, with the line of Recoupe where it arose."""
    frames = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(PACKAGE)]
    place = f"{Path(frames[-1].filename).relative_to(PACKAGE).as_posix()}:{frames[-1].lineno}"
    said = " ".join(f"{type(error).__name__} {error}".split())
    return UnreadableFile(path, f"Recoupe failed on it ({said}, at {place})", "report this fault to its makers")
