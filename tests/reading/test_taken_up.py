"""Sources that take up an event without naming it."""

from __future__ import annotations

import pytest

import recoupe

GOSSI = "Onze civils ont été tués dans une frappe à Gossi, selon des habitants. "
SAMAWA = "A bomb exploded in Samawa, residents said. "


@pytest.mark.parametrize(
    ("language", "text", "source", "factuality"),
    [
        pytest.param("fr", GOSSI + "L'armée a démenti.", "L'armée", "CT-", id="denies-what-stands-before"),
        pytest.param("fr", GOSSI + "L'armée a rejeté ces accusations.", "L'armée", "CT-", id="rejects-accusations"),
        pytest.param("fr", GOSSI + "Le ministère l'a confirmé.", "Le ministère", "CT+", id="confirms-it"),
        pytest.param("en", SAMAWA + "The army denied it.", "The army", "CT-", id="denied-it"),
        pytest.param("en", SAMAWA + "The group has denied involvement.", "The group", "CT-", id="denied-involvement"),
    ],
)
def test_who_takes_up_an_event_tells_of_it(language: str, text: str, source: str, factuality: str) -> None:
    event = recoupe.read_text(text, language=language).events[0]
    told = {account.sources[-1].name: account for account in event.accounts}
    assert told[source].factuality.value == factuality
    assert len(told) == 2, "who told of it first keeps its account"
    assert all(span not in event.mentions for span in told[source].mentions), "the words name no event"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("fr", "Le ministre a démenti.", id="nothing-told-before"),
        pytest.param("fr", "Une bombe a explosé à Samawa. L'armée dément tout retrait de Balad.", id="denies-another"),
        pytest.param("en", "A bomb exploded in Samawa. The bank denied a loan to the farmers.", id="refuses"),
    ],
)
def test_who_speaks_of_something_else_does_not(language: str, text: str) -> None:
    for event in recoupe.read_text(text, language=language).events:
        told = [account for account in event.accounts if len(account.sources) > 1]
        assert not any("explo" in mention.text for account in told for mention in event.mentions)
