"""A second look at each trigger: does the report tell of a deed here, or borrow the word for something else?

"Rivals ambushed our keeper" is an ambush by every rule of the lexicon. What gives it away is the company it keeps: no
place, no number, no armed men, a column of sport around it. The weights of such signs are learnt from the corpus by
`training/triggers.py` and stand in `languages/<code>/judge.toml`, one line a sign, so that a reader can look them up.
"""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.model import Region
from recoupe.reading.events_clause import Clauses
from recoupe.reading.events_lexicon import Judge
from recoupe.reading.events_trigger import Trigger
from recoupe.reading.layers import ACTORS, QUANTITIES, region_at

TELLING = frozenset(
    {
        "person",
        "troop",
        "attacker",
        "armed",
        "outlaw",
        "name",
        "pronoun",
        "place",
        "weapon",
        "event",
        "abstract",
        "sport",
    }
    | {"unknown", "vehicle", "building", "goods", "crowd", "road", "quantity", "body"}
)
# Types that are annotated whole, so that what the annotation lacks is known to be wrong; the others are left alone.
JUDGED = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "THREATEN", "RETREAT"})
FEW = 4  # sentences: shorter texts are headlines, captions and examples
VIOLENT = frozenset({"killed", "injured", "abducted", "arrested"})


def kept(clauses: Clauses, found: list[Trigger], judge: Judge | None) -> list[Trigger]:
    """The triggers that the judge lets stand; in a text of few sentences all do, as it has no company to judge by."""
    if judge is None or not found or clauses.sentence[-1] < FEW:
        return found
    report = frozenset(of_report(clauses, found))
    probable = (judge.probability(report | frozenset(of_trigger(clauses, t))) for t in found)
    return [t for t, p in zip(found, probable, strict=True) if p >= judge.threshold or not is_judged(t)]


def is_judged(trigger: Trigger) -> bool:
    """Whether a trigger is of a type that the judge knows."""
    return trigger.entry.type is not None and trigger.entry.type.value in JUDGED


def of_report(clauses: Clauses, found: list[Trigger]) -> Iterator[str]:
    """The signs that all triggers of a report share: how grave it is, how much it counts and places."""
    everything = range(len(clauses.doc))
    light, grave = clauses.topics(everything)
    yield "bias"
    yield f"report light {_size(light)}"
    yield f"report grave {_size(grave)}"
    yield f"report light over grave {light > grave}"
    yield f"report tolls {_size(sum(c.measure in VIOLENT for c in QUANTITIES.of(clauses.doc)))}"
    yield f"report places {_size(len(set(clauses.placed)))}"
    yield f"report armed {_size(sum(bool(a.armed) for a in ACTORS.of(clauses.doc)))}"
    yield f"report triggers {_size(len(found))}"
    yield f"report speaks of itself {_size(sum(clauses.is_marker(t, 'self') for t in clauses.doc))}"


def of_trigger(clauses: Clauses, trigger: Trigger) -> Iterator[str]:
    """The signs of one trigger: its entry, the classes of its parties, what stands in its sentence and paragraph."""
    entry, slots = trigger.entry, trigger.slots
    kind = entry.type.value if entry.type is not None else ""
    yield from (f"entry {entry.id}", f"type {kind} {' '.join(entry.mode)}")
    yield from (f"part {entry.part}", f"voice {slots.voice}", f"second {entry.second}", f"definite {trigger.definite}")
    for role, heads in (("doer", slots.doer), ("patient", slots.patient), ("other", [t for _, t in slots.others])):
        classes = {name for head in heads for name in clauses.classes(head)} & TELLING
        yield from (f"{role} {name}" for name in classes or {"none"})
    yield f"headline {region_at(clauses.doc, trigger.start) is Region.HEADLINE}"
    sentence = _sentence(clauses, trigger.start)
    yield f"sentence placed {any(i in clauses.placed for i in sentence)}"
    yield f"sentence timed {any(i in clauses.timed for i in sentence)}"
    yield f"sentence counts {any(i in clauses.counted for i in sentence)}"
    yield f"sentence asks {any(clauses.lower[i] == '?' for i in sentence)}"
    yield f"sentence speaks of itself {any(clauses.is_marker(clauses.doc[i], 'self') for i in sentence)}"
    yield f"sentence unreal {any(clauses.unreal(clauses.doc[i]) for i in sentence if i < trigger.start)}"
    yield f"in quotes {_in_quotes(clauses, trigger)}"
    light, grave = clauses.topics(clauses.paragraph_of(trigger.start))
    yield from (f"paragraph light {_size(light)}", f"paragraph grave {_size(grave)}")


def _size(number: int) -> str:
    """A number in words of few: so that a sign is seen often enough to be learnt."""
    return "0" if number == 0 else "1" if number == 1 else "2-3" if number <= 3 else "4-7" if number <= 7 else "8+"


def _sentence(clauses: Clauses, at: int) -> range:
    number, low, high = clauses.sentence[at], at, at
    while low > 0 and clauses.sentence[low - 1] == number:
        low -= 1
    while high + 1 < len(clauses.doc) and clauses.sentence[high + 1] == number:
        high += 1
    return range(low, high + 1)


def _in_quotes(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether the words stand in quotation marks of their own: "the 'battle' of the pots"."""
    before = clauses.doc[max(0, trigger.start - 3) : trigger.start]
    after = clauses.doc[trigger.end : trigger.end + 3]
    return any(t.is_quote for t in before) and any(t.is_quote for t in after)
