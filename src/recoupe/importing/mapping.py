"""A CSV of any shape, by a small TOML file that says what its columns mean. docs/formats/import.md is its reference."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recoupe.errors import WrongCall
from recoupe.importing.coded import Chain, Coded
from recoupe.importing.countries import SCHEMES as COUNTRY_SCHEMES
from recoupe.importing.countries import country
from recoupe.importing.repairs import Repair
from recoupe.importing.rows import DELIMITERS, Row, Shape, key
from recoupe.importing.sheet import Sheet
from recoupe.importing.sources import outlet, source
from recoupe.knowledge.crosswalks import SCHEMES
from recoupe.knowledge.crosswalks.back import back
from recoupe.knowledge.ontology import ontology
from recoupe.linking.records import RADIUS
from recoupe.model import (
    Damage,
    Date,
    Details,
    EventType,
    Factuality,
    Participant,
    Place,
    Quantity,
    Source,
    Span,
    Status,
)
from recoupe.weighing.numbers import FORM, bounds_of

TOLLS = ("killed", "injured", "people")
PARTIES = ("actor", "recipient", "instrument", "claimed_by")
DATES = ("date", "start", "end", "published")
FIELDS = (
    *("id", "type", "mode", *DATES, "place", "within", "country", "latitude", "longitude", "precision", *PARTIES),
    *(name for toll in TOLLS for name in (toll, f"{toll}_low", f"{toll}_high")),
    *("damage", "source", "original", "title", "notes", "status", "factuality"),
)
OPTIONS = {"column", "constant", "codes", "other", "split", "style", "scheme"}
CODED = {  # fields whose values are of a closed list
    "precision": frozenset(RADIUS),
    "status": frozenset(Status),
    "factuality": frozenset(Factuality),
}


@dataclass(frozen=True, slots=True)
class Field:
    """Where the values of a field come from."""

    name: str
    column: str
    codes: Table[str, str] = field(default_factory=dict)  # what stands in the column -> what it means
    other: str = ""  # for what is not in the codes
    split: str = ""  # between several values
    style: str = ""  # of a date, as strptime has it
    scheme: str = ""  # whose codes they are: "acled"


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the columns of a table mean."""

    fields: Table[str, Field]
    constants: Table[str, str]  # column that is added -> its value
    shape: Shape

    def coded(self, sheet: Sheet) -> Coded | None:
        """What a row says; None where it does not say what happened."""
        return Reader(self, with_constants(sheet, self.constants)).coded()


def with_constants(sheet: Sheet, constants: Table[str, str]) -> Sheet:
    """A row with what the mapping says of all rows, in lines of its own."""
    if constants:
        sheet.row = Row(sheet.row.number, {**sheet.row.values, **constants})
        sheet.__post_init__()
    return sheet


# ---------------------------------------------------------------- the file


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file.

    Raises:
        WrongCall: it is no TOML, or names a field or an option that does not exist.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongCall(f"{path}: no mapping ({error}); docs/formats/import.md shows one") from error
    known_options(path, "", data, {"fields", "delimiter", "dates"})
    given = data.get("fields")
    if not isinstance(given, dict) or not given:
        raise WrongCall(f"{path}: no table [fields]; it says which column each field is in")
    style = text(path, "dates", data.get("dates", ""))
    constants: dict[str, str] = {}
    fields = {name: field_of(path, name, value, style, constants) for name, value in given.items()}
    if "type" not in fields:
        raise WrongCall(f"{path}: no field 'type'; give its column, or a constant as 'ASSAULT'")
    columns = tuple(f.column for f in fields.values() if f.column not in constants)
    return Mapping(fields, constants, Shape((), needed=columns, delimiters=data.get("delimiter", DELIMITERS)))


def known_options(path: Path, where: str, table: Table[str, Any], known: set[str]) -> None:
    """Refuse what the mapping's reference does not have."""
    for name in table:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), 1)
            remedy = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(sorted(known))}"
            raise WrongCall(f"{path}: no {'option' if where else 'entry'} '{name}'{where}; {remedy}")


def field_of(path: Path, name: str, value: Any, style: str, constants: dict[str, str]) -> Field:
    """A field: its column alone, or a table of options."""
    if name not in FIELDS:
        near = difflib.get_close_matches(name, FIELDS, 1)
        remedy = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(FIELDS)}"
        raise WrongCall(f"{path}: no field '{name}'; {remedy}")
    table = {"column": value} if isinstance(value, str) else value
    if not isinstance(table, dict):
        raise WrongCall(f"{path}: field '{name}' is neither a column nor a table; write {name} = \"COLUMN\"")
    known_options(path, f" in field '{name}'", table, OPTIONS)
    if ("column" in table) == ("constant" in table):
        raise WrongCall(f"{path}: field '{name}' has no column; give a column or a constant")
    column = text(path, name, table.get("column", ""))
    if "constant" in table:
        column = f"{name} (mapping)"
        constants[column] = text(path, name, table["constant"])
    codes = {str(code).casefold(): str(meant) for code, meant in table.get("codes", {}).items()}
    scheme = text(path, name, table.get("scheme", ""))
    check_scheme(path, name, scheme)
    made = Field(
        name, column, codes, str(table.get("other", "")), str(table.get("split", "")), table.get("style", style), scheme
    )
    check_meanings(path, made, constants.get(column, ""))
    return made


def text(path: Path, name: str, value: Any) -> str:
    """A text of the mapping, or a number as one."""
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value)
    raise WrongCall(f"{path}: '{name}' is no text; put it between quotation marks")


def check_scheme(path: Path, name: str, scheme: str) -> None:
    """Whether there is such a scheme for a field."""
    known = (*SCHEMES, "plover") if name == "type" else COUNTRY_SCHEMES if name == "country" else ()
    if scheme and scheme not in known:
        told = f"there are {', '.join(known)}" if known else "only type and country have schemes"
        raise WrongCall(f"{path}: no scheme '{scheme}' for field '{name}'; {told}")


def check_meanings(path: Path, field: Field, constant: str) -> None:
    """Whether what codes mean can stand in the field."""
    meant = [*field.codes.values(), field.other, "" if field.codes else constant]
    for value in filter(None, meant):
        wrong = (field.name == "type" and not field.scheme and kind_of(value) is None) or (
            field.name in CODED and value not in CODED[field.name]
        )
        if wrong:
            known = sorted(CODED.get(field.name, ("ASSAULT", "ASSAULT/drone", "PROTEST/demo")))
            raise WrongCall(f"{path}: '{value}' can be no {field.name}; give one like {', '.join(known)}")


def kind_of(value: str) -> tuple[EventType, tuple[str, ...]] | None:
    """A type with its modes: "ASSAULT/firearms/explosives"."""
    name, *modes = (part.strip() for part in value.split("/"))
    if name.upper() not in set(EventType):
        return None
    type = EventType(name.upper())
    return (type, tuple(modes)) if set(modes) <= set(ontology().modes[type]) else None


# ---------------------------------------------------------------- a row


@dataclass(slots=True)
class Reader:
    """Reads one row by a mapping."""

    mapping: Mapping
    sheet: Sheet

    def coded(self) -> Coded | None:
        """What the row says."""
        kind = self.kind()
        if kind is None:
            column = self.column("type")
            self.sheet.repairs.refuse(self.sheet.row.number, column, self.sheet.value(column), "no_type")
            return None
        type, modes = kind
        prose = [self.sheet.span(c) for name in ("title", "notes") if (c := self.column(name)) in self.sheet]
        return Coded(
            id=self.word("id"),
            type=type,
            mode=(*modes, *(m for m in self.modes(type) if m not in modes)),
            why=self.sheet.why(self.column("type")),
            details=self.details(),
            chains=tuple(self.chains()),
            prose=tuple(prose),
            published=self.day("published"),
            title=self.sheet.value(self.column("title")),
            factuality=Factuality(self.coded_word("factuality") or Factuality.CERTAIN),
            status=Status(self.coded_word("status") or Status.OCCURRED),
            why_factuality=self.sheet.why(self.column("factuality")) if self.word("factuality") else None,
        )

    def column(self, name: str) -> str:
        """The column that a field is in; "" where the mapping has none."""
        held = self.mapping.fields.get(name)
        return held.column if held else ""

    def word(self, name: str) -> str:
        """What stands in the column of a field."""
        return self.sheet.value(self.column(name))

    def meant(self, name: str, value: str) -> str:
        """What a value means by the codes of its field."""
        held = self.mapping.fields[name]
        return held.codes.get(value.casefold(), held.other) if held.codes else value

    def coded_word(self, name: str) -> str:
        """A value of a closed list; "" where there is none."""
        value = self.word(name)
        found = self.meant(name, value) if value else ""
        if value and found not in CODED[name]:
            self.sheet.amiss(Repair.BAD_CODE, self.column(name))
            return ""
        return found

    def kind(self) -> tuple[EventType, tuple[str, ...]] | None:
        """The type and the modes that it brings with it."""
        held, value = self.mapping.fields["type"], self.word("type")
        if held.scheme and value.casefold() not in held.codes:
            found = back(held.scheme, value)
            if found is not None and found.type is not None:
                return found.type, found.modes
            return kind_of(held.other) if held.other else kind_of(value) if held.scheme == "plover" else None
        return kind_of(self.meant("type", value))

    def modes(self, type: EventType) -> Iterator[str]:
        """The modes in a column of their own."""
        for span in self.spans("mode"):
            mode = self.meant("mode", span.text)
            if mode in ontology().modes[type]:
                yield mode
            elif mode:
                self.sheet.amiss(Repair.BAD_CODE, self.column("mode"))

    def spans(self, name: str) -> Iterator[Span]:
        """The values of a field."""
        column = self.column(name)
        if column in self.sheet:
            split = self.mapping.fields[name].split
            yield from self.sheet.parts(column, split) if split else (self.sheet.span(column),)

    def day(self, name: str) -> str:
        """A day; "" for none."""
        held = self.mapping.fields.get(name)
        return self.sheet.day(held.column, held.style) if held else ""

    def details(self) -> Details:
        """Everything that the row says of the event."""
        return Details(
            date=self.date(),
            place=tuple(self.places()),
            actor=self.parties("actor"),
            recipient=self.parties("recipient"),
            instrument=self.parties("instrument"),
            killed=self.toll("killed"),
            injured=self.toll("injured"),
            people=self.toll("people"),
            damage=tuple(Damage(s.text, s, self.sheet.why(self.column("damage"))) for s in self.spans("damage")),
            claimed_by=self.parties("claimed_by"),
        )

    def date(self) -> tuple[Date, ...]:
        """The day, or from the first day to the last."""
        first, last = self.day("start") or self.day("date"), self.day("end")
        column = next((c for n in ("start", "date", "end") if (c := self.column(n)) in self.sheet), "")
        if first and last and last < first:
            self.sheet.amiss(Repair.DATES_SWAPPED, column)
            first, last = last, first
        edtf = f"{first}/{last}" if first and last and first != last else first or last
        return self.sheet.date(edtf, column) if edtf else ()

    def places(self) -> Iterator[Place]:
        """The place with its point, then what it lies within."""
        nation, precision = self.country(), self.coded_word("precision")
        where = self.sheet.point(self.column("latitude"), self.column("longitude"))
        for name in ("place", "within"):
            column = self.column(name)
            if column in self.sheet:
                yield self.sheet.place(column, nation, precision or ("city" if name == "place" else "region"), where)
                where, precision = None, "region"
        if not {self.column("place"), self.column("within")} & set(self.sheet.row.values) and nation:
            yield self.sheet.place(self.column("country"), nation, "country", where)

    def country(self) -> str:
        """The country, by any name or by a code."""
        value = self.word("country")
        found = country(self.meant("country", value), self.mapping.fields["country"].scheme) if value else ""
        if value and not found:
            self.sheet.amiss(Repair.BAD_CODE, self.column("country"))
        return found

    def parties(self, name: str) -> tuple[Participant, ...]:
        """Who took part."""
        column = self.column(name)
        return tuple(self.sheet.participant(span, column) for span in self.spans(name))

    def toll(self, name: str) -> tuple[Quantity, ...]:
        """A number of people: "3", "3-5", "3+" for at least three, or in three columns."""
        column, value = self.column(name), self.word(name)
        if FORM.fullmatch(value) and not value.isdigit():
            low, best, high = bounds_of(value)
            return (Quantity(low, best, high, self.sheet.span(column), self.sheet.why(column)),)
        return self.sheet.quantity(column, self.column(f"{name}_low"), self.column(f"{name}_high"))

    def chains(self) -> Iterator[Chain]:
        """Whom the row names: the outlets, and those of whom they have it."""
        media = [outlet(self.sheet, span, self.column("source")) for span in self.spans("source")]
        told = [source(self.sheet, span, self.column("original")) for span in self.spans("original")]
        if told:
            first: list[Source] = media[:1] if len(media) == 1 else []
            yield from ((*first, origin) for origin in told)
            yield from ((one,) for one in media if not first)
        else:
            yield from ((one,) for one in media)


__all__ = ["FIELDS", "Field", "Mapping", "key", "read_mapping"]
