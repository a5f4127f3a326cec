"""Which reader made a reading, so that it is known which readings are out of date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
IMPORT = "import "  # how the reader of rows of coded data is called: "import ucdp"
READ_WITH = ("languages", "knowledge", "reading", "reader.py", "model.py")  # what a reading depends on


@cache
def reader_version() -> str:
    """The package's version, and a digest of the code and data that read, and of the user's own places.

    It takes 0.1 s, and is asked for only where something is read.
    """
    from recoupe import __version__
    from recoupe.knowledge import gazetteer

    whole = hashlib.sha256(gazetteer.version().encode())
    for path in files():
        whole.update(path.relative_to(PACKAGE).as_posix().encode())
        whole.update(path.read_bytes())
    return f"{__version__}+{whole.hexdigest()[:12]}"


def files() -> Iterator[Path]:
    """The files that readings depend on, in a fixed order."""
    for name in READ_WITH:
        place = PACKAGE / name
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (path for path in found if path.is_file() and "__pycache__" not in path.parts)
