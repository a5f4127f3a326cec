"""Phrases that name actors, and which of them are one: short sentences of our own, read with the bundled pipelines."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from spacy.language import Language

import recoupe.reading.actors
import recoupe.reading.places  # noqa: F401
from recoupe import languages
from recoupe.model import SourceKind
from recoupe.reading.actors_lexicon import RoleLexicon, fold
from recoupe.reading.layers import ACTORS, ActorMention


@cache
def pipeline(code: str) -> Language:
    """The trained pipeline with places, which give demonyms their country, and this stage."""
    nlp = spacy.load(languages.load(code).pipeline)
    nlp.add_pipe("recoupe_places")
    nlp.add_pipe("recoupe_actors")
    return nlp


def actors(code: str, text: str) -> list[ActorMention]:
    return list(ACTORS.of(pipeline(code)(text)))


def referents(code: str, text: str) -> dict[str, str]:
    """Each phrase with the name of its referent."""
    return {mention.phrase.text: mention.name for mention in actors(code, text)}


@pytest.mark.parametrize(
    ("code", "sentence", "phrase"),
    [
        pytest.param(
            "fr",
            "Un infirmier du centre de santé a parlé.",
            "Un infirmier du centre de santé",
            id="de",
        ),
        pytest.param("fr", "Un officier en poste à Mopti a parlé.", "Un officier en poste à Mopti", id="en poste à"),
        pytest.param("fr", "L'un des trois bergers a parlé.", "L'un des trois bergers", id="one of several"),
        pytest.param("fr", "Des hommes armés ont fui.", "Des hommes armés", id="a participle"),
        pytest.param("fr", "Le colonel Amos Kita a parlé.", "Le colonel Amos Kita", id="title and name"),
        pytest.param("en", "A nurse at the clinic spoke.", "A nurse at the clinic", id="at"),
        pytest.param("en", "Two of his drivers fled.", "Two of his drivers", id="two of"),
        pytest.param("en", "The village chief spoke.", "The village chief", id="a compound"),
    ],
)
def test_boundaries(code: str, sentence: str, phrase: str) -> None:
    assert phrase in [mention.phrase.text for mention in actors(code, sentence)]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        pytest.param("fr", "Personne n'est venu.", id="personne"),
        pytest.param("fr", "Le convoi militaire est parti.", id="an adjective"),
        pytest.param("fr", "Un sinistre silence régnait.", id="an accent less"),
        pytest.param("en", "The hostage crisis is over.", id="a modifier"),
    ],
)
def test_nobody(code: str, sentence: str) -> None:
    assert actors(code, sentence) == []


@pytest.mark.parametrize(
    ("code", "sentence", "kind", "sector", "armed"),
    [
        pytest.param("fr", "Une source militaire a parlé.", SourceKind.ANONYMOUS, "MIL", None, id="a source stays one"),
        pytest.param("fr", "Un groupe armé a fui.", SourceKind.ARMED_GROUP, "UAF", True, id="an armed group"),
        pytest.param("fr", "Les forces armées ont fui.", SourceKind.MILITARY, "MIL", True, id="armed forces"),
        pytest.param("fr", "Le chef de la milice a parlé.", SourceKind.ARMED_GROUP, "REB", True, id="who he leads"),
        pytest.param("en", "A Hamas leader spoke.", SourceKind.ARMED_GROUP, "REB", True, id="a registered name"),
        pytest.param("en", "A government adviser spoke.", SourceKind.OFFICIAL, "GOV", None, id="an adviser"),
    ],
)
def test_what_they_are(code: str, sentence: str, kind: SourceKind, sector: str, armed: bool | None) -> None:
    first = actors(code, sentence)[0]
    assert (first.kind, first.sector, first.armed) == (kind, sector, armed)


@pytest.mark.parametrize(
    ("code", "sentence", "id"),
    [
        pytest.param("fr", "L'armée malienne a parlé.", "recoupe:ML-MIL", id="an army"),
        pytest.param("en", "The Iraqi police spoke.", "recoupe:IQ-COP", id="a police"),
        pytest.param("fr", "Les casques de l'ONU sont partis.", "recoupe:un", id="an acronym"),
        pytest.param("en", "Popular Mobilisation Forces were there.", "recoupe:popular-mobilisation", id="English"),
        pytest.param("fr", "Le Hachd al-Chaabi était là.", "recoupe:popular-mobilisation", id="the same in French"),
        pytest.param("en", "The name حزب الله was on the wall.", "recoupe:hezbollah", id="Arabic script"),
    ],
)
def test_identities(code: str, sentence: str, id: str) -> None:
    assert id in [mention.id for mention in actors(code, sentence)]


@pytest.mark.parametrize("sentence", ["UN SOLDAT EST MORT AU MARCHÉ.", "Il a eu peur et il est parti."])
def test_no_acronym_in_shouted_words(sentence: str) -> None:
    assert not any(mention.id for mention in actors("fr", sentence))


@pytest.mark.parametrize(
    ("code", "text", "mention", "name"),
    [
        pytest.param(
            "fr",
            "Un officier en poste à Mopti a vu. L'officier a fui.",
            "L'officier",
            "officier en poste à Mopti",
            id="definite after indefinite",
        ),
        pytest.param(
            "fr",
            "La Katiba al-Rih a revendiqué le raid. Le groupe a menacé la ville.",
            "Le groupe",
            "Katiba al-Rih",
            id="le groupe",
        ),
        pytest.param(
            "fr",
            "Amos Kita, porte-parole de la milice, a parlé. Kita a menacé la ville.",
            "Kita",
            "Amos Kita",
            id="a surname",
        ),
        pytest.param(
            "fr",
            "Le maire a vu le préfet. Ce dernier a parlé.",
            "Ce dernier",
            "préfet",
            id="ce dernier",
        ),
        pytest.param(
            "fr",
            "Les bergers sont partis. Ils ont traversé le fleuve.",
            "Ils",
            "bergers",
            id="ils",
        ),
        pytest.param(
            "en",
            "The mayor arrived. She spoke to the crowd.",
            "She",
            "mayor",
            id="she",
        ),
        pytest.param(
            "en",
            "Bandits took two drivers on Monday. The drivers came back.",
            "The drivers",
            "two drivers",
            id="the drivers",
        ),
    ],
)
def test_one_referent(code: str, text: str, mention: str, name: str) -> None:
    assert referents(code, text).get(mention) == name


@pytest.mark.parametrize(
    ("code", "text", "mention"),
    [
        pytest.param(
            "fr",
            "Le maire est parti. Il pleut sur la ville.",
            "Il",
            id="impersonal",
        ),
        pytest.param(
            "fr",
            "La grève a surpris la mairie, mais elle s'essouffle.",
            "elle",
            id="a thing is the subject",
        ),
        pytest.param(
            "fr",
            "Le maire a vu le préfet près du puits. Ce dernier est à sec.",
            "Ce dernier",
            id="a thing is last",
        ),
    ],
)
def test_left_unresolved(code: str, text: str, mention: str) -> None:
    assert mention not in referents(code, text)


def test_two_unions_are_two() -> None:
    mentions = actors("fr", "L'Union du Fleuve a parlé. L'Union du Désert a répondu.")
    assert len({m.referent for m in mentions if m.phrase.text.startswith("L'Union")}) == 2


def test_role_forms() -> None:
    lexicon = RoleLexicon(
        {
            "plural": {"endings": [["al", "aux"], ["", "s"]]},
            "role": [{"id": "x", "kind": "military", "sector": "MIL", "nouns": ["général", "gardien/gardienne"]}],
        }
    )
    assert set(lexicon.forms) == {
        fold(w) for w in ("général", "généraux", "gardien", "gardiens", "gardienne", "gardiennes")
    }
    assert lexicon.forms["generaux"].plural is True


def test_without_a_parse_nobody_is_named() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("recoupe_actors")
    assert ACTORS.of(nlp("Le maire a parlé.")) == ()


@pytest.mark.parametrize("text", ["", " ", "l'un des", "ce dernier", "( ALP )", "M.", "al-", "de de de", "UN AU EU"])
@pytest.mark.parametrize("code", ["fr", "en"])
def test_odd_text(code: str, text: str) -> None:
    assert all(mention.name and len(mention.phrase) for mention in actors(code, text))
