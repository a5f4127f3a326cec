"""Which files are read, and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from recoupe.errors import UnreadableFile

STANDARD_INPUT = "-"
SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf")
LARGEST = 100_000_000  # bytes; a page or PDF may carry pictures, the limit on its words comes later
LARGEST_TEXT = 2_000_000  # bytes; above it a text is longer than any that is read, whatever its encoding


def find(paths: Iterable[str | Path]) -> Iterator[Path | UnreadableFile]:
    """The files named, folders searched to the bottom for known suffixes, each once and in order of name."""
    seen: set[Path] = set()
    for path in map(Path, paths):  # os.path.isdir: Path.is_dir raises where a name is too long
        for found in in_folder(path) if os.path.isdir(path) else (path,):
            if isinstance(found, UnreadableFile):
                yield found
            elif found not in seen:
                seen.add(found)
                yield found


def in_folder(folder: Path) -> Iterator[Path | UnreadableFile]:
    """The reports below a folder; hidden files and folders are left alone, and a README, which tells of the others."""
    found = False
    refused: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if is_report(Path(parent, name)):
                found = True
                yield Path(parent, name)
    yield from (unreadable(Path(error.filename), error) for error in refused)
    if not found and not refused:
        kinds = ", ".join(SUFFIXES)
        yield UnreadableFile(str(folder), "a folder without reports", f"give files of the kinds {kinds}")


def is_report(path: Path) -> bool:
    """By its name; a FIFO or a socket would be waited for without end."""
    if path.suffix.lower() not in SUFFIXES or path.name.startswith(".") or path.stem == "README":
        return False
    try:
        mode = path.stat().st_mode
    except OSError:
        return True  # what is wrong with it is told when it is read
    return not stat.S_ISFIFO(mode) and not stat.S_ISSOCK(mode)


def content_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableFile: it is not there, may not be read, or is larger than any report.
    """
    try:
        size = path.stat().st_size
        limit = LARGEST if path.suffix.lower() in (".pdf", ".html", ".htm", ".xhtml") else LARGEST_TEXT
        if size > limit:
            found = f"{size / 1e6:.1f} MB, more than the {limit / 1e6:.0f} MB that are read"
            raise UnreadableFile(str(path), found, "split it into single reports")
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:  # "embedded null byte"
        raise UnreadableFile(str(path), str(error), "check the path") from error


def unreadable(path: Path, error: OSError) -> UnreadableFile:
    """The error of the operating system with a remedy."""
    remedies = {
        FileNotFoundError: "check the path",
        PermissionError: "allow it to be read (chmod +r)",
        IsADirectoryError: "give a file, or read the folder by its own name",
    }
    found = (error.strerror or str(error)).lower()
    return UnreadableFile(str(path), found, remedies.get(type(error), "check the file and the disk"))
