"""JSON files with one long list in them, written item by item."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Add = Callable[[Json], None]
Counted = Callable[[int], Mapping[str, Any]]


def line(value: object) -> str:
    """A value on one line; letters of any script stay as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def listed(out: Path, name: str, head: Mapping[str, Any] | None = None, foot: Counted | None = None) -> Iterator[Add]:
    """Write `{head…, name: [items…], foot…}`, one item a line.

    Args:
        out: the file.
        name: of the list; "" for a file that is nothing but the list.
        head: what stands before the list.
        foot: what stands after it, from the number of items.
    """
    count = 0
    with out.open("w", encoding="utf-8") as file:

        def add(item: Json) -> None:
            nonlocal count
            file.write(f"{',' if count else ''}\n{line(item)}")
            count += 1

        parts = [f"{line(key)}:{line(value)}," for key, value in (head or {}).items()]
        file.write(f"{{{''.join(parts)}{line(name)}:[" if name else "[")
        yield add
        after = "".join(f",{line(key)}:{line(value)}" for key, value in (foot(count) if foot else {}).items())
        file.write(f"\n]{after}}}\n" if name else "\n]\n")
