"""The notes of a coded row: what the accounts of an incident say and who says it, in the reader's language.

Nothing is told without who tells it, and nobody's word is preferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recoupe.export.coded import Coded
from recoupe.export.parties import Party
from recoupe.interface import Texts
from recoupe.model import Factuality, WeighedField
from recoupe.render.incident_words import behind_words, teller, value_words
from recoupe.render.words import date_words, one_line, place_words, what_words
from recoupe.weighing.told import TOLLS

NAMES = 4  # parties that are named


def notes_of(coded: Coded, say: Texts, others: Iterable[str] = ()) -> str:
    """The notes; `others` are the codes that fit as well and that a person may prefer."""
    return " ".join(filter(None, sentences(coded, say, list(others))))


def sentences(coded: Coded, say: Texts, others: list[str]) -> Iterator[str]:
    """What happened, who to whom, the tolls by who gives them, claims, denials, doubts, and what it rests on."""
    yield say(
        "export.what",
        when=date_words(coded.when.edtf, say) if coded.when else say("incident.undated"),
        where=place_words(coded.where.place, say) if coded.where else say("incident.unplaced"),
        what=what_words(coded.incident.type, coded.incident.mode, say),
    )
    sides, semicolon = coded.sides, say("typography.semicolon")
    yield listed("actor", (named(p, say) for p in sides.doers[:NAMES]), say)
    yield listed("recipient", (named(p, say) for p in sides.targets[:NAMES]), say)
    if sides.rivals:
        yield say("export.rivals", who=semicolon.join(named(p, say) for p in sides.rivals[:NAMES]))
    for field in coded.incident.fields:
        if field.field in TOLLS or field.field == "damage":
            yield listed(field.field, given(field, coded, say), say)
    claims = (named(p, say) for p in sides.claimants[:NAMES])
    yield listed("claimed_by", claims, say)
    if coded.denying:
        who = dict.fromkeys(teller(t.telling, coded.whole, say) for t in coded.denying)
        yield say("export.denied", who=semicolon.join(list(who)[:NAMES]))
    if all(t.account.factuality is not Factuality.CERTAIN for t in coded.asserting):
        yield say("export.uncertain")
    yield say(
        "export.rests",
        origins=say.count("origin", len(coded.incident.origins)),
        reports=say.count("report", len(coded.documents)),
    )
    if others:
        yield say("export.others", codes=semicolon.join(others))


def listed(field: str, values: Iterable[str], say: Texts) -> str:
    """A field with its values, "" where there are none."""
    told = say("typography.semicolon").join(values)
    label = say(f"field.{field}")
    return say("export.field", field=label[:1].upper() + label[1:], values=told) if told else ""


def named(party: Party, say: Texts) -> str:
    """A party as it is called."""
    return one_line(party.called(say.locale))


def given(field: WeighedField, coded: Coded, say: Texts) -> Iterator[str]:
    """The values of a field, each with those who give it."""
    for value in field.values:
        words = value_words(field.field, value, say)
        if value.superseded:
            words = f"{words} ({say('incident.superseded')})"
        yield say("incident.says", what=words, who=behind_words(coded.whole, value, say))
