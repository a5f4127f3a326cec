"""The quantities stage: numbers of people killed, hurt, taken, freed, marching, and of things.

Numbers (`quantities_numbers`) are joined with the nouns they count, then with the words that tell what happened
(`quantities_measures`), by word order first and by the parse where words stand between: parses of long news
sentences are often wrong, the order of number, noun and participle seldom is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from recoupe import languages
from recoupe.model import Provenance
from recoupe.reading.actors_lexicon import roles
from recoupe.reading.layers import QUANTITIES, Count
from recoupe.reading.quantities_groups import Group, GroupReader
from recoupe.reading.quantities_links import Linker


@Language.factory("recoupe_quantities")
def make_quantities(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the quantities of a Doc."""
    code = nlp.lang or ""
    table = _table(code)
    if not table:
        return lambda doc: doc
    groups = GroupReader(table, nlp.tokenizer, roles(code))
    linker = Linker(table, nlp.tokenizer, roles(code))

    def read(doc: Doc) -> Doc:
        if not doc.has_annotation("SENT_START"):
            return QUANTITIES.put(doc, ())  # no parse, nothing to go by
        found = linker.link(doc, groups.find(doc))
        return QUANTITIES.put(doc, tuple(count_of(doc, group) for group in found))

    return read


def _table(code: str) -> Any:
    try:
        return languages.load(code).table("quantities")
    except languages.UnknownLanguage:
        return {}


def count_of(doc: Doc, group: Group) -> Count:
    """The group as the layer keeps it."""
    number = group.number
    trigger = group.trigger
    return Count(
        phrase=doc[group.start : group.end],
        low=number.low,
        best=number.best,
        high=number.high,
        measure=group.measure,
        counted=_counted(doc, group),
        trigger=doc[trigger.start : trigger.end] if trigger else None,
        since_total=group.since_total,
        provenance=Provenance(group.rule, group.entry or number.entry, group.note),
        part=group.part,
    )


def _counted(doc: Doc, group: Group) -> Phrase | None:
    return doc[group.noun_start : group.end] if group.head is not None else None
