"""Sources that tell of a deed beside them without naming it. The incidents are invented."""

from __future__ import annotations

import pytest

from recoupe.model import Document, Factuality
from recoupe.reader import default_reader
from recoupe.reading.layers import ACCOUNTS

DEED = "Gunmen attacked the village of Kessa on Monday. "


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        pytest.param('"They came down the hill at dawn," a herder said.', True, id="a-witness"),
        pytest.param("A nurse said that she treated eighteen people.", True, id="a-number"),
        pytest.param("A herder said that they will come back.", False, id="what-lies-ahead"),
        pytest.param("A herder said that nobody had asked him.", False, id="what-is-not-so"),
    ],
)
def test_who_tells_of_the_attack(words: str, tells: bool) -> None:
    doc = default_reader().parse(Document(DEED + words, language="en", outlet="The Ledger", published="2024-05-15"))
    (event,) = [e for e in ACCOUNTS.of(doc) if "attacked" in {m.text for m in e.mentions}]
    told = [a for a in event.accounts if len(a.sources) > 1]
    assert bool(told) == tells
    assert all(a.factuality is Factuality.CERTAIN for a in told)


def test_a_bare_number_counts_what_was_counted_last() -> None:
    text = "L'attaque de Kessa a fait neuf morts. Le maire parle de douze."
    doc = default_reader().parse(Document(text, language="fr", outlet="Le Fleuve", published="2024-05-15"))
    (event,) = ACCOUNTS.of(doc)
    assert {q.best for a in event.accounts if len(a.sources) > 1 for q in a.details.killed} == {12}


def test_an_event_taken_for_granted_is_no_news_of_the_source() -> None:
    """That the suspect was held is the outlet's, that he was beaten the lawyer's."""
    text = "L'avocat affirme que le suspect a été battu pendant sa garde à vue à Kessa."
    doc = default_reader().parse(Document(text, language="fr", outlet="Le Fleuve", published="2024-05-15"))
    tellers = {e.mentions[0].text: [a.sources[-1].name for a in e.accounts] for e in ACCOUNTS.of(doc)}
    assert tellers == {"battu": ["L'avocat"], "garde à vue": ["Le Fleuve"]}
