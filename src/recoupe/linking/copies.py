"""Who repeats whose words: copies, light edits, embedded paragraphs, later versions of one address, translations.

Candidates are found by MinHash LSH over shingles of three words, of whole reports, of paragraphs and of sentences, so
that a report that embeds one paragraph of a wire meets it. Each candidate is then compared word for word.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from recoupe.linking.copies_text import Part, Word, paragraphs, sentences, span_between
from recoupe.linking.translations import translation, translation_candidates
from recoupe.model import Copying, Overlap, Provenance, Reading, Span

SHINGLE = 3  # words: one changed word of a sentence of twenty leaves three in four
PERMUTATIONS = 64
ALIKE = 0.35  # estimated share of common shingles that makes a candidate; the comparison of words decides
LEAST_PART = 8  # words: shorter sentences are alike by chance
RUN = 4  # words in one order: shorter runs are common turns of phrase
COPIED = 0.97  # of either text's words in the other: only quotation marks and spaces differ
EDITED = (
    0.5  # of one text, and half that of the other: copies of the train cases have 0.53 to 0.86, others at most 0.35
)
EMBEDDED = 25  # words of one paragraph: a quotation of one sentence by two reports is no paragraph of a wire
MANY = 50  # reports that share one sentence: a slogan or a legal notice, which links nobody


@dataclass(frozen=True)
class Body:
    """A report with its words in order."""

    reading: Reading

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its paragraphs without page residue."""
        return tuple(paragraphs(self.reading))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All its words."""
        return tuple(word for part in self.parts for word in part.words)

    @cached_property
    def units(self) -> tuple[Part, ...]:
        """The whole, each paragraph and each sentence: what is looked up."""
        if not self.words:
            return ()
        whole = Part(self.words[0].start, self.words[-1].end, self.words)
        text = self.reading.document.text
        inner = [unit for part in self.parts for unit in (part, *sentences(part, text))]
        return tuple(dict.fromkeys((whole, *(unit for unit in inner if len(unit.words) >= LEAST_PART))))


def copies(readings: Iterable[Reading], touched: Collection[str] | None = None) -> list[Copying]:
    """Who repeats whom among some reports; with `touched`, only pairs that one of these document ids is part of.

    Rows of coded data share their columns, and copy nobody by that.
    """
    bodies = {reading.document.id: Body(reading) for reading in readings}
    written = {id: body for id, body in bodies.items() if not body.reading.document.is_coded}
    found: dict[tuple[str, str], Copying] = {}
    for one, other in (*candidates(written), *same_address(bodies)):
        copying = compared(*in_order(bodies[one], bodies[other])) if wanted(one, other, touched) else None
        if copying is not None:
            found[copying.teller, copying.origin] = copying
    for one, other in translation_candidates([body.reading for body in written.values()]):
        if wanted(one, other, touched):
            teller, origin = in_order(bodies[one], bodies[other])
            rendered = translation(teller.reading, origin.reading)
            if rendered is not None:
                found.setdefault((rendered.teller, rendered.origin), rendered)
    return sorted(found.values(), key=lambda c: (c.teller, c.origin))


def wanted(one: str, other: str, touched: Collection[str] | None) -> bool:
    """The pair is asked for."""
    return touched is None or one in touched or other in touched


def candidates(bodies: dict[str, Body]) -> Iterator[tuple[str, str]]:
    """Pairs of reports that share a unit: the whole, a paragraph or a sentence."""
    units = [(document, unit) for document, body in sorted(bodies.items()) for unit in body.units]
    pairs: set[tuple[str, str]] = set()
    for group in alike(units):
        documents = sorted(group)
        if len(documents) <= MANY:
            pairs.update(combinations(documents, 2))
    yield from sorted(pairs)


def alike(units: Sequence[tuple[str, Part]]) -> Iterator[set[str]]:
    """Documents that share a band of a MinHash signature."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)
    sketches = MinHash.bulk([shingles(unit) for _, unit in units], num_perm=PERMUTATIONS) if units else []
    for number, sketch in enumerate(sketches):
        index.insert(number, sketch)
    for number, sketch in enumerate(sketches):
        group = {units[hit][0] for hit in index.query(sketch)}
        if len(group) > 1:
            yield group | {units[number][0]}


def shingles(unit: Part) -> list[bytes]:
    """Runs of three words; all words of a unit that is shorter."""
    keys = [word.key for word in unit.words]
    runs = {" ".join(keys[i : i + SHINGLE]) for i in range(max(len(keys) - SHINGLE + 1, 1))}
    return [run.encode("utf-8", "surrogatepass") for run in sorted(runs)]


def same_address(bodies: dict[str, Body]) -> Iterator[tuple[str, str]]:
    """Pairs of texts published at one address."""
    by_url: dict[str, list[str]] = defaultdict(list)
    for document, body in sorted(bodies.items()):
        if body.reading.document.url:
            by_url[body.reading.document.url].append(document)
    for documents in by_url.values():
        yield from combinations(documents, 2)


def in_order(one: Body, other: Body) -> tuple[Body, Body]:
    """The teller, who came later, and the origin.

    Of two reports of one day the one that credits the other's outlet repeats it; else the longer is taken for the
    origin, for editors cut more than they add.
    """
    a, b = one.reading.document, other.reading.document
    if a.published and b.published and a.published[:10] != b.published[:10]:
        return (one, other) if a.published > b.published else (other, one)
    credits_b = bool(b.outlet) and b.outlet in a.text and b.outlet != a.outlet
    credits_a = bool(a.outlet) and a.outlet in b.text and a.outlet != b.outlet
    if credits_a != credits_b:
        return (one, other) if credits_b else (other, one)
    return (one, other) if (len(one.words), b.id) <= (len(other.words), a.id) else (other, one)


def compared(teller: Body, origin: Body) -> Copying | None:
    """How far the teller's words are the origin's; None where they share no more than phrases."""
    a, b = teller.words, origin.words
    runs = common_runs(a, b)
    shared = sum(length for _, _, length in runs)
    if not a or not b:
        return None
    overlap = overlap_of(shared / len(a), shared / len(b), longest_paragraph(teller, runs))
    one, other = teller.reading.document, origin.reading.document
    if one.url and one.url == other.url:
        overlap = Overlap.VERSION
    if overlap is None:
        return None
    spans = tuple(joined(teller, runs))
    note = f"{shared} of {len(a)} words stand in one order in {len(b)} words"
    return Copying(one.id, other.id, overlap, round(shared / len(a), 3), spans, Provenance("copies.words", note=note))


def common_runs(a: Sequence[Word], b: Sequence[Word]) -> list[tuple[int, int, int]]:
    """Runs of words that stand in both texts in one order: (where in a, where in b, how many)."""
    matcher = difflib.SequenceMatcher(None, [w.key for w in a], [w.key for w in b], autojunk=False)
    return [(m.a, m.b, m.size) for m in matcher.get_matching_blocks() if m.size >= RUN]


def overlap_of(of_teller: float, of_origin: float, embedded: int) -> Overlap | None:
    """What the shares of common words make of two texts."""
    if min(of_teller, of_origin) >= COPIED:
        return Overlap.COPY
    if max(of_teller, of_origin) >= EDITED and min(of_teller, of_origin) >= EDITED / 2:
        return Overlap.EDIT
    return Overlap.EXCERPT if embedded >= EMBEDDED else None


def longest_paragraph(teller: Body, runs: Sequence[tuple[int, int, int]]) -> int:
    """The most words of one paragraph of the teller that are the origin's."""
    covered = {index for start, _, length in runs for index in range(start, start + length)}
    most, index = 0, 0
    for part in teller.parts:
        most = max(most, sum(i in covered for i in range(index, index + len(part.words))))
        index += len(part.words)
    return most


def joined(teller: Body, runs: Sequence[tuple[int, int, int]]) -> Iterator[Span]:
    """The stretches of the teller's text that repeat the origin's; runs of one paragraph that nearly touch are one."""
    text = teller.reading.document.text
    stretches: list[list[int]] = []
    for start, _, length in runs:
        first, last = teller.words[start].start, teller.words[start + length - 1].end
        if stretches and "\n" not in text[stretches[-1][1] : first] and first - stretches[-1][1] <= 2:
            stretches[-1][1] = last
        else:
            stretches.append([first, last])
    return (span_between(text, start, end) for start, end in stretches)


def groups(copyings: Iterable[Copying]) -> list[tuple[str, ...]]:
    """Reports whose text is the same or lightly edited, as groups of document ids."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_edges_from((c.teller, c.origin) for c in copyings if c.overlap in (Overlap.COPY, Overlap.EDIT))
    return sorted(tuple(sorted(group)) for group in networkx.connected_components(graph))
