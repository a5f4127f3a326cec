"""The list of incidents in the terminal: it needs what the list shows, and loads nothing that reads or weighs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from recoupe.interface import Texts, texts
from recoupe.render.terminal import GAP, put
from recoupe.render.words import cldr, date_words, one_line, shortened, what_words

if TYPE_CHECKING:
    from recoupe.casefile import Listed


def print_listed(rows: Sequence[Listed], console: Console, locale: str) -> None:
    """Print a list of incidents: two lines each."""
    for line in list_lines(rows, console.width, texts(locale)):
        put(line, console)


def list_lines(rows: Sequence[Listed], width: int, say: Texts) -> Iterator[Text]:
    """Id, what, how many origins of how many reports and whether they conflict; then when and where."""
    if not rows:
        yield Text(say("incident.none"))
        return
    ids = max(cell_len(row.id) for row in rows) + GAP
    for row in rows:
        stand = standing_words(row, say)
        room = width - ids - cell_len(stand) - GAP
        head = shortened(what_words(row.type, row.mode, say), room)
        line = Text.assemble((row.id.ljust(ids), "cyan"), (head + " " * (room - cell_len(head) + GAP), "bold"))
        yield line.append(stand, "red" if row.disputed else "yellow" if row.single_origin else "dim")
        yield Text(" " * ids).append(shortened(listed_scene(row, say), width - ids), "dim")


def standing_words(row: Listed, say: Texts) -> str:
    """ "5 origins, 9 reports, disputed"."""
    origins = [] if row.origins is None else [say.count("origin", row.origins)]
    parts = [*origins, say.count("report", row.documents)]
    if row.disputed:
        parts.append(say("field_status.disputed"))
    return say("typography.comma").join(parts)


def listed_scene(row: Listed, say: Texts) -> str:
    """When and where, as far as the list knows."""
    days = row.time_low if row.time_low == row.time_high else f"{row.time_low}/{row.time_high}"
    country = cldr(say("language.cldr")).territories.get(row.country, "")
    place = (
        f"{one_line(row.place)} ({country})" if row.place and country and country != row.place else one_line(row.place)
    )
    return " · ".join(
        (date_words(days, say) if row.time_low else say("incident.undated"), place or say("incident.unplaced"))
    )
