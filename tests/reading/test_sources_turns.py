"""Who speaks by turns in interviews and transcripts. All of them are invented."""

from __future__ import annotations

import pytest

from recoupe.model import Document
from recoupe.reader import default_reader
from recoupe.reading.layers import SOURCES

LABELLED = (
    "HOST: Mr Tamba, what is burning?\n\nTAMBA: The granary. Gunmen killed two guards.\n\n"
    "HOST: Were your men there?\n\nTAMBA: They were not."
)
INITIALS = (
    "« On paie deux fois »\n\nAwa Diallo Sow préside l'association des bergers.\n\n"
    "Le Fleuve : Que s'est-il passé ?\n\nAwa Diallo Sow : Des hommes armés ont tué deux bergers.\n\n"
    "Et depuis ?\n\nA. D. S. : On a brûlé le marché."
)
ASKED = (
    "Awa Diallo, sage-femme : « Nous avons eu peur »\n\nElle nous reçoit chez elle.\n\n"
    "Qui est venu ?\nDes hommes armés. Ils ont tué le gardien.\n\nQuand ?\nLundi, à l'aube.\n\n"
    "L'armée parle d'un accident.\nC'est faux."
)
NOTE = "Objet : attaque de Kessa.\n\nLieu : Kessa.\n\nBilan : deux morts."


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        pytest.param(LABELLED, "en", ["Mr Tamba", "Mr Tamba"], id="the-host-is-the-outlet"),
        pytest.param(INITIALS, "fr", ["Awa Diallo Sow", "Awa Diallo Sow"], id="initials-of-a-name"),
        pytest.param(ASKED, "fr", ["Awa Diallo"], id="questions-without-labels"),
        pytest.param(NOTE, "fr", [], id="the-heads-of-a-note-speak-not"),
    ],
)
def test_turns(text: str, language: str, names: list[str]) -> None:
    doc = default_reader().parse(Document(text, language=language, outlet="Le Fleuve"))
    turns = [a for a in SOURCES.of(doc) if a.provenance.rule == "sources.turn"]
    assert [a.source.name for a in turns if a.source is not None] == names


def test_an_answer_that_asks_nothing_is_the_named_persons() -> None:
    """The first line of each pair is a question once there are questions enough, whatever it ends with."""
    doc = default_reader().parse(Document(ASKED, language="fr", outlet="Le Fleuve"))
    (answers,) = [a for a in SOURCES.of(doc) if a.provenance.rule == "sources.turn"]
    assert [content.text for content in answers.content][-1] == "C'est faux."
