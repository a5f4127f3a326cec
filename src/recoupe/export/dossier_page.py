"""A dossier: all of one incident on paper, for a newsroom that was not there and has to decide what it may print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from recoupe import __version__
from recoupe.export.dossier_graph import WIDTH, drawings
from recoupe.export.dossier_passages import fields_with_words
from recoupe.interface import Texts, texts
from recoupe.model import DiscrepancyKind, Factuality, FieldStatus, Incident, Telling, WeighedField
from recoupe.render.html import asset, content_policy, environment, web_address
from recoupe.render.incident import scene_words
from recoupe.render.incident_html import field_views, key, matrix
from recoupe.render.incident_words import SHOWN, discrepancy_words, open_questions, title, value_words
from recoupe.render.words import date_words, headline_words, language_words, one_line
from recoupe.weighing.sources import key as key_of
from recoupe.weighing.tolls import DEFAULT
from recoupe.weighing.whole import Whole

COLUMNS = tuple(name for name in SHOWN if name != "instrument")
NARROW = 6  # columns of the matrix that an upright page holds
CELL = 3  # values of one account in a cell of the matrix
RIVALS = (
    DiscrepancyKind.NUMBER_CONFLICT,
    DiscrepancyKind.DATE_CONFLICT,
    DiscrepancyKind.PLACE_CONFLICT,
    DiscrepancyKind.ACTOR_CONFLICT,
    DiscrepancyKind.DENIAL,
)
BEHIND = {FieldStatus.AGREED: "agree", FieldStatus.SINGLE_ORIGIN: "single"}


@dataclass(frozen=True, slots=True)
class Told:
    """One value of an account in the matrix."""

    words: str
    is_contradicted: bool
    is_revised: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who is quoted or cited, in all reports."""

    name: str
    kind: str
    outlets: str
    accounts: int
    origins: str  # the numbers of those that it is the origin of
    grade: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report that tells of the incident."""

    outlet: str
    headline: str
    facts: str
    url: str
    digest: str


def dossier_page(whole: Whole, incident: Incident, locale: str, rule: str = DEFAULT) -> str:
    """The whole dossier of one incident."""
    say = texts(locale)
    numbers = numbered(incident)
    shown = [name for name in COLUMNS if any(field.field == name for field in incident.fields)]
    name, scene = title(incident, say), scene_words(incident, say)
    style = asset("dossier.css") + running(f"{incident.id} · {name} · {scene}")
    return (
        environment()
        .get_template("dossier.html.jinja")
        .render(
            say=say,
            style=Markup(style),
            policy=content_policy(style, ""),
            title=name,
            scene=scene,
            incident=incident,
            counts=counts(incident, say),
            standing=tuple(standing(incident, say)),
            fields=tuple(field_views(whole, incident, say, rule)),
            columns=[(name, say(f"field.{name}")) for name in shown],
            rows=tuple(matrix(whole, incident, shown, say)),
            cells={anchor: cells(incident, telling, shown, say) for telling, (_, anchor) in numbers.items()},
            numbers={anchor: number for number, anchor in numbers.values()},
            cell=CELL,
            narrow=NARROW,
            words=tuple(fields_with_words(whole, incident, numbers, say)),
            drawings=drawings(whole, incident, numbers, say),
            wide=WIDTH,
            sources=tuple(sources(whole, incident, numbers, say)),
            reports=tuple(reports(whole, incident, say)),
            flags=[(say(f"discrepancy.{d.kind.value}"), discrepancy_words(d, say)) for d in incident.discrepancies],
            questions=list(dict.fromkeys(open_questions(incident, whole, say))),
            rule=rule,
            version=__version__,
        )
    )


def cells(incident: Incident, telling: Telling, shown: list[str], say: Texts) -> list[list[Told]]:
    """What an account says on each field: what another origin contradicts comes first, what was revised last."""
    held = {field.field: field for field in incident.fields}
    found = []
    for name in shown:
        rivals = contradicted(incident, held[name])
        values = [value for value in held[name].values if telling in value.tellings]
        told = [Told(value_words(name, v, say), v.value in rivals and not v.superseded, v.superseded) for v in values]
        found.append(sorted(dict.fromkeys(told), key=lambda one: (not one.is_contradicted, one.is_revised)))
    return found


def contradicted(incident: Incident, field: WeighedField) -> set[str]:
    """The values of a field that cannot all stand."""
    if field.field == "factuality":
        is_denied = field.status is FieldStatus.DENIED
        return {v.value for v in field.values if is_denied and Factuality(v.value).polarity}
    rival = (d for d in incident.discrepancies if d.field == field.field and d.kind in RIVALS)
    return {what for discrepancy in rival for _, what in discrepancy.values}


def numbered(incident: Incident) -> dict[Telling, tuple[str, str]]:
    """Accounts by number and anchor: 2 for the second origin, 2.1 for the first that goes back to it."""
    found = {}
    for number, origin in enumerate(incident.origins, 1):
        for index, telling in enumerate(origin.tellings):
            found[telling] = (f"{number}.{index}" if index else str(number), key(telling))
    return found


def running(words: str) -> str:
    """The foot of every page: what it is of, as a rule of the style sheet."""
    plain = one_line(words).replace("\\", "\\5c ").replace('"', "\\22 ").replace("<", "\\3c ")
    return f'@page {{ @bottom-left {{ content: "{plain}"; }} }}\n'


def counts(incident: Incident, say: Texts) -> list[tuple[str, str]]:
    """How many origins, accounts and reports: the number, and of what."""
    found = (
        ("origin", len(incident.origins)),
        ("account", sum(len(origin.tellings) for origin in incident.origins)),
        ("report", len({member.document for member in incident.members})),
    )
    return [(str(n), say.count(what, n).removeprefix(str(n)).strip()) for what, n in found]


def standing(incident: Incident, say: Texts) -> Iterator[tuple[str, str]]:
    """On what the accounts agree, on what they conflict, what rests on one origin alone."""
    groups: dict[str, list[str]] = {"conflict": [], "agree": [], "single": []}
    held = {field.field: field for field in incident.fields}
    for name in (name for name in SHOWN if name in held):
        groups[BEHIND.get(held[name].status, "conflict")].append(say(f"field.{name}"))
    for group, names in groups.items():
        if names:
            yield say(f"dossier.{group}"), say("typography.comma").join(names)


def sources(whole: Whole, incident: Incident, numbers: dict[Telling, tuple[str, str]], say: Texts) -> Iterator[Source]:
    """Each source once, in the order of its first account."""
    held: dict[str, list[Telling]] = {}
    told = whole.told(incident)
    for telling in (telling for origin in incident.origins for telling in origin.tellings):
        held.setdefault(key_of(told[telling]), []).append(telling)
    for tellings in held.values():
        first = told[tellings[0]]
        outlets = dict.fromkeys(one_line(told[t].document.outlet) or say("terminal.unnamed_outlet") for t in tellings)
        own = [numbers[t][0] for t in tellings if "." not in numbers[t][0]]
        yield Source(
            name=one_line(first.source.name) or say("terminal.unnamed_outlet"),
            kind=say(f"kind.{first.source.kind.value}"),
            outlets=say("typography.comma").join(outlets),
            accounts=len(tellings),
            origins=", ".join(own),
            grade=next(filter(None, map(whole.grade, tellings)), ""),
        )


def reports(whole: Whole, incident: Incident, say: Texts) -> Iterator[Report]:
    """The reports in the order of publication, each with what identifies its text."""
    held = dict.fromkeys(member.document for member in incident.members)
    for id in sorted(held, key=lambda d: (whole.readings[d].document.published or "9999", whole.name(d))):
        reading = whole.readings[id]
        document = reading.document
        day = date_words(document.published, say) if document.published else say("terminal.undated")
        facts = (day, language_words(document.language, say) if document.language else "", one_line(document.author))
        yield Report(
            outlet=one_line(document.outlet) or say("terminal.no_outlet"),
            headline=headline_words(reading, say),
            facts=" · ".join(filter(None, facts)),
            url=web_address(document.url),
            digest=document.id,
        )
