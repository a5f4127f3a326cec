"""Bodies that speak with many mouths: an army's officers, staff and ministry, a police force, an armed group.

"Bodies of one army or police count once": an officer, the general staff and "the army" are one holder of information.
A body is its sector and its country, or the sound of its name; what is left open (`""`) fits the only one there is.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from recoupe import knowledge, languages
from recoupe.knowledge.gazetteer.fold import fold
from recoupe.model import Participant, SourceKind
from recoupe.reading.sources_lexicon import SourceLexicon, lexicon
from recoupe.reading.sources_lexicon import fold as plain
from recoupe.weighing.names import ALLIANCES, POLICE_MINISTRIES, name_of

if TYPE_CHECKING:
    from recoupe.weighing.told import Told

ARMY, POLICE, SECURITY, ARMED, GOVERNMENT = "MIL", "COP", "SEC", "REB", "GOV"
AUTHORITIES = ("role.government", "role.regime", "role.authority")  # entries of the role nouns of any language
COUNTRIES = Path(knowledge.__file__).parent / "places" / "countries.csv"
INFLECTED = 3  # letters that an ending may add to a demonym: "irakien", "irakiennes"
TELLING = 4  # letters of the sound of a word that names a group, also in another language: "Logone"
NEAR = 90  # characters before a name in which the text says for whom somebody speaks
ARTICLE = 3  # letters that may stand between the comma and the name: "l'", "the"
CLAUSE_END = re.compile(r"[.;:]\s|\n|[«»“”\"]")
SPEAKERS = (SourceKind.PERSON, SourceKind.OFFICIAL, SourceKind.MILITARY, SourceKind.ARMED_GROUP, SourceKind.OTHER)
PAPERS = (SourceKind.DOCUMENT, SourceKind.SOCIAL_MEDIA, SourceKind.IMAGERY)


@dataclass(frozen=True, slots=True)
class Body:
    """An army, a police force or an armed group."""

    sector: str
    which: str  # "IQ" for a state's, the sound of its name for a group; "" where the text leaves it open


def body_of(told: Told) -> Body | None:
    """The body that a source speaks for; None for all who speak for themselves."""
    kind, name = told.source.kind, told.name
    if told.is_own_voice:
        kind = kind_of_name(told.source.name, told.document.language) or kind
    spoken_for = affiliated(told) if kind in SPEAKERS or (kind is SourceKind.WITNESS and name.proper) else None
    if spoken_for is not None:
        return spoken_for
    if kind in (SourceKind.OFFICIAL, SourceKind.MILITARY) and is_police(told):
        return Body(POLICE, country_of(name.text))
    if kind is SourceKind.MILITARY or (kind is SourceKind.OFFICIAL and ARMY in name.sectors):
        return Body(ARMY, country_of(name.text) or alliance_in(told))
    if kind is SourceKind.ANONYMOUS and (name.sectors | name.marked) & {ARMY, POLICE}:
        return Body(ARMY if ARMY in name.sectors | name.marked else SECURITY, country_of(name.text))
    if kind is SourceKind.OFFICIAL and name.government and ARMY in name.marked:
        return Body(ARMY, country_of(name.text))  # the ministry of defence
    if kind is SourceKind.OFFICIAL and name.government and not name.indefinite:
        return Body(GOVERNMENT, country_of(name.text))
    if kind is SourceKind.ARMED_GROUP:
        return Body(ARMED, group_of(told))
    return claimant(told) if kind in PAPERS and told.polarity > 0 else None


def group_of(told: Told) -> str:
    """The sound of a group's name; "" for "le groupe", and for a person of whose group the text says no more."""
    known = [group_name(p, told) for e in told.reading.events for p in (*e.details.claimed_by, *e.details.actor)]
    named = told.name.proper
    for group in filter(None, known):
        if named & set(group.split()):
            return group
    return " ".join(sorted(named)) if told.name.roles or not known else ""


def is_police(told: Told) -> bool:
    """The police, or the ministry that it answers to."""
    return POLICE in told.name.sectors or bool(told.name.listed & words_of(told).set(POLICE_MINISTRIES))


def alliance_in(told: Told) -> str:
    """The name of a force that is no single state's: "la coalition"; "" where none stands there."""
    return min(told.name.listed & words_of(told).set(ALLIANCES), default="")


def words_of(told: Told) -> SourceLexicon:
    """The words on sources of the report's language."""
    return lexicon(known_language(told.document.language))


def known_language(code: str) -> str:
    """The language if Recoupe reads it, else the first that it reads."""
    primary = code.split("-")[0].lower()
    return primary if primary in languages.codes() else languages.codes()[0]


def kind_of_name(name: str, language: str) -> SourceKind | None:
    """What an outlet is by its name: the communiqués of a general staff are published by an army."""
    kinds = lexicon(known_language(language)).kinds
    found = (kinds.get(plain(word.strip(".,'’"))) for word in name.replace("’", "' ").split())
    return next((entry.kind for entry in found if entry), None)


def claimant(told: Told) -> Body | None:
    """A text, audio or video that claims an attack speaks for the group that it names as the doer."""
    groups = {group_name(p, told) for p in (*told.details.claimed_by, *told.details.actor)} - {""}
    claimed = {group_name(p, told) for p in told.event.details.claimed_by} - {""}
    own = groups & claimed or (groups if len(groups) == 1 else set())
    return Body(ARMED, min(own)) if own else None


def group_name(participant: Participant, told: Told) -> str:
    """The sound of a participant's name; "" where it is only described."""
    return " ".join(sorted(name_of(participant.name, told.document.language).proper))


def affiliated(told: Told) -> Body | None:
    """For whom a named person speaks, by the words before the name: "le porte-parole de Rijal al-Nahrein, Hachem …"."""
    text, language = told.document.text, told.document.language
    if told.name.spokesman and told.source.kind is not SourceKind.MILITARY:
        return spokesman_of(told)
    start = text.find(told.source.name)
    if start < 0 or not told.name.proper:
        return None
    before = CLAUSE_END.split(text[max(0, start - NEAR) : start])[-1]
    near = name_of(before, language)
    if not {plain(word.strip(".,'’")) for word in before.split()} & words_of(told).spokesman:
        return in_apposition(before, language)
    for participant in (*told.event.details.actor, *told.event.details.claimed_by):
        group = group_name(participant, told)
        if group and set(group.split()) <= near.sounds:
            return Body(ARMED, group)
    if POLICE in near.sectors or ARMY in near.sectors:
        return Body(POLICE if POLICE in near.sectors else ARMY, country_of(before))
    kinds = words_of(told).kinds
    entries = (kinds.get(plain(word.strip(".,'’"))) for word in before.replace("’", "' ").split())
    if near.possessive:
        return only_claimant(told)
    is_group = any(entry is not None and entry.kind is SourceKind.ARMED_GROUP for entry in entries)
    return Body(ARMED, "") if is_group else None


def in_apposition(before: str, language: str) -> Body | None:
    """ "Le commissaire provincial, l'OPC Venant …": the rank before a name, and the comma, say whose man he is."""
    rank, comma, article = before.rpartition(",")
    if not comma or len(article.strip()) > ARTICLE:
        return None
    sectors = name_of(rank.rpartition(",")[2], language).sectors
    sector = POLICE if POLICE in sectors else ARMY if ARMY in sectors else ""
    return Body(sector, country_of(rank)) if sector else None


def spokesman_of(told: Told) -> Body | None:
    """The group whose name stands in "le bureau de presse de …"; "son bureau de presse" is that of the only one."""
    named = {group_name(p, told) for p in (*told.event.details.claimed_by, *told.event.details.actor)} - {""}
    within = [group for group in named if set(group.split()) <= told.name.sounds]
    if within:
        return Body(ARMED, min(within))
    return only_claimant(told) if told.name.possessive else None


def only_claimant(told: Told) -> Body | None:
    """The one group that claims the event, of which "its spokesman" is."""
    claimed = {group_name(p, told) for p in told.event.details.claimed_by} - {""}
    return Body(ARMED, min(claimed)) if len(claimed) == 1 else None


@cache
def demonyms() -> tuple[tuple[str, str], ...]:
    """Words for the people and things of a country, with the country; longest first."""
    lines = [line for line in COUNTRIES.read_text("utf-8").splitlines() if not line.startswith("#")]
    found: dict[str, str] = {}
    for row in csv.DictReader(lines, delimiter=";"):
        for form in (*row["fr"].split("|"), *row["en"].split("|")):
            if len(fold(form)) > INFLECTED:
                found.setdefault(fold(form), row["country"])
    return tuple(sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def country_of(name: str) -> str:
    """The country whose demonym stands in a name: "l'armée israélienne" is Israel's; "" where none does."""
    for word in fold(name).split():
        for form, code in demonyms():
            if word.startswith(form) and len(word) <= len(form) + INFLECTED:
                return code
    return ""


def same_body(one: Body, other: Body) -> bool:
    """Both are one body by their names alone."""
    a, b = set(one.which.split()), set(other.which.split())
    same_group = one.sector == ARMED and any(len(word) >= TELLING for word in a & b)
    return sector_fits(one.sector, other.sector) and (one.which == other.which or same_group)


def sector_fits(one: str, other: str) -> bool:
    """A "security source" may be of the army or of the police."""
    return one == other or (SECURITY in (one, other) and {one, other} <= {SECURITY, ARMY, POLICE})
