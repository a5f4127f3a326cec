"""The 40 tab-separated columns of a POLECAT file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from recoupe import __version__
from recoupe.export import Options, Written
from recoupe.export.acled_actors import canonical
from recoupe.export.coded import Coded, LeftOut, coded
from recoupe.export.parties import Party
from recoupe.export.plover_entities import code_of, contexts_of, doers, feature, sectors_of, three_letters
from recoupe.export.sidecar import path_of, sidecar
from recoupe.export.sites import degrees
from recoupe.interface import texts
from recoupe.knowledge.countries import country
from recoupe.knowledge.plover import intensity, quad
from recoupe.render.words import one_line
from recoupe.weighing.precision import weighed
from recoupe.weighing.whole import Whole

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
NONE = "None"
SEVERAL = "; "


def export(wholes: Iterable[Whole], out: Path, options: Options) -> Written:
    """Write the rows, and the sidecar with every account under the rows' ids."""
    say, left, rows, undated = texts(options.language), LeftOut(), 0, LeftOut()
    with out.open("w", encoding="utf-8", newline="") as file, sidecar(out) as beside:
        file.write("\t".join(COLUMNS) + "\n")
        for one, no_event in coded(wholes, options.rule):
            reason = no_event or ("" if one.day else "no_date")
            if reason:
                left.add(reason)
            else:
                cells = cells_of(one)
                file.write("\t".join(one_line(cells[name]) or NONE for name in COLUMNS) + "\n")
                rows += 1
                if one.when is None:
                    undated.add("by_publication")
            beside(one.whole, one.incident, [] if reason else [one.incident.id])
    return Written((out, path_of(out)), rows, (*left.notes(say), *undated.notes(say)))


def cells_of(one: Coded) -> dict[str, str]:
    """A row by the names of its columns; "" for what is not known."""
    site, modes = one.site, one.modes
    exact = site.precision in ("city", "relative") or site.near
    return {
        "Event ID": one.incident.id,
        "Event Date": one.day,
        "Event Type": one.incident.type.value,
        "Event Mode": SEVERAL.join(modes),
        "Intensity": f"{intensity(one.incident.type, modes):g}",
        "Quad Code": quad(one.incident.type),
        "Contexts": SEVERAL.join(contexts_of(one)),
        **party_cells("Actor", doers(one)),
        **party_cells("Recipient", one.sides.hit),
        "Placename": site.name,
        "City": site.name if exact else "",
        "District": site.admin2,
        "Province": site.admin1,
        "Country": three_letters(site.country),
        "Latitude": degrees(site.lat),
        "Longitude": degrees(site.lon),
        "GeoNames ID": site.geonames,
        "Raw Placename": site.raw,
        "Feature Type": feature(site),
        "Source": joined(d.outlet or d.name for d in one.documents),
        "Publication Date": one.published,
        "Story People": joined(p.called("en") for p in everybody(one) if p.person),
        "Story Organizations": joined(canonical(p, "en") for p in everybody(one) if p.named and not p.person),
        "Story Locations": joined(value.value for value in weighed(one.incident, "place")),
        "Language": joined(d.language.split("-")[0] for d in one.documents),
        "Version": f"recoupe {__version__}",
    }


def party_cells(role: str, parties: Sequence[Party]) -> dict[str, str]:
    """The columns of actor or recipient; a title would need to know who somebody is beyond the report."""
    sectors = [s for p in parties for s in sectors_of(p)]
    return {
        f"{role} Name": joined(canonical(p, "en") for p in parties),
        f"{role} Country": joined(code_of(p) for p in parties),
        f"{role} COW": joined(country(p.country).cow for p in parties),
        f"Primary {role} Sector": sectors[0] if sectors else "",
        f"{role} Sectors": joined(sectors),
        f"{role} Title": "",
        f"{role} Name Raw": joined(w.text for p in parties for w in p.words),
        f"Wikipedia {role} ID": "",
    }


def everybody(one: Coded) -> tuple[Party, ...]:
    """All parties that an account names."""
    return (*one.sides.doers, *one.sides.targets, *one.sides.rivals)


def joined(values: Iterable[str]) -> str:
    """Values of one cell, each once."""
    return SEVERAL.join(dict.fromkeys(v.replace(";", ",") for value in values if (v := one_line(value))))
