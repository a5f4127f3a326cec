"""What a name is the name of."""

from __future__ import annotations

import pytest

from recoupe.export.natures import Nature, nature_of_party, nature_of_source
from recoupe.model import Participant, Provenance, Source, SourceKind, Span

RULE = Provenance("test")


@pytest.mark.parametrize(
    ("name", "kind", "language", "nature"),
    [
        ("un officier de la garnison", SourceKind.MILITARY, "fr", Nature.PERSON),
        ("the general staff", SourceKind.MILITARY, "en", Nature.PUBLIC_BODY),
        ("l'armée", SourceKind.MILITARY, "fr", Nature.PUBLIC_BODY),
        ("the Free Logone Front", SourceKind.ARMED_GROUP, "en", Nature.ORGANISATION),
        ("Amadou Barry", SourceKind.NGO, "fr", Nature.PERSON),
        ("three residents", SourceKind.WITNESS, "en", Nature.PEOPLE),
        ("la vidéo", SourceKind.IMAGERY, "fr", Nature.WORK),
        ("Radio Ennedi", SourceKind.OUTLET, "fr", Nature.MEDIUM),
    ],
)
def test_sources(name: str, kind: SourceKind, language: str, nature: Nature) -> None:
    assert nature_of_source(Source(name, kind, None, RULE), language) is nature


@pytest.mark.parametrize(
    ("name", "id", "language", "nature"),
    [
        ("des hommes armés", None, "fr", Nature.PEOPLE),
        ("Le Front du Logone libre", None, "fr", Nature.ORGANISATION),
        ("fuel convoy south of Goré", None, "en", Nature.THING),
        ("les soldats", "recoupe:ML-MIL", "fr", Nature.PUBLIC_BODY),
        ("le Conseil de sécurité", "recoupe:un-security-council", "fr", Nature.ORGANISATION),
    ],
)
def test_parties(name: str, id: str | None, language: str, nature: Nature) -> None:
    assert nature_of_party(Participant(name, Span(0, 1, "x"), id, RULE), language) is nature


def test_a_paper_that_is_quoted_like_a_person_is_none() -> None:
    source = Source("Logone Dépêches", SourceKind.PERSON, None, RULE)
    assert nature_of_source(source, "fr", {"logone depeches"}) is Nature.MEDIUM
