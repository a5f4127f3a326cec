"""Cutting a text into segments: marks nest and overlap, and no character is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recoupe.model import Region, Span
from recoupe.render.highlight import Stretch, blocks_of, segments_of

TEXT = "the army denied the attack"


def test_nested_and_overlapping_marks_are_cut_where_any_begins_or_ends() -> None:
    outer, inner, across = Stretch(0, 15, "content"), Stretch(4, 8, "source"), Stretch(9, 26, "event", item="e1")
    pieces = [(piece.text, piece.layers) for piece in segments_of(TEXT, 0, len(TEXT), [outer, inner, across])]
    assert pieces == [
        ("the ", ("content",)),
        ("army", ("content", "source")),
        (" ", ("content",)),
        ("denied", ("content", "event")),
        (" the attack", ("event",)),
    ]


def test_a_click_is_about_the_narrowest_thing_under_it() -> None:
    wide, narrow = Stretch(0, 26, "content", item="a1"), Stretch(20, 26, "event", item="e1")
    *_, last = segments_of(TEXT, 0, len(TEXT), [wide, narrow])
    assert last.items == ("e1", "a1")
    assert last.tags == ("e1",)
    assert last.opens


def test_text_that_no_region_holds_is_body() -> None:
    text = "Title\n\nfirst\n\nsecond\n\nshare"
    regions = [(Region.HEADLINE, Span(0, 5, "Title")), (Region.RESIDUE, Span(22, 27, "share"))]
    found = [(block.region, "".join(piece.text for piece in block.segments)) for block in blocks_of(text, regions, [])]
    assert found == [
        (Region.HEADLINE, "Title"),
        (Region.BODY, "first"),
        (Region.BODY, "second"),
        (Region.RESIDUE, "share"),
    ]


@given(data=st.data(), text=st.text(st.sampled_from("ab \n"), max_size=60))
def test_every_character_is_shown_once_whatever_the_marks_and_regions(data: st.DataObject, text: str) -> None:
    position = st.integers(0, len(text))
    stretches = [
        Stretch(min(a, b), max(a, b), "event", item="e1") for a, b in data.draw(st.lists(st.tuples(position, position)))
    ]
    regions = []
    for a, b in data.draw(st.lists(st.tuples(position, position), max_size=4)):
        regions.append((Region.CAPTION, Span(min(a, b), max(a, b), text[min(a, b) : max(a, b)])))
    blocks = list(blocks_of(text, regions, stretches))
    joined = "".join(piece.text for block in blocks for piece in block.segments)
    assert "".join(joined.split()) == "".join(text.split())
