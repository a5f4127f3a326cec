"""The terminal view: nothing lost, nothing too wide, nothing that a terminal would obey."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from recoupe.model import Reading, Span
from recoupe.render.terminal import print_reading, print_summary
from tests.render.factory import empty_reading, english_reading, french_reading

READINGS = [pytest.param(make, id=make.__name__) for make in (french_reading, english_reading, empty_reading)]


def shown(reading: Reading, width: int = 80, locale: str = "en", terminal: bool = False) -> str:
    console = Console(
        file=io.StringIO(), width=width, force_terminal=terminal, color_system="standard" if terminal else None
    )
    print_reading(reading, console, locale)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize("locale", ["en", "fr"])
@pytest.mark.parametrize("make", READINGS)
def test_no_line_is_wider_than_the_terminal(make, locale: str, width: int) -> None:
    lines = shown(make(), width, locale).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_the_whole_view_of_a_short_reading() -> None:
    assert shown(english_reading()).replace("\u00a0", " ") == (
        """Army denies ambush on Fort Trinquet road
Coast Wire · publication date unknown · English · bir-moghrein
────────────────────────────────────────────────────────────────────────────────

e1  Attack · abduction                                                  happened
    where       Bir Moghrein (Mauritania)
    to whom     drivers

    Coast Wire ← a shepherd  possible  “Two drivers may have been abducted…”
    Coast Wire ← The army    denied    “the report”

  ! Denial: asserted by a resident, denied by the army.
    “The army rejected the report "in full"”

e2  Protest · obstruction                                              announced
    who         Residents

    Coast Wire  certain  “Residents plan to block the road next week.”

Note: no publication date: relative dates stay unresolved; give --published
"""
    )


@pytest.mark.parametrize("width", [80, 120])
def test_every_source_of_every_account_is_named_in_full(width: int) -> None:
    view = shown(french_reading(), width)
    columns = squeezed(view)
    for account in french_reading().events[0].accounts:
        for word in account.sources[-1].name.split():
            assert word in columns


def test_what_one_source_alone_says_stands_under_its_account() -> None:
    lines = shown(french_reading(), 120).splitlines()
    claim = next(number for number, line in enumerate(lines) if "Le Front des Dunes" in line)
    assert "killed 12" in " ".join(lines[claim : claim + 4])


def test_discrepancies_come_with_the_words_that_show_them() -> None:
    view = shown(french_reading(), 110)
    told = view.partition("Numbers conflict: 3 killed for des sources locales, 12 for Le Front des Dunes.\n")[2]
    first, second = told.splitlines()[:2]
    assert "Au moins trois gardes" in first
    assert "douze morts" in second
    assert view.index("Picture not of the event") > view.index("\nDiscrepancies\n")  # of no event


def test_discrepancies_are_told_in_the_language_of_the_interface() -> None:
    view = squeezed(shown(french_reading(), 120, "fr"))
    assert "3 tués pour des sources locales, 12 pour Le Front des Dunes." in view
    assert "certain dans le titre, probable pour des sources locales." in view


def test_french_interface_has_french_words_and_quotation_marks() -> None:
    view = shown(french_reading(), locale="fr")
    assert "Attaque · explosifs, armes à feu" in view
    assert "«\u00a0Aucun garde n'a été tué.\u00a0»" in view
    assert "Chiffres discordants\u00a0: " in view
    assert "démenti" in view


def test_colour_only_in_a_terminal() -> None:
    assert "\x1b" not in shown(french_reading())
    assert "\x1b" in shown(french_reading(), terminal=True)


def test_words_of_a_report_cannot_command_the_terminal() -> None:
    reading = english_reading()
    text = reading.document.text.replace("Two drivers", "\x1b[2J drive").replace("[", "\x9b")
    document = replace(reading.document, text=text, title="\x1b]0;owned\x07 [bold]title[/bold]", outlet="a\rb\x08")
    view = shown(replace(reading, document=document), terminal=False)
    assert not set(view) & set("\x1b\x9b\x07\x08\r")
    assert "[bold]title[/bold]" in view  # no markup of ours either


def test_a_terminal_without_unicode_still_shows_everything() -> None:
    buffer = io.BytesIO()
    console = Console(file=io.TextIOWrapper(buffer, encoding="latin-1"), width=80)
    print_reading(french_reading(), console, "fr")
    console.file.flush()
    assert "Dépêche < des sources" in buffer.getvalue().decode("latin-1")


@settings(max_examples=30, deadline=None)
@given(st.text("ab é漢🔴 \u00a0\n\t«»“”\"'(…\u202e\x1bا", max_size=120), st.sampled_from([10, 80, 120]), st.data())
def test_any_words_fit_any_terminal(text: str, width: int, data: st.DataObject) -> None:
    reading = french_reading()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Span(start, end, text[start:end])
    event = reading.events[0]
    accounts = tuple(
        replace(account, sources=(*account.sources, replace(account.sources[0], name=text)), content=(span,))
        for account in event.accounts
    )
    reading = replace(
        reading,
        document=replace(reading.document, text=text, title=text),
        events=(replace(event, accounts=accounts, mentions=(span,)),),
        discrepancies=tuple(replace(discrepancy, spans=(span,)) for discrepancy in reading.discrepancies),
    )
    lines = shown(reading, width).splitlines()
    assert [line for line in lines if cell_len(line) > max(width, 60)] == []
    assert not set("".join(lines)) & set("\x1b\u202e\t")


def test_nothing_found_is_said() -> None:
    assert "No event found in this report." in shown(empty_reading())


def test_one_line_for_each_of_several_reports() -> None:
    console = Console(file=io.StringIO(), width=60)
    for reading in (french_reading(), empty_reading()):
        print_summary(reading, console, "en", width=14)
    assert console.file.getvalue().splitlines() == [  # type: ignore[attr-defined]
        "convoi-choum    1 event, 5 accounts, 3 discrepancies",
        "empty           0 events, 0 accounts",
    ]
