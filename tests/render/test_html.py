"""The page: everything on it, nothing fetched, nothing of the report run."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.model import Document, Reading
from recoupe.render.html import page
from tests.render.factory import empty_reading, english_reading, french_reading


class Page(HTMLParser):
    """A page taken apart: its elements, its text by element, the segments of the article."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.article = ""
        self.scripts: list[str] = []
        self.segments: list[tuple[int, int, str]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag not in ("meta", "link", "br", "input"):
            self.inside.append(tag)
        if tag == "script":
            self.scripts.append("")
        if "data-at" in attributes:
            start, end = map(int, str(attributes["data-at"]).split("-"))
            self.segments.append((start, end, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if "script" in self.inside:
            self.scripts[-1] += data
        if "article" in self.inside:
            self.article += data
            if self.inside[-1] == "span" and self.segments and not self.segments[-1][2]:
                start, end, _ = self.segments[-1]
                self.segments[-1] = (start, end, data)

    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]


def letters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("make", [french_reading, english_reading])
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_the_whole_report_is_on_the_page(make, locale: str) -> None:
    reading = make()
    assert letters(reading.document.text) in letters(Page(page([reading], locale)).article)


@pytest.mark.parametrize("make", [french_reading, english_reading])
def test_every_event_account_and_discrepancy_can_be_reached(make) -> None:
    reading = make()
    expected = []
    for event in reading.events:
        expected.append(f"r1-{event.id}")
        expected += [f"r1-{event.id}-a{number}" for number, _ in enumerate(event.accounts, 1)]
    expected += [f"r1-d{number}" for number, _ in enumerate(reading.discrepancies, 1)]
    ids = Page(page([reading], "en")).ids()
    assert set(expected) <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_words_of_each_item_can_be_lit_exactly() -> None:
    reading = french_reading()
    made = Page(page([reading], "en"))
    spans = [attributes["data-spans"] for _, attributes in made.elements if attributes.get("data-spans")]
    assert len(spans) > 20
    for part in " ".join(map(str, spans)).split():
        start, end = map(int, part[1:].split("-"))
        lit = "".join(text for left, right, text in made.segments if start <= left and right <= end)
        assert lit == reading.document.text[start:end]


def test_every_place_in_the_text_leads_to_something_that_is_there() -> None:
    made = Page(page([french_reading(), english_reading()], "en"))
    ids = set(made.ids())
    for _, attributes in made.elements:
        assert set(str(attributes.get("data-items") or "").split()) <= ids
        assert not attributes.get("data-for") or attributes["data-for"] in ids


def test_nothing_is_fetched() -> None:
    source = page([french_reading(), english_reading(), empty_reading()], "fr")
    for tag, attributes in Page(source).elements:
        assert not attributes.get("src"), tag
        if tag == "link":
            assert attributes["href"] == "data:,"
    assert not re.search(r"@import|url\(", source)
    assert "default-src &#39;none&#39;" in source


def test_a_script_in_the_report_is_only_text() -> None:
    reading = french_reading()
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    document = replace(reading.document, title=evil, outlet=evil, url="javascript:alert(3)", author=evil)
    event = replace(reading.events[0], id="e1")
    made = Page(page([replace(reading, document=document, events=(event,))], "en"))
    assert len(made.scripts) == 1
    assert "img" not in {tag for tag, _ in made.elements}
    assert not any(str(attributes.get("href")).startswith("javascript") for _, attributes in made.elements)
    assert not any(name.startswith("on") for _, attributes in made.elements for name in attributes)


def test_the_policy_lets_only_our_own_script_run() -> None:
    source = page([english_reading()], "en")
    made = Page(source)
    policy = next(attributes["content"] for _, attributes in made.elements if attributes.get("http-equiv"))
    hashed = base64.b64encode(hashlib.sha256(made.scripts[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{hashed}'" in str(policy)
    style = re.search(r"<style>(.*)</style>", source, re.DOTALL)
    assert style
    hashed = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{hashed}'" in str(policy)


def test_paragraphs_and_names_find_their_own_direction() -> None:
    source = page([french_reading()], "en")
    blocks = [attributes for _, attributes in Page(source).elements if "block" in str(attributes.get("class")).split()]
    assert blocks
    assert {attributes["dir"] for attributes in blocks} == {"auto"}
    assert "<bdi" in source


def test_languages_of_page_and_report_are_declared() -> None:
    made = Page(page([french_reading()], "en"))
    assert ("html", {"lang": "en"}) in made.elements
    assert ("article", {"lang": "fr"}) in made.elements


def test_several_reports_have_a_list_and_one_has_none() -> None:
    assert "<nav" not in page([french_reading()], "en")
    made = Page(page([french_reading(), english_reading(), empty_reading()], "en"))
    links = [
        attributes["href"]
        for tag, attributes in made.elements
        if tag == "a" and str(attributes["href"]).startswith("#r")
    ]
    assert {"#r1", "#r2", "#r3"} <= set(links)


def test_every_control_can_be_reached_by_keyboard() -> None:
    for tag, attributes in Page(page([french_reading()], "en")).elements:
        if "data-spans" in attributes or attributes.get("role") == "button":
            assert tag == "button" or (attributes["role"], attributes["tabindex"]) == ("button", "0")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_makes_a_page(text: str) -> None:
    source = page([Reading(Document(text, name="any", language="en"), ())], "en")
    source.encode("utf-8")
    assert letters(re.sub("[^!-~]", "", text)) in letters(re.sub("[^!-~]", "", Page(source).article))
    assert not re.search("[\x00-\x08\x0b-\x1f]", source)


def test_the_same_reading_gives_the_same_page() -> None:
    assert page([french_reading()], "en") == page([french_reading()], "en")
