"""Dossiers: one self-contained page an incident, made to be printed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from recoupe.export import Options, Written
from recoupe.export.dossier_page import dossier_page
from recoupe.export.sidecar import path_of, sidecar
from recoupe.weighing.whole import Whole


def export(wholes: Iterable[Whole], out: Path, options: Options) -> Written:
    """Write a page for each incident, named by its id, and the accounts behind them."""
    out.mkdir(parents=True, exist_ok=True)
    beside, pages = out / "incidents", []
    with sidecar(beside) as keep:
        for whole in wholes:
            for incident in whole.incidents:
                place = out / f"{incident.id}.html"
                place.write_text(dossier_page(whole, incident, options.language, options.rule), "utf-8")
                pages.append(place)
                keep(whole, incident, [place.name])
    return Written((*pages, path_of(beside)), len(pages))
