"""An explanation names the words, the rule, the entry and the reckoning of each value."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from recoupe.interface import texts
from recoupe.render.explain import UnknownEvent, print_explanation, rule_words
from tests.render.factory import english_reading, french_reading


def explained(event: str = "e1", locale: str = "en", width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width)
    print_explanation(french_reading(), event, console, locale)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_a_value_stands_with_its_words_rule_entry_and_reckoning() -> None:
    when = explained().replace("\u00a0", " ").partition("    when  ")[2].partition("    where  ")[0]
    assert when.split("\n")[0].strip() == "5 March 2024"
    squeezed = " ".join(when.split())
    assert "[mardi matin]" in squeezed
    assert "(characters 144–155)" in squeezed
    assert "because [factory.made_by_hand]" in squeezed
    assert "lexicon fr.cue.exemple" in squeezed
    assert "mardi = last Tuesday" in squeezed


def test_every_account_says_who_and_how_certain() -> None:
    view = " ".join(explained(width=120).split())
    for account in french_reading().events[0].accounts:
        assert " ← ".join(source.name for source in account.sources) in view
    assert "denied (CT-): denies it" in view
    assert "in direct speech" in view


def test_a_rule_is_told_in_words_by_the_longest_name_that_fits() -> None:
    assert rule_words("sources.according_to", texts("en")) == '"according to" and its like'
    assert rule_words("events.verb.transitive", texts("en")) == "a verb that names such an event"
    assert rule_words("nobody.wrote.this", texts("en")) == ""


@pytest.mark.parametrize("stage", ["times", "places", "actors", "quantities", "sources", "events", "factuality"])
def test_every_stage_has_words_for_its_rules(stage: str) -> None:
    assert rule_words(stage, texts("en"))
    assert rule_words(stage, texts("fr"))


@pytest.mark.parametrize("locale", ["en", "fr"])
@pytest.mark.parametrize("width", [80, 110])
def test_no_line_is_wider_than_the_terminal(locale: str, width: int) -> None:
    assert [line for line in explained(locale=locale, width=width).splitlines() if cell_len(line) > width] == []


def test_an_unknown_event_is_answered_with_those_there_are() -> None:
    with pytest.raises(UnknownEvent, match="e1, e2"):
        print_explanation(english_reading(), "e7", Console(file=io.StringIO()), "en")
