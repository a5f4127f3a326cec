"""GDELT 2.0: the 61 columns of its event table, and the 16 of its mentions, one mention an account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pycountry

from recoupe.export import Options, Written
from recoupe.export.acled_actors import canonical
from recoupe.export.coded import Coded, LeftOut, coded
from recoupe.export.parties import Party, participants
from recoupe.export.sidecar import path_of, sidecar
from recoupe.export.sites import Site, degrees
from recoupe.interface import texts
from recoupe.knowledge.countries import country
from recoupe.knowledge.crosswalks import Candidate
from recoupe.knowledge.crosswalks.goldstein import goldstein, quad
from recoupe.knowledge.outlets import outlets
from recoupe.knowledge.plover import sector
from recoupe.model import Document, Region
from recoupe.render.words import one_line
from recoupe.weighing.told import Told
from recoupe.weighing.whole import Whole

ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{which}Geo_{name}" for which in ("Actor1", "Actor2", "Action") for name in GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
WEB, CITATION_ONLY = "1", "2"
NO_OFFSET = "-1"
MASS, WEAPON_OF_IT = "20", "unconventional"
TYPES = 3  # of an actor
EXACT = ("city", "site", "relative")
STATES_OF = "US"  # GDELT parts places of the United States from those of the world


def export(wholes: Iterable[Whole], out: Path, options: Options) -> Written:
    """Write the events, the mentions beside them, and the sidecar; the tables have no header, as GDELT's have none."""
    say, left, rows, undated = texts(options.language), LeftOut(), 0, LeftOut()
    mentions = out.with_name(f"{out.name.split('.')[0]}.mentions.CSV")
    with (
        out.open("w", encoding="utf-8", newline="") as file,
        mentions.open("w", encoding="utf-8", newline="") as mention_file,
        sidecar(out) as beside,
    ):
        for one, no_event in coded(wholes, options.rule):
            candidates = [] if no_event else sorted(one.candidates("cameo"), key=lambda c: is_mass(c, one))
            reason = no_event or ("no_date" if not one.day else "" if candidates else "gdelt_no_code")
            if reason:
                left.add(reason)
            else:
                file.write(line(cells_of(one, candidates[0]), COLUMNS))
                mention_file.writelines(line(cells, MENTION_COLUMNS) for cells in mentions_of(one))
                rows += 1
                if one.when is None:
                    undated.add("by_publication")
            codes = [{"code": c.code, "narrower": list(c.narrower), "reason": c.reason} for c in candidates]
            beside(one.whole, one.incident, [] if reason else [one.incident.id], codes=codes)
    return Written((out, mentions, path_of(out)), rows, (*left.notes(say), *undated.notes(say)))


def line(cells: dict[str, str], columns: Sequence[str]) -> str:
    """A row without tabs or line ends in its cells."""
    return "\t".join(one_line(cells.get(name, "")) for name in columns) + "\n"


# ---------------------------------------------------------------- events


def cells_of(one: Coded, code: Candidate) -> dict[str, str]:
    """An event by the names of its columns; tone, ethnic and religious codes are nobody's word and stay blank."""
    day = dt.date.fromisoformat(one.day)
    event = event_code(code)
    score = goldstein(event)
    return {
        "GLOBALEVENTID": one.incident.id,
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": f"{day:%Y}",
        "FractionDate": f"{day.year + min(((day.month - 1) * 30 + day.day) / 365, 0.9999):.4f}",
        **actor_cells("Actor1", one.sides.doers),
        **actor_cells("Actor2", one.sides.targets),
        "IsRootEvent": "1" if any(in_lead(t) for t in one.asserting) else "0",
        "EventCode": event,
        "EventBaseCode": event[:3],
        "EventRootCode": event[:2],
        "QuadClass": quad(event),
        "GoldsteinScale": "" if score is None else f"{score:.1f}",
        "NumMentions": str(len(one.told)),
        "NumSources": str(len({t.outlet for t in one.told})),
        "NumArticles": str(len(one.documents)),
        **geo_cells("Action", one.site),
        "DATEADDED": moment(one.published),
        "SOURCEURL": next((d.url for d in one.documents if d.url), ""),
    }


def is_mass(code: Candidate, one: Coded) -> bool:
    """Mass violence, which comes last unless the weapon itself makes it so: whether a killing is one is a judgement."""
    return code.code == MASS and WEAPON_OF_IT not in one.incident.mode


def event_code(code: Candidate) -> str:
    """The one narrower code where there is only one, else the root's general code: "190" is fighting of any kind."""
    if len(code.narrower) == 1:
        return code.narrower[0]
    general = f"{code.code}0"
    common = {narrow[:3] for narrow in code.narrower}
    return common.pop() if len(common) == 1 else general


def actor_cells(prefix: str, parties: Sequence[Party]) -> dict[str, str]:
    """The first party by CAMEO: country and types, "TCDMIL"."""
    if not parties:
        return {}
    party = parties[0]
    types = [sector(name).cameo for name in party.sectors][:TYPES]
    if party.person and not types:
        types = ["CVL"]
    nation = "KOS" if party.country == "XK" else country(party.country).alpha3
    return {
        f"{prefix}Code": nation + "".join(types),
        f"{prefix}Name": one_line(canonical(party, "en")).upper(),
        f"{prefix}CountryCode": nation,
        **{f"{prefix}Type{n}Code": kind for n, kind in enumerate(types, start=1)},
    }


def geo_cells(prefix: str, site: Site) -> dict[str, str]:
    """A place; districts' GAUL numbers and features' GNS numbers are not GeoNames' and stay blank."""
    kind, fips = geo_type(site), country(site.country).fips
    if not kind:
        return {}
    division = site.admin1_code.partition(".")[2]
    names = [site.name if site.precision != "country" else "", site.admin1, country(site.country).acled]
    return {
        f"{prefix}Geo_Type": kind,
        f"{prefix}Geo_FullName": ", ".join(dict.fromkeys(filter(None, names))),
        f"{prefix}Geo_CountryCode": fips,
        f"{prefix}Geo_ADM1Code": fips + (division if kind != "1" else ""),
        f"{prefix}Geo_Lat": degrees(site.lat),
        f"{prefix}Geo_Long": degrees(site.lon),
    }


def geo_type(site: Site) -> str:
    """1 a country, 2 a state of the US, 3 a town there, 4 a town of the world, 5 a division of the world."""
    if not site.country:
        return ""
    home = site.country == STATES_OF
    if site.precision in EXACT or site.near:
        return "3" if home else "4"
    if site.precision in ("region", "district"):
        return "2" if home else "5"
    return "1"


def in_lead(told: Told) -> bool:
    """It stands in the headline or the first paragraph, which makes it a root event."""
    body = next((s for region, s in told.reading.regions if region is Region.BODY), None)
    lead = body.start + paragraph(body.text) if body else paragraph(told.document.text)
    return any(span.start < lead for span in (told.account.mentions or told.event.mentions))


def paragraph(text: str) -> int:
    """How long the first paragraph is."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n\n", start)
    return end if end >= 0 else len(text)


def moment(day: str) -> str:
    """A day as GDELT's seconds; "" for none."""
    return f"{day.replace('-', '')}000000" if day else ""


# ---------------------------------------------------------------- mentions


def mentions_of(one: Coded) -> Iterator[dict[str, str]]:
    """A mention an account: GDELT has no room for who speaks in it, the sidecar has."""
    for told in one.told:
        document, own = told.document, told.account.mentions or told.event.mentions
        yield {
            "GLOBALEVENTID": one.incident.id,
            "EventTimeDate": moment(one.day),
            "MentionTimeDate": seconds(document.published),
            "MentionType": WEB if document.url else CITATION_ONLY,
            "MentionSourceName": source_name(document),
            "MentionIdentifier": document.url or document.name,
            "Actor1CharOffset": offset(told, "actor"),
            "Actor2CharOffset": offset(told, "recipient"),
            "ActionCharOffset": str(own[0].start),
            "InRawText": "1",
            "MentionDocLen": str(len(document.text)),
            "MentionDocTranslationInfo": translation(document),
        }


def seconds(published: str) -> str:
    """When a report was published, to the second where it is known."""
    digits = "".join(c for c in published if c.isdigit())[:14]
    return digits.ljust(14, "0") if digits else ""


def source_name(document: Document) -> str:
    """The domain of a web page, as GDELT names its sources; else the domain of the outlet on file, or its name."""
    known = outlets().find(document.outlet)
    domain = urlsplit(document.url).netloc.removeprefix("www.") if document.url else ""
    return domain or (known.domain if known else "") or document.outlet


def offset(told: Told, field: str) -> str:
    """Where the first of the parties stands; -1, as in GDELT, where the account names none."""
    first = next(iter(participants(told, field)), None)
    return str(first.span.start) if first else NO_OFFSET


def translation(document: Document) -> str:
    """The language of a report that is not in English; it was read as it is, so that no engine translated it."""
    code = document.language.split("-")[0]
    found = pycountry.languages.get(alpha_2=code) if code and code != "en" else None
    return f"srclc:{found.alpha_3}" if found else ""
