"""Random cases for hypothesis: reports with accounts of everything that a reading may hold, linked anyhow and weighed.

@given(wholes())
def test_…(whole: Whole) -> None: …
"""

from __future__ import annotations

from hypothesis import strategies as st

from recoupe.linking.citations import citations
from recoupe.model import (
    Account,
    Copying,
    Damage,
    Date,
    Details,
    Document,
    Event,
    EventType,
    Factuality,
    Form,
    Incident,
    Member,
    Overlap,
    Participant,
    Place,
    Provenance,
    Quantity,
    Reading,
    Source,
    SourceKind,
    Span,
    Status,
)
from recoupe.weighing.weigh import weigh
from recoupe.weighing.whole import Whole

RULE = Provenance("strategies")
MODES = {
    EventType.ASSAULT: ("firearms", "explosives", "drone", "abduct", "beat", "heavy-weapons", "crowd-control"),
    EventType.PROTEST: ("demo", "riot", "strike"),
    EventType.COERCE: ("arrest", "curfew", "seize"),
    EventType.RETREAT: ("release", "ceasefire", "withdraw"),
}
ODD = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)  # tabs, quotes, line ends among them
PARTIES = (
    "l'armée malienne", "des hommes armés", "the police", "Front du Logone libre", "civilians", "trois villageois",
    "un convoi de l'ONU", "protesters", "les forces russes", "the mayor", "rebels; bandits", '"Les Lions"',
)  # fmt: skip
IDS = (None, "recoupe:ML-MIL", "recoupe:TD-COP", "recoupe:minusma", "recoupe:un", "recoupe:no-such-actor")
SOURCES = ("un officier", "a resident", "le ministère de l'Intérieur", "the army", "Agence Oubangui", "Moussa Traoré")
OUTLETS = ("Agence Oubangui", "Meroë TV", "Agence France-Presse", "Radio; Haute\tKotto", "")
DAYS = (
    "2024-03-12",
    "2024-03-12/2024-03-14",
    "2024-03",
    "2024",
    "2024-03-12~",
    "2024-03-31/2024-04-01",
    "../2024-03-12",
)
PLACES = (
    ("Goré", "TD", 7.92, 16.63, "city", "geonames:2431852"),
    ("Gao", "ML", 16.27, -0.04, "city", "geonames:2457161"),
    ("l'est du Tchad", "TD", 13.0, 21.0, "area", ""),
    ("Mali", "ML", 17.0, -4.0, "country", "iso:ML"),
    ("région de Gao", "ML", 17.0, 0.5, "region", ""),
    ("15 km north of Goré", "TD", 8.05, 16.63, "relative", ""),
    ("Békan", "TD", None, None, "site", ""),
    ("la frontière", "", 7.5, 16.0, "area", ""),
    ("nowhere", "", None, None, "area", ""),
)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """Some words of a text."""
    start = draw(st.integers(0, max(0, len(text) - 1)))
    end = draw(st.integers(start, min(len(text), start + 30)))
    return Span(start, end, text[start:end])


def participants(text: str) -> st.SearchStrategy[Participant]:
    """Parties that the register knows, that words tell, and that are anything."""
    names = st.one_of(st.sampled_from(PARTIES), st.sampled_from(PARTIES), ODD)
    return st.builds(Participant, names, spans(text), st.sampled_from(IDS), st.just(RULE))


@st.composite
def quantities(draw: st.DrawFn, text: str) -> Quantity:
    """Numbers of people, exact, about and at least."""
    low = draw(st.one_of(st.integers(0, 20), st.integers(0, 100_000)))
    best = low + draw(st.integers(0, 5))
    high = draw(st.sampled_from((None, best, best + 3))) if low == best else best + draw(st.integers(0, 5))
    return Quantity(low, best, high, draw(spans(text)), RULE)


@st.composite
def places(draw: st.DrawFn, text: str) -> Place:
    """Places of every precision, located or not."""
    return Place(*draw(st.sampled_from(PLACES)), draw(spans(text)), RULE)


@st.composite
def details(draw: st.DrawFn, text: str) -> Details:
    """What a source may say of an event, mostly little."""

    def some(one: st.SearchStrategy[object], most: int = 2) -> tuple[object, ...]:
        return tuple(draw(st.lists(one, max_size=most)))

    who, number = participants(text), quantities(text)
    return Details(
        date=some(st.builds(Date, st.sampled_from(DAYS), spans(text), st.just(RULE)), 1),  # type: ignore[arg-type]
        place=some(places(text)),  # type: ignore[arg-type]
        actor=some(who),  # type: ignore[arg-type]
        recipient=some(who),  # type: ignore[arg-type]
        instrument=some(who, 1),  # type: ignore[arg-type]
        killed=some(number),  # type: ignore[arg-type]
        injured=some(number, 1),  # type: ignore[arg-type]
        people=some(number, 1),  # type: ignore[arg-type]
        damage=some(st.builds(Damage, ODD, spans(text), st.just(RULE)), 1),  # type: ignore[arg-type]
        claimed_by=some(who, 1),  # type: ignore[arg-type]
    )


@st.composite
def accounts(draw: st.DrawFn, text: str, outlet: str) -> Account:
    """A telling by the outlet or by a chain of sources."""
    sources = [Source(outlet, SourceKind.OUTLET, None, RULE)]
    for name in draw(st.lists(st.one_of(st.sampled_from(SOURCES), ODD), max_size=2)):
        sources.append(Source(name, draw(st.sampled_from(SourceKind)), draw(spans(text)), RULE))
    return Account(
        tuple(sources),
        draw(st.sampled_from(Form)) if len(sources) > 1 else Form.OWN_VOICE,
        draw(st.sampled_from(Factuality)),
        draw(st.sampled_from(Status)),
        draw(st.none() | spans(text)),
        tuple(draw(st.lists(spans(text), max_size=1))),
        tuple(draw(st.lists(spans(text), min_size=1, max_size=2))),
        draw(details(text)),
        RULE,
        RULE,
    )


@st.composite
def events(draw: st.DrawFn, id: str, text: str, outlet: str) -> Event:
    """An event with its accounts."""
    kind = draw(st.sampled_from((EventType.ASSAULT, EventType.ASSAULT, *EventType)))
    mode = draw(st.lists(st.sampled_from(MODES[kind]), max_size=2, unique=True)) if kind in MODES else []
    told = draw(st.lists(accounts(text, outlet), min_size=1, max_size=3))
    mentions = tuple(draw(st.lists(spans(text), min_size=1, max_size=2)))
    status = draw(st.sampled_from((Status.OCCURRED, *Status)))
    return Event(id, kind, tuple(mode), status, mentions, draw(details(text)), tuple(told), RULE)


@st.composite
def readings(draw: st.DrawFn, number: int) -> Reading:
    """A report, of any language, dated or not."""
    text = f"{number}: " + draw(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
    outlet = draw(st.sampled_from(OUTLETS))
    document = Document(
        text,
        name=f"report {number}",
        language=draw(st.sampled_from(("fr", "en", "fr-CA", ""))),
        outlet=outlet,
        published=draw(st.sampled_from(("", "2024-03-12", "2024-03-14", "2024-03-14T06:30:00"))),
        title=draw(st.one_of(st.just(""), st.just('"Three dead", says army'), ODD)),
        url=draw(st.sampled_from(("", f"https://example.org/{number}"))),
    )
    count = draw(st.integers(1, 2))
    return Reading(document, tuple(draw(events(f"e{n + 1}", text, outlet)) for n in range(count)))


@st.composite
def copyings(draw: st.DrawFn, held: list[Reading]) -> tuple[Copying, ...]:
    """The last report repeats the words of the first, or does not."""
    if len(held) < 2 or draw(st.booleans()):
        return ()
    teller, origin = held[-1].document, held[0].document
    whole = (Span(0, len(teller.text), teller.text),)
    return (Copying(teller.id, origin.id, draw(st.sampled_from(Overlap)), 1.0, whole, RULE),)


@st.composite
def wholes(draw: st.DrawFn, most_reports: int = 3) -> Whole:
    """A weighed case: each event of a few reports is given to one of the incidents."""
    held = {r.document.id: r for n in range(draw(st.integers(1, most_reports))) if (r := draw(readings(n)))}
    by_incident: dict[str, list[Member]] = {}
    for document, reading in held.items():
        for event in reading.events:
            by_incident.setdefault(f"i{draw(st.integers(1, 3))}", []).append(Member(document, event.id))
    between = draw(copyings(list(held.values())))
    cited = citations(held.values(), {m: id for id, members in by_incident.items() for m in members})
    incidents: tuple[Incident, ...] = tuple(
        weigh(id, members, held, between, cited) for id, members in sorted(by_incident.items())
    )
    return Whole(incidents, held, between, tuple(cited))
