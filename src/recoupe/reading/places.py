"""The places stage: names of places, what they mean, and whether they say where something is.

pieces -> names (longest match) -> judged by context -> resolved -> borders, computed points, demonyms
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from recoupe import languages
from recoupe.knowledge.gazetteer import Entry, Index, gazetteer, moved
from recoupe.model import Place, Provenance
from recoupe.reading.layers import PLACES, Toponym, span_of
from recoupe.reading.places_lexicon import Lexicon, lexicon
from recoupe.reading.places_lines import Border, borders, distance
from recoupe.reading.places_names import Name, given_name, judge, names, weigh_context
from recoupe.reading.places_people import Demonym, acts, demonyms, qualifies
from recoupe.reading.places_resolve import Sense, resolve
from recoupe.reading.places_stray import strays
from recoupe.reading.places_text import Pieces
from recoupe.reading.places_unknown import Unknown, unknown


class Places:
    """Finds the places of a Doc with one language's words and the gazetteer."""

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self._index: Index | None = None

    @property
    def index(self) -> Index:
        """The gazetteer, opened at the first text."""
        if self._index is None:
            self._index = gazetteer()
        return self._index

    def __call__(self, doc: Doc) -> Doc:
        """Put the places of the Doc on it."""
        if not len(doc):
            return PLACES.put(doc, ())
        pieces = Pieces(doc, self.words)
        kept = judge(pieces, names(pieces, self.index))
        peoples = demonyms(pieces, kept)
        senses = resolve(pieces, kept, peoples)
        lost = strays(kept, senses, peoples)
        kept = [name for name in kept if name.i not in lost]
        lines = borders(pieces, kept, peoples)
        persons = frozenset(k for people in peoples for k in range(people.i, people.j))
        found = [*self._named(pieces, kept, senses), *self._peoples(pieces, peoples, lines)]
        found += self._lines(pieces, lines, senses)
        found += [_unknown(pieces, one) for one in unknown(pieces, kept, senses, persons)]
        return PLACES.put(doc, tuple(_apart(sorted(found, key=lambda t: (t.phrase.start, -t.phrase.end)))))

    def points(self, doc: Doc, spans: Sequence[tuple[int, int]]) -> list[tuple[float, float] | None]:
        """Where given stretches of characters are, each told to be a place name: the best guess for each."""
        pieces = Pieces(doc, self.words)
        given = [given_name(pieces, self.index, start, end) for start, end in spans]
        known = sorted((name for name in given if name.candidates), key=lambda name: name.i)
        weigh_context(pieces, known)
        senses = resolve(pieces, known, demonyms(pieces, known))
        entries = [senses[name.i].entry if name.i in senses else None for name in given]
        return [_point_or_nearest(entries, at) for at in range(len(entries))]

    def _named(self, pieces: Pieces, kept: Sequence[Name], senses: Mapping[int, Sense]) -> Iterator[Toponym]:
        for name in kept:
            sense = senses.get(name.i)
            if sense is None:
                continue
            if acts(pieces, name) or qualifies(pieces, name):
                yield _acting(pieces, name, sense)
            else:
                yield _located(pieces, name, sense)

    def _peoples(self, pieces: Pieces, peoples: Sequence[Demonym], lines: Sequence[Border]) -> Iterator[Toponym]:
        inside = {k for line in lines for k in range(line.i, line.j)}
        for people in peoples:
            if people.i not in inside:
                yield self._people(pieces, people)

    def _people(self, pieces: Pieces, people: Demonym) -> Toponym:
        phrase = pieces.phrase(people.i, people.j)
        provenance = Provenance("places.demonym", people.entry, " or ".join(people.countries))
        found = self._country(people.countries[0])
        span = span_of(phrase)
        place = None
        if found is not None:
            place = Place(span.text, found.country, found.lat, found.lon, "country", found.id, span, provenance)
        return Toponym(phrase, place, locates=False, provenance=provenance)

    def _country(self, code: str) -> Entry | None:
        return self.index.countries.get(code)

    def _lines(self, pieces: Pieces, lines: Sequence[Border], senses: Mapping[int, Sense]) -> Iterator[Toponym]:
        for line in lines:
            point, countries = self._border_point(line, senses)
            if point is None:  # whose border with whom is not told
                country = self._country(line.countries[0])
                point = (country.lat, country.lon) if country else None
                countries = line.countries
            if point is None:
                continue
            phrase = pieces.phrase(line.i, line.j)
            span = span_of(phrase)
            provenance = Provenance("places.border", line.cue.id, f"border of {'-'.join(countries)}")
            place = Place(span.text, countries[0], point[0], point[1], "area", "", span, provenance)
            yield Toponym(phrase, place, locates=True, provenance=provenance)

    def _border_point(
        self, line: Border, senses: Mapping[int, Sense]
    ) -> tuple[tuple[float, float] | None, tuple[str, ...]]:
        if len(line.countries) == 2:
            return self.index.borders.get("-".join(line.countries)), line.countries
        other = _other_side(line.countries[0], senses, self.index)
        return (
            (self.index.borders.get(f"{line.countries[0]}-{other}"), (line.countries[0], other))
            if other
            else (None, ())
        )


def _point_or_nearest(entries: Sequence[Entry | None], at: int) -> tuple[float, float] | None:
    """The point of an entry; where nothing is known, that of the nearest name in the text."""
    order = sorted(range(len(entries)), key=lambda other: (abs(other - at), other))
    known = [(k, entry) for k in order if (entry := entries[k]) is not None]
    entry = next((entry for k, entry in known if k == at or entry.precision != "country"), None)
    entry = entry or next((entry for _, entry in known), None)
    return (entry.lat, entry.lon) if entry else None


def places_of(doc: Doc) -> Places:
    """The places component for the language of a Doc."""
    return Places(lexicon(doc.lang_ if doc.lang_ in languages.codes() else "en"))


def _other_side(country: str, senses: Mapping[int, Sense], index: Index) -> str:
    """The neighbour of whose places the text speaks most: "the Syrian border" in a report on Iraq."""
    counts: dict[str, int] = {}
    for sense in senses.values():
        code = sense.entry.country
        if code and f"{country}-{code}" in index.borders:
            counts[code] = counts.get(code, 0) + 1
    return max(sorted(counts), key=lambda code: counts[code], default="")


def _located(pieces: Pieces, name: Name, sense: Sense) -> Toponym:
    phrase, entry = pieces.phrase(name.i, name.j), sense.entry
    span = span_of(phrase)
    note = "; ".join([*sense.notes, f"{entry.name}, {entry.country or entry.kind} ({entry.id})"])
    provenance = Provenance("places.name", name.cue.id if name.cue else "", note)
    lat, lon, precision = entry.lat, entry.lon, entry.precision
    km = distance(pieces, name.direction[0]) if name.direction else None
    if name.direction and km is not None:
        bearing = name.direction[1].bearing
        lat, lon = (round(value, 4) for value in moved(entry.lat, entry.lon, km, bearing))
        provenance = Provenance(
            "places.relative", name.cue.id if name.cue else "", f"{km:g} km at {bearing:g}° of {note}"
        )
        precision = "relative"
    elif name.direction:  # "au nord de Bagdad": somewhere there, and no rival of a place named beside it
        provenance = Provenance("places.direction", name.cue.id if name.cue else "", note)
        precision = "area"
    place = Place(span.text, entry.country, lat, lon, precision, entry.id, span, provenance)
    return Toponym(phrase, place, locates=True, provenance=provenance, is_dateline=name.dateline)


def _unknown(pieces: Pieces, one: Unknown) -> Toponym:
    phrase = pieces.phrase(one.i, one.j)
    if one.at is None:
        return Toponym(phrase, None, True, Provenance("places.unknown", one.cue.id, "in no gazetteer"))
    provenance = Provenance("places.unknown", one.cue.id, f"in no gazetteer; put at {one.at.name} ({one.at.id})")
    span = span_of(phrase)
    place = Place(span.text, one.at.country, one.at.lat, one.at.lon, "area", "", span, provenance)
    return Toponym(phrase, place, locates=True, provenance=provenance)


def _acting(pieces: Pieces, name: Name, sense: Sense) -> Toponym:
    phrase, entry = pieces.phrase(name.i, name.j), sense.entry
    span = span_of(phrase)
    provenance = Provenance("places.acts", pieces.lexicon.acting_id, f"{entry.name} stands for those who act there")
    place = Place(span.text, entry.country, entry.lat, entry.lon, entry.precision, entry.id, span, provenance)
    return Toponym(phrase, place, locates=False, provenance=provenance)


def _apart(found: Sequence[Toponym]) -> Iterator[Toponym]:
    """No two places share a token, but a border may hold the countries it lies between."""
    last = -1
    for toponym in found:
        if toponym.phrase.start >= last:
            yield toponym
            last = toponym.phrase.end


@Language.factory("recoupe_places")
def make_places(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the places of a Doc."""
    return Places(lexicon(nlp.lang if nlp.lang in languages.codes() else "en"))
