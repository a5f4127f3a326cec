"""The lines of a file of coded data, whatever its encoding: plain, or packed alone into a .gz or .zip."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from recoupe.errors import WrongCall
from recoupe.importing.repairs import Repair, Repairs

MARK = b"\xef\xbb\xbf"
WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
OTHER = "cp1252"  # what files that are not UTF-8 mostly are; it holds ISO-8859-1's letters


@contextmanager
def lines_of(path: Path, repairs: Repairs) -> Iterator[tuple[Iterator[str], Callable[[], float]]]:
    """The lines of a file with their ends, and how far it has been read, from 0 to 1.

    Raises:
        WrongCall: there is no such file, or an archive holds several.
        OSError: it cannot be read.
    """
    if not path.is_file():
        raise WrongCall(f"{path}: no such file or directory; check the path")
    size = max(path.stat().st_size, 1)
    with path.open("rb") as file:
        yield decoded(unpacked(path, file), repairs), lambda: min(1.0, file.tell() / size)


def unpacked(path: Path, file: IO[bytes]) -> IO[bytes]:
    """The file itself, or the one file that is packed in it."""
    head = file.read(4)
    file.seek(0)
    if head[:2] == b"\x1f\x8b":
        return io.BufferedReader(gzip.GzipFile(fileobj=file))
    if head == b"PK\x03\x04":
        with_names = zipfile.ZipFile(file)
        names = [name for name in with_names.namelist() if not name.endswith("/")]
        if len(names) != 1:
            raise WrongCall(f"{path}: an archive of {len(names)} files; unpack it and give one of them")
        return with_names.open(names[0])
    return file


def decoded(file: IO[bytes], repairs: Repairs) -> Iterator[str]:
    """Each line as text. A line that is no UTF-8 is taken for Windows-1252: files are pasted together from both."""
    first = file.readline()
    wide = WIDE.get(first[:2])
    if wide is not None:
        whole = io.TextIOWrapper(io.BytesIO(first[2:] + file.read()), wide, errors="replace", newline="")
        yield from whole
        return
    yield from text_of(first.removeprefix(MARK), 1, repairs)
    for number, line in enumerate(file, start=2):
        yield from text_of(line, number, repairs)


def text_of(line: bytes, number: int, repairs: Repairs) -> Iterator[str]:
    """A line as text; nothing where there is none."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode(OTHER, errors="replace")
        repairs.note(Repair.ENCODING, number)
    if "\0" in text:
        text = text.replace("\0", "")
        repairs.note(Repair.NUL, number)
    if text:
        yield text
