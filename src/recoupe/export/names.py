"""Names of things in the web's way: an address each for a report, a text, an incident and whatever is made from them.

They are made from ids, never drawn by lot, so that a second export of the same case names the same things.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from uuid import NAMESPACE_URL, uuid5

from recoupe.model import Document
from recoupe.render.html import web_address

OURS = uuid5(NAMESPACE_URL, "urn:recoupe")


def named(*parts: object) -> str:
    """The address of a thing that has none on the web: the same for the same parts."""
    return f"urn:uuid:{uuid5(OURS, chr(31).join(map(str, parts)))}"


def text_name(document: Document) -> str:
    """The address of a text by its hash (RFC 6920): what offsets count in."""
    digest = urlsafe_b64encode(bytes.fromhex(document.id)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def report_name(document: Document) -> str:
    """The address of a report: where it was published, or its text by its hash."""
    return web_address(document.url) or text_name(document)
