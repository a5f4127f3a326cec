"""The layers of a NAF file: words, terms, events, how certain each source is of them, and who says what."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from recoupe.model import Account, Event, Factuality, Reading, Span, Status

WORD = re.compile(r"\w+|[^\w\s]")
SENTENCE_END = re.compile(r"[.!?…][»”\"’')\]]*$")
CERTAINTY = {3: "CERTAIN", 2: "PROBABLE", 1: "POSSIBLE", 0: "UNDERSPECIFIED"}
POLARITY = {1: "POS", -1: "NEG", 0: "UNDERSPECIFIED"}
TIME = {Status.FUTURE: "FUTURE"}
NEWSREADER = "nwr:Attribution"


class Layers:
    """A report cut into words and punctuation marks, and what was read in it as spans of them."""

    def __init__(self, reading: Reading, incident_of: Mapping[str, str]) -> None:
        """Take a reading, and the incidents by the ids of its events."""
        self.reading = reading
        self.incident_of = incident_of
        self.words = [(m.start(), m.end()) for m in WORD.finditer(reading.document.text)]
        self.starts = [start for start, _ in self.words]
        self.ends = [end for _, end in self.words]
        self.statements: dict[tuple[str, str, str], str] = {}  # ids by target, source and cue

    def lines(self) -> Iterator[str]:
        """All layers, each on lines of its own."""
        told = [(event, account) for event in self.reading.events for account in event.accounts]
        said = list(self.attribution(told))
        yield from layer("text", self.text())
        yield from layer("terms", self.terms())
        yield from layer("coreferences", self.events())
        yield from layer("factualities", self.factualities(told))
        yield from layer("attribution", said)

    # ------------------------------------------------------------ words

    def text(self) -> Iterator[str]:
        """Words with their paragraphs and, by punctuation alone, sentences."""
        text, sentence, paragraph, ended = self.reading.document.text, 1, 1, 0
        for number, (start, end) in enumerate(self.words, 1):
            gap = text[ended:start]
            new_paragraph = "\n" in gap and number > 1
            paragraph += new_paragraph
            sentence += new_paragraph or bool(gap and SENTENCE_END.search(text[max(0, ended - 4) : ended]))
            place = f'sent="{sentence}" para="{paragraph}" offset="{start}" length="{end - start}"'
            yield f'<wf id="w{number}" {place}>{escape(text[start:end])}</wf>'
            ended = end

    def terms(self) -> Iterator[str]:
        """A term a word; lemmas and parts of speech are not kept in a case."""
        for number in range(1, len(self.words) + 1):
            yield f'<term id="t{number}"><span><target id="w{number}"/></span></term>'

    def span(self, spans: Iterable[Span]) -> str:
        """The terms that some words touch; "" where they touch none."""
        touched = sorted({number for one in spans if one.start < one.end for number in self.touched(one)})
        targets = "".join(f'<target id="t{number}"/>' for number in touched)
        return f"<span>{targets}</span>" if targets else ""

    def touched(self, span: Span) -> range:
        """The numbers of the terms that begin or end within a span."""
        return range(bisect_right(self.ends, span.start) + 1, bisect_left(self.starts, span.end) + 1)

    # ------------------------------------------------------------ what was read

    def events(self) -> Iterator[str]:
        """The mentions of each event, its code, and the incident it is a part of."""
        for event in self.reading.events:
            spans = [found for mention in event.mentions if (found := self.span([mention]))]
            if spans:
                code = "/".join((event.type.value, *event.mode))
                refs = external("PLOVER", code)
                if event.id in self.incident_of:
                    refs += external("recoupe:incident", self.incident_of[event.id])
                yield (
                    f'<coref id={quoteattr(event.id)} type="event">{"".join(spans)}'
                    f"<externalReferences>{refs}</externalReferences></coref>"
                )

    def factualities(self, told: Iterable[tuple[Event, Account]]) -> Iterator[str]:
        """How far each source commits itself to each event."""
        for number, (event, account) in enumerate(told, 1):
            span = self.span(account.mentions or account.content or event.mentions)
            if span:
                yield f'<factuality id="f{number}">{span}{"".join(self.values(event, account))}</factuality>'

    def values(self, event: Event, account: Account) -> Iterator[str]:
        """Certainty, polarity and time, then FactBank's label: of a statement's source, else of the report."""
        grade: Factuality = account.factuality
        found = {
            f"{NEWSREADER}Certainty": CERTAINTY[grade.strength],
            f"{NEWSREADER}Polarity": POLARITY[grade.polarity],
            f"{NEWSREADER}Time": TIME.get(account.status, "NONFUTURE"),
            "FactBank": grade.value,
        }
        key = self.key(event, account, len(account.sources) - 1)
        source = (self.statements.get(key) or account.sources[-1].name) if len(account.sources) > 1 else ""
        by = f" source={quoteattr(source)}" if source else ""
        for resource, value in found.items():
            yield f'<factVal value="{value}" resource="{resource}"{by}/>'

    def attribution(self, told: Iterable[tuple[Event, Account]]) -> Iterator[str]:
        """A statement for each source of a chain that the text names; the innermost has the cue."""
        for event, account in told:
            for index in range(1, len(account.sources)):
                key = self.key(event, account, index)
                if not key[0] or key in self.statements:
                    continue
                id = f"a{len(self.statements) + 1}"
                self.statements[key] = id
                parts = zip(("target", "source", "cue"), key, strict=True)
                inner = "".join(f"<statement_{n}>{span}</statement_{n}>" for n, span in parts if span)
                yield f'<statement id="{id}">{inner}</statement>'

    def key(self, event: Event, account: Account, index: int) -> tuple[str, str, str]:
        """What is said, by whom, by which word, as spans."""
        source = account.sources[index]
        cue = [account.cue] if account.cue and index == len(account.sources) - 1 else []
        return (
            self.span(account.content or account.mentions or event.mentions),
            self.span([source.span] if source.span else []),
            self.span(cue),
        )


def layer(name: str, items: Iterable[str]) -> Iterator[str]:
    """A layer with its items; an empty one is left out."""
    held = list(items)
    if held:
        yield f"<{name}>"
        yield from held
        yield f"</{name}>"


def external(resource: str, reference: str) -> str:
    """A reference to what stands elsewhere."""
    return f"<externalRef resource={quoteattr(resource)} reference={quoteattr(reference)}/>"
