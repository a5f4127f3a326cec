"""NAF version 3: a file a report, with the layers that Recoupe has something to say in.

Raw text, words and terms as far as the other layers point to them; who says what (`attribution`), how certain each
source is of each event (`factualities`), and which mentions are one event (`coreferences`), with its incident.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from recoupe import __version__
from recoupe.export import Options, Written
from recoupe.export.naf_layers import Layers
from recoupe.export.sidecar import path_of, sidecar
from recoupe.model import Document, Reading
from recoupe.render.html import web_address
from recoupe.weighing.whole import Whole

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # that XML cannot hold
UNSAFE = re.compile(r"[^\w.-]+")
LAYERS = ("raw", "text", "terms", "coreferences", "factualities", "attribution")


def export(wholes: Iterable[Whole], out: Path, options: Options) -> Written:
    """Write a file for each report that tells of one of the incidents, and the accounts behind each incident.

    A report that tells of incidents of several parts is written anew with all of them.
    """
    out.mkdir(parents=True, exist_ok=True)
    beside = out / "incidents"
    incident_of: dict[str, dict[str, str]] = {}  # by report and event
    files: dict[str, Path] = {}
    with sidecar(beside) as keep:
        for whole in wholes:
            members = {member: incident.id for incident in whole.incidents for member in incident.members}
            for member, incident_id in members.items():
                incident_of.setdefault(member.document, {})[member.event] = incident_id
            for id in dict.fromkeys(member.document for member in members):
                reading = whole.readings[id]
                place = files.setdefault(id, out / file_name(reading.document, files.values()))
                place.write_text(xml(reading, incident_of[id]), "utf-8", newline="\n")
            for incident in whole.incidents:
                keep(whole, incident, dict.fromkeys(files[m.document].name for m in incident.members))
    return Written((*files.values(), path_of(beside)), len(files))


def file_name(document: Document, taken: Iterable[Path]) -> str:
    """The report's name as a file's, with the beginning of its hash where another report has it already."""
    name = UNSAFE.sub("_", document.name).strip("._") or document.id[:12]
    known = {path.name.casefold() for path in taken}
    return f"{name}.naf" if f"{name}.naf".casefold() not in known else f"{name}-{document.id[:12]}.naf"


def xml(reading: Reading, incident_of: Mapping[str, str]) -> str:
    """A report as NAF."""
    document = reading.document
    language = f" xml:lang={quoteattr(clean(document.language))}" if document.language else ""
    layers = Layers(reading, incident_of)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<NAF{language} version="v3">',
        *header(document),
        f"<raw>{text(document.text)}</raw>",
        *map(clean, layers.lines()),
        "</NAF>",
    ]
    return "\n".join(parts) + "\n"


def header(document: Document) -> list[str]:
    """What is known of the report, and by whom the layers were made."""
    described = attributes(
        title=document.title,
        author=document.author,
        publisher=document.outlet,
        creationtime=document.published,
        filename=document.name,
    )
    public = attributes(publicId=document.id, uri=web_address(document.url))
    by = f'<lp name="recoupe" version={quoteattr(__version__)}/>'
    made = (f'<linguisticProcessors layer="{layer}">{by}</linguisticProcessors>' for layer in LAYERS)
    return ["<nafHeader>", f"<fileDesc{described}/>", f"<public{public}/>", *made, "</nafHeader>"]


def attributes(**known: str) -> str:
    """Those that have a value."""
    return "".join(f" {name}={quoteattr(clean(value))}" for name, value in known.items() if value)


def text(value: str) -> str:
    """Text with every character where it was: a reader of XML would make line feeds of carriage returns."""
    return escape(clean(value), {"\r": "&#13;"})


def clean(value: str) -> str:
    """One replacement character for each that XML cannot hold, so that offsets stay."""
    return FORBIDDEN.sub("\ufffd", value)
