"""What was amiss in a file and read all the same, counted; and the rows that could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

KEPT = 20  # rows that are told one by one; the others are counted


class Repair(StrEnum):
    """What may be amiss. `interface/*.toml` has the words."""

    ENCODING = "encoding"  # bytes that are no UTF-8, read as Windows-1252
    NUL = "nul"
    LINE_ENDS = "line_ends"  # a value runs over several lines
    OPEN_QUOTE = "open_quote"  # a quotation mark that is never closed
    STRAY = "stray"  # too many fields: a tab or comma within a value, put together again
    EXTRA = "extra"  # fields beyond the last column
    SHORT = "short"  # too few fields
    HEADER_AGAIN = "header_again"  # the names of the columns once more
    NO_ID = "no_id"
    ID_AGAIN = "id_again"  # another row of the same file has the id
    DATE_STYLE = "date_style"  # a date in words or in another order
    DATES_SWAPPED = "dates_swapped"  # the last day before the first
    BAD_DATE = "bad_date"
    NUMBER_STYLE = "number_style"  # "1 200", "3.0"
    BAD_NUMBER = "bad_number"
    RANGE = "range"  # low, best and high out of order
    COMMA = "comma"  # a decimal comma
    SWAPPED = "swapped"  # latitude and longitude exchanged
    BAD_POINT = "bad_point"
    NUMBERED = "numbered"  # a number where the format has words, or the other way round
    OLD_CODE = "old_code"  # a code of an earlier codebook
    BAD_CODE = "bad_code"


LEFT_OUT = (Repair.BAD_DATE, Repair.BAD_NUMBER, Repair.BAD_POINT, Repair.BAD_CODE)  # values that are lost


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that could not be read, or a value of one."""

    row: int
    column: str
    value: str
    reason: str  # "no_type", "bad_json" …


@dataclass(slots=True)
class Repairs:
    """Everything that was amiss in one file."""

    counted: dict[Repair, int] = field(default_factory=dict)
    first: dict[Repair, tuple[int, str, str]] = field(default_factory=dict)  # row, column and value of the first
    aside: list[Aside] = field(default_factory=list)  # the first rows that were set aside
    left_out: list[Aside] = field(default_factory=list)  # the first values that were left out
    set_aside: int = 0
    unknown_columns: tuple[str, ...] = ()

    def note(self, repair: Repair, row: int, column: str = "", value: str = "") -> None:
        """Count a repair."""
        self.counted[repair] = self.counted.get(repair, 0) + 1
        self.first.setdefault(repair, (row, column, value[:60]))
        if repair in LEFT_OUT and len(self.left_out) < KEPT:
            self.left_out.append(Aside(row, column, value[:60], repair.value))

    def refuse(self, row: int, column: str, value: str, reason: str) -> None:
        """Set a row aside."""
        self.set_aside += 1
        if len(self.aside) < KEPT:
            self.aside.append(Aside(row, column, value[:60], reason))

    def told(self) -> Iterator[tuple[Repair, int, tuple[int, str, str]]]:
        """Each repair with how often it was made and where first, in the order of the rows."""
        for repair in sorted(self.counted, key=lambda r: (self.first[r][0], r)):
            yield repair, self.counted[repair], self.first[repair]
