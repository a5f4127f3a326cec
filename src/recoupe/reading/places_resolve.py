"""Which place a name means: what the text says of it, then where its other places are, then who is largest."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from recoupe.knowledge.gazetteer import Candidate, Entry, kilometres
from recoupe.reading.places_names import Name
from recoupe.reading.places_people import Demonym
from recoupe.reading.places_text import Pieces

# Weights found on the odd half of LGL and GeoVirus (`recoupe evaluate predict toponyms-oracle`).
SIZE = 0.42  # for each power of ten of the population
COUNTRY = 2.2  # for a place in the country that the whole text speaks of
ADMIN = 2.2  # for one in its province
NEAR = 1.6  # for one right beside the text's other places
NEAR_KM = 120.0
ELSEWHERE = 0.8  # of that, for places in other paragraphs
PARAGRAPH = 3.8  # for one in a country that the same paragraph names
CAPITAL = 0.9  # for a capital
NAMESAKE = 1.8  # against a province whose chief town has its name
HELD = 6.0  # for one in the place that follows the comma
KIND = 2.6  # for one of the kind that a noun tells
ROUNDS = 2
SURE = 2.5  # points ahead of all others: nothing else can be meant
MOST_POINTS = 80
KIND_POINTS = {"country": 2.6, "continent": 3.0, "region": 0.7, "district": -0.9, "sea": 0.5, "area": 0.3}
NOUN_KINDS = {
    "region": ("region", "district"),
    "district": ("district", "region", "city"),
    "city": ("city",),
    "quarter": ("quarter", "site", "city"),
    "base": ("base", "airport", "camp", "site"),
    "camp": ("camp", "base", "site"),
    "airport": ("airport", "base"),
    "crossing": ("crossing", "city"),
    "site": ("site", "prison", "dam", "base"),
    "area": ("area", "river", "lake", "sea", "mountain", "island"),
}


@dataclass(slots=True)
class Sense:
    """A candidate with the points it has of itself."""

    entry: Entry
    own: float
    total: float = 0.0
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Unit:
    """The mentions of one name in one paragraph: they mean one place."""

    names: list[Name]
    paragraph: int
    senses: list[Sense]
    held: bool = False  # the text says outright in what it lies
    best: Sense | None = None


@dataclass(slots=True)
class Focus:
    """Where the text is: shares of its mentions by country and province, and the points it names."""

    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    admins: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    paragraphs: dict[tuple[int, str], float] = field(default_factory=lambda: defaultdict(float))
    points: list[tuple[tuple[float, float, float], str, float, int]] = field(default_factory=list)
    surest: float = 0.0  # the weight of the surest point
    in_countries: float = 0.0  # all mentions by country
    in_admins: float = 0.0

    def summed(self) -> Focus:
        """The focus with its sums, for none is added any more."""
        self.in_countries, self.in_admins = sum(self.countries.values()), sum(self.admins.values())
        self.surest = max((weight for _, _, weight, _ in self.points), default=0.0)
        return self

    def of_country(self, key: str, without: float = 0.0) -> float:
        """The part of all mentions that lies in a country, apart from the one that asks."""
        return max(0.0, self.countries.get(key, 0.0) - without) / (self.in_countries - without + 2.0) if key else 0.0

    def of_admin(self, key: str, without: float = 0.0) -> float:
        """The same for a first-level division."""
        return max(0.0, self.admins.get(key, 0.0) - without) / (self.in_admins - without + 2.0) if key else 0.0


def resolve(pieces: Pieces, names: Sequence[Name], demonyms: Iterable[Demonym]) -> dict[int, Sense]:
    """The place of each name, by the name's first piece."""
    units = _units(pieces, names)
    told = list(demonyms)
    for _ in range(ROUNDS):
        focus = _focus(pieces, units, told)
        for unit in units:
            _weigh(unit, focus)
        _one_sense(units)
    _move_counties(units)
    return {name.i: unit.best for unit in units for name in unit.names if unit.best is not None}


def _units(pieces: Pieces, names: Sequence[Name]) -> list[Unit]:
    grouped: dict[tuple[object, ...], Unit] = {}
    holders = _holders(pieces, names)
    for name in names:
        holder = holders.get(name.i)
        meant = (len(name.candidates), name.candidates[0].entry.id)
        key = (name.folded, meant, pieces.paragraph[name.i], holder.folded if holder else "")
        unit = grouped.setdefault(key, Unit([], pieces.paragraph[name.i], []))
        unit.names.append(name)
        if not unit.senses:
            unit.senses = [_sense(name, candidate, holder) for candidate in name.candidates]
            _prefer_towns(unit.senses, name)
            unit.held = holder is not None
        elif name.generic is not None:
            for sense, candidate in zip(unit.senses, name.candidates, strict=True):
                sense.own = max(sense.own, _sense(name, candidate, holder).own)
    return list(grouped.values())


def _holders(pieces: Pieces, names: Sequence[Name]) -> dict[int, Name]:
    """The name that a name lies in by the words between them: "Paris, Texas", "à Djibo, dans la province du Soum"."""
    found: dict[int, Name] = {}
    for one, other in pairwise(names):
        between = pieces.text[pieces.end[one.j - 1] : pieces.start[other.i]]
        if len(between) > 60 or (any(mark in between for mark in ".;:\n«»") and between[:2] != ". "):
            continue
        close = between.strip() in (",", "(", "") or (between.startswith((",", " (")) and between.count(",") <= 2)
        close = close or (other.preposition is not None and len(between) <= 12)
        linked = other.generic is not None or other.preposition is not None or between.strip() in (",", "(")
        if close and linked and _may_hold(other, one):
            found[one.i] = other
    for one, other in reversed(list(pairwise(names))):
        holder = found.get(other.i)
        if holder is None or one.i in found or holder is one or not _in_row(pieces, one, other):
            continue
        if _may_hold(holder, one):
            found[one.i] = holder
    return found


def _in_row(pieces: Pieces, one: Name, other: Name) -> bool:
    between = pieces.text[pieces.end[one.j - 1] : pieces.start[other.i]]
    return len(between) <= 6 and "\n" not in between


def _may_hold(outer: Name, inner: Name) -> bool:
    return any(_contains(o.entry, c.entry) for o in outer.candidates[:6] for c in inner.candidates)


def _contains(outer: Entry, inner: Entry) -> bool:
    """Whether a country, province or district holds a place."""
    if outer is inner or outer.id == inner.id:
        return False
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    if inner.kind in ("country", "continent") or (inner.country and outer.country and inner.country != outer.country):
        return False
    if outer.kind == "region":
        return inner.kind != "region" and bool(outer.admin) and inner.admin == outer.admin
    if outer.kind == "district":
        return inner.kind not in ("region", "district") and kilometres(outer.point, inner.point) < 90
    if outer.kind == "city":
        return inner.precision == "site" and kilometres(outer.point, inner.point) < 40
    return False


def _sense(name: Name, candidate: Candidate, holder: Name | None) -> Sense:
    entry = candidate.entry
    own = SIZE * math.log10(entry.population + 50) + KIND_POINTS.get(entry.kind, 0.0)
    notes = []
    if entry.user:
        own += 4.0
    if entry.capital:
        own += CAPITAL
    if candidate.match == "name":
        own += 0.5
    elif candidate.match == "spelling":
        own -= 0.8
    if name.generic is not None and name.generic.kind in NOUN_KINDS:
        own += KIND if entry.kind in NOUN_KINDS[name.generic.kind] else -0.6
        notes.append(name.generic.id)
    if holder is not None and any(_contains(outer.entry, entry) for outer in holder.candidates[:6]):
        own += HELD
        notes.append(f"in {holder.candidates[0].entry.name}")
    return Sense(entry, own, own, tuple(notes))


def _prefer_towns(senses: Sequence[Sense], name: Name) -> None:
    """ "Bagdad", "Saint-Louis", "Washington": the town, unless a noun says that the province is meant."""
    if name.generic is not None and name.generic.kind in ("region", "district"):
        return
    towns = [sense.entry for sense in senses if sense.entry.kind == "city"]
    for sense in senses:
        entry = sense.entry
        if entry.kind in ("region", "district") and any(
            town.country == entry.country and (town.population > 500_000 or town.admin == entry.admin) for town in towns
        ):
            sense.own -= NAMESAKE


def _focus(pieces: Pieces, units: Sequence[Unit], demonyms: Sequence[Demonym]) -> Focus:
    focus = Focus()
    paragraphs = focus.paragraphs
    for demonym in demonyms:
        for country in demonym.joint or demonym.countries[:1]:
            focus.countries[country] += 0.6
            paragraphs.setdefault((pieces.paragraph[demonym.i], country), 0.6)
    for unit in units:
        best = unit.best or _first_guess(unit)
        if best is None:
            continue
        entry = best.entry
        weight = _certainty(unit, best) * min(len(unit.names), 3) ** 0.5
        if entry.country:
            focus.countries[entry.country] += weight
            told = 1.0 if entry.kind == "country" else 0.3 if len(unit.senses) == 1 else 0.0
            key = (unit.paragraph, entry.country)
            paragraphs[key] = max(paragraphs[key], told)
        if entry.admin and entry.kind != "country":
            focus.admins[entry.admin] += weight
        if entry.kind not in ("country", "continent", "sea"):
            focus.points.append((entry.point, entry.id, weight, unit.paragraph))
    if len(focus.points) > MOST_POINTS:  # of a book, the surest points
        focus.points = sorted(focus.points, key=lambda point: -point[2])[:MOST_POINTS]
    return focus.summed()


def _first_guess(unit: Unit) -> Sense | None:
    return max(unit.senses, key=lambda sense: sense.own, default=None)


def _certainty(unit: Unit, best: Sense) -> float:
    """How much a place may say about where the text is: more if nothing else could be meant."""
    if len(unit.senses) == 1 or unit.held:
        return 1.0
    second = max((s.total for s in unit.senses if s.entry.id != best.entry.id), default=0.0)
    return min(1.0, 0.25 + (1.0 - 0.25) / SURE * max(0.0, best.total - second))


def _weigh(unit: Unit, focus: Focus) -> None:
    """Points of each sense, apart from what the unit itself put into the focus."""
    if len(unit.senses) == 1:
        unit.best = unit.senses[0]
        return
    mine = unit.best or _first_guess(unit)
    given = _certainty(unit, mine) * min(len(unit.names), 3) ** 0.5 if mine else 0.0
    for sense in unit.senses:
        entry = sense.entry
        same_country = mine is not None and entry.country == mine.entry.country
        same_admin = mine is not None and entry.admin == mine.entry.admin
        sense.total = sense.own
        sense.total += COUNTRY * focus.of_country(entry.country, given if same_country else 0.0)
        sense.total += PARAGRAPH * focus.paragraphs.get((unit.paragraph, entry.country), 0.0)
        if entry.kind != "country":
            sense.total += ADMIN * focus.of_admin(entry.admin, given if same_admin else 0.0)
    hopeless = max(sense.total for sense in unit.senses) - NEAR * focus.surest - SURE
    for sense in unit.senses:
        if sense.total > hopeless and sense.entry.kind != "country":
            sense.total += NEAR * _nearness(sense.entry, unit.paragraph, focus)
    unit.best = max(unit.senses, key=lambda sense: sense.total)


def _move_counties(units: Sequence[Unit]) -> None:
    """Of a county only the state is sure: it is put where the text's other places in that state are."""
    towns: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
    for unit in units:
        if unit.best is not None and unit.best.entry.kind == "city":
            towns[unit.best.entry.admin].append((unit.paragraph, unit.best.entry))
    for unit in units:
        if unit.best is None or not unit.best.entry.id.startswith("fips:"):
            continue
        others = [
            (abs(paragraph - unit.paragraph), at, entry)
            for at, (paragraph, entry) in enumerate(towns[unit.best.entry.admin])
        ]
        if others:
            nearest = min(others, key=lambda found: found[:2])[2]
            entry = replace(unit.best.entry, lat=nearest.lat, lon=nearest.lon, point=nearest.point)
            unit.best = Sense(entry, unit.best.own, unit.best.total, (*unit.best.notes, f"beside {nearest.name}"))


def _nearness(entry: Entry, paragraph: int, focus: Focus) -> float:
    """1 beside other places of the text, 0 far from all of them."""
    best = 0.0
    x, y, z = entry.point
    for point, other, weight, where in focus.points:
        if point[0] * x + point[1] * y + point[2] * z > 0.995 and other != entry.id:
            here = weight if where == paragraph else weight * ELSEWHERE
            if here > best:
                best = max(best, here * math.exp(-kilometres(point, entry.point) / NEAR_KM))
    return best


def _one_sense(units: Sequence[Unit]) -> None:
    """A name whose place the text has told keeps it where it stands alone, in the nearest paragraph first."""
    told: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.held:
            told[unit.names[0].folded].append(unit)
    for unit in units:
        if unit.held or unit.names[0].folded not in told:
            continue
        nearest = min(
            told[unit.names[0].folded], key=lambda other: (abs(other.paragraph - unit.paragraph), other.paragraph)
        )
        meant = nearest.best
        if meant is not None and (unit.best is None or meant.total > unit.best.total - HELD - 1):
            unit.best = next((s for s in unit.senses if s.entry.id == meant.entry.id), unit.best)
