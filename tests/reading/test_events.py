"""What names an event, who took part in it, and what only sounds like one. The sentences are invented."""

from __future__ import annotations

import pytest
import spacy

from recoupe.knowledge.ontology import ontology
from recoupe.languages import codes, load
from recoupe.model import Document, EventType
from recoupe.reader import Reader
from recoupe.reading.events_lexicon import Inflector, fold, lexicon
from recoupe.reading.layers import EVENTS, EventMention


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def mentions(reader: Reader, language: str, text: str) -> tuple[EventMention, ...]:
    """The event mentions of a text."""
    document = Document(text, name="told", language=language, outlet="Radio Tamaris", published="2024-05-15")
    return EVENTS.of(reader.parse(document))


@pytest.mark.parametrize(
    ("language", "text", "type", "mode", "actor", "recipient", "instrument"),
    [
        pytest.param(
            "fr", "Des rebelles ont attaqué un convoi.", "ASSAULT", "", "rebelles", "convoi", "", id="fr-active"
        ),
        pytest.param(
            "fr", "Le convoi a été attaqué par des rebelles.", "ASSAULT", "", "rebelles", "convoi", "", id="fr-passive"
        ),
        pytest.param(
            "fr",
            "Une attaque a été menée par des rebelles contre un convoi.",
            "ASSAULT",
            "",
            "rebelles",
            "convoi",
            "",
            id="fr-light-verb",
        ),
        pytest.param(
            "fr",
            "Un camion a sauté sur une mine.",
            "ASSAULT",
            "explosives",
            "",
            "camion",
            "mine",
            id="fr-mine",
        ),
        pytest.param(
            "fr",
            "La garnison a plié bagage dans la nuit.",
            "RETREAT",
            "withdraw",
            "garnison",
            "",
            "",
            id="fr-idiom",
        ),
        pytest.param(
            "fr",
            "Les troupes ont été déployées à Gao.",
            "MOBILIZE",
            "troops",
            "troupes",
            "",
            "",
            id="fr-who-is-moved-acts",
        ),
        pytest.param(
            "en", "Gunmen kidnapped two nurses.", "ASSAULT", "abduct", "Gunmen", "two nurses", "", id="en-active"
        ),
        pytest.param(
            "en",
            "The base was hit by two drones.",
            "ASSAULT",
            "drone",
            "",
            "base",
            "two drones",
            id="en-weapon-is-no-actor",
        ),
        pytest.param(
            "en",
            "GUERRILLAS ATTACKED A POLICE STATION.",
            "ASSAULT",
            "",
            "",
            "POLICE STATION",
            "",
            id="en-capitals",
        ),
        pytest.param(
            "en",
            "Police fired rubber bullets at the crowd.",
            "ASSAULT",
            "crowd-control",
            "Police",
            "",
            "rubber bullets",
            id="en-crowd-control",
        ),
    ],
)
def test_parties(
    reader: Reader, language: str, text: str, type: str, mode: str, actor: str, recipient: str, instrument: str
) -> None:
    found = [m for m in mentions(reader, language, text) if m.type.value == type]
    assert found, "no event of the type"
    modes = {value for mention in found for value in mention.mode}
    assert mode in modes or not mode
    for field, wanted in (("actor", actor), ("recipient", recipient), ("instrument", instrument)):
        said = {phrase.text for mention in found for phrase in getattr(mention, field)}
        assert wanted in said or not wanted, (field, said)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("fr", "L'explosion des prix de l'huile inquiète les épiciers.", id="fr-prices"),
        pytest.param("fr", "L'attaquant a fusillé le gardien et le club a pulvérisé son rival.", id="fr-football"),
        pytest.param("fr", "Le musée de la bataille rouvre ses portes.", id="fr-museum"),
        pytest.param("fr", "Deux ouvriers sont morts dans un accident de la route.", id="fr-accident"),
        pytest.param("fr", "La banque a libéré des fonds et le ministre a retiré sa plainte.", id="fr-funds"),
        pytest.param("en", "The singer died of a heart attack.", id="en-heart"),
        pytest.param("en", "Mr. Ban spoke in March about the economy.", id="en-names-and-months"),
        pytest.param("en", "The striker, injured in training, will miss the cup final.", id="en-sport"),
        pytest.param("en", "The club fired its coach after the rally of its shares.", id="en-fired"),
        pytest.param("en", "Riot police stood by.", id="en-compound"),
        pytest.param("en", "Critics called it an attack on democracy.", id="en-democracy"),
        pytest.param("en", "They marched the captives into the forest.", id="en-marched-off"),
        pytest.param("fr", "Un cargo battant pavillon maltais a fait escale.", id="fr-flag"),
        pytest.param("fr", "Le parti promet de livrer bataille dans les urnes.", id="fr-ballot"),
    ],
)
def test_no_event(reader: Reader, language: str, text: str) -> None:
    assert [m.trigger.text for m in mentions(reader, language, text)] == []


def test_a_threatened_deed_is_only_the_threat(reader: Reader) -> None:
    found = mentions(reader, "fr", "Le groupe menace de frapper la capitale.")
    assert [m.type for m in found] == [EventType.THREATEN]
    assert [p.text for p in found[0].recipient] == ["capitale"]


def test_a_claim_names_its_maker(reader: Reader) -> None:
    found = mentions(reader, "fr", "L'attaque du poste a été revendiquée par la Brigade du Levant.")
    assert [p.text for m in found for p in m.claimed_by] == ["Brigade du Levant"]


def test_who_does_not_claim_is_no_claimer(reader: Reader) -> None:
    found = mentions(reader, "fr", "Les Houthis n'ont pas revendiqué l'attaque du pétrolier.")
    assert found
    assert [p.text for m in found for p in m.claimed_by] == []


def test_the_accused_is_the_doer(reader: Reader) -> None:
    found = mentions(reader, "fr", "Des notables accusent les soldats d'avoir pillé des boutiques.")
    assert [p.text for m in found if m.type is EventType.COERCE for p in m.actor] == ["soldats"]


def test_the_day_of_confirming_is_not_that_of_the_attack(reader: Reader) -> None:
    found = mentions(reader, "fr", "Le gouverneur a confirmé l'attaque lundi.")
    assert [t.phrase.text for m in found for t in m.times] == []


def test_a_market_may_be_shelled(reader: Reader) -> None:
    found = mentions(reader, "en", "Rebels shelled the market with mortars.")
    assert [(m.trigger.text, [p.text for p in m.instrument]) for m in found] == [("shelled", ["mortars"])]


def test_what_is_demanded_has_not_happened(reader: Reader) -> None:
    found = mentions(reader, "en", "The parents demanded the release of the two brothers.")
    assert [m.type for m in found] == [EventType.REQUEST]


def test_the_object_may_stand_inside_the_phrase(reader: Reader) -> None:
    found = mentions(reader, "en", "Rebels took 12 passengers hostage.")
    assert [([p.text for p in m.actor], [p.text for p in m.recipient]) for m in found] == [
        (["Rebels"], ["12 passengers"])
    ]


def test_attacks_that_increase_are_no_attack(reader: Reader) -> None:
    assert mentions(reader, "en", "Clashes between rebels and soldiers have increased since the elections.") == ()


def test_a_doer_can_act(reader: Reader) -> None:
    found = mentions(reader, "fr", "Une puissance de feu inouïe a frappé le camp.")
    assert [p.text for m in found for p in m.actor] == []


def test_where_people_were_is_no_part_of_their_name(reader: Reader) -> None:
    mention = mentions(reader, "en", "Gunmen shot a herder near Gao on Monday.")[0]
    assert [p.text for p in mention.recipient] == ["herder"]


def test_what_burnt_of_a_convoy_is_damage(reader: Reader) -> None:
    text = "Des rebelles ont attaqué un convoi près de Gao. Deux camions ont été incendiés."
    found = mentions(reader, "fr", text)
    assert [p.text for m in found for p in m.recipient] == ["convoi"]
    assert [p.text for m in found for p in m.damage] == ["Deux camions"]


def test_an_ordinal(reader: Reader) -> None:
    found = mentions(reader, "fr", "C'est la quatrième attaque du mois contre ce poste.")
    assert [m.ordinal for m in found] == [4]


def test_only_modes_of_the_ontology() -> None:
    modes = ontology().modes
    for code in codes():
        table = load(code).table("events")
        for row in [*table["verb"], *table["noun"], *table["phrase"]]:
            assert set(row.get("mode", [])) <= set(modes[EventType(row["type"])]), row["id"]


def test_lexicons_are_broad() -> None:
    for code in codes():
        table = load(code).table("events")
        lemmas = {lemma for part in ("verb", "noun") for row in table[part] for lemma in row["lemmas"]}
        patterns = [pattern for row in table["phrase"] for pattern in row["patterns"]]
        assert len(lemmas) + len(patterns) >= 250, (code, len(lemmas), len(patterns))


def test_every_condition_is_a_known_key() -> None:
    known = {
        *("id", "lemmas", "patterns", "type", "mode", "frame", "matches", "never", "number", "anaphor", "result"),
        *("injury", "voice", "definite", "damage", "doer", "patient", "complement", "context"),
        *("not_doer", "not_patient", "not_complement", "not_context"),
    }
    for code in codes():
        table = load(code).table("events")
        for row in [*table["verb"], *table["noun"], *table["phrase"]]:
            assert set(row) <= known, (row["id"], set(row) - known)


@pytest.mark.parametrize(
    ("code", "lemma", "form", "kind"),
    [
        ("fr", "attaquer", "attaquées", "past_participle"),
        ("fr", "enlever", "enlève", "finite"),
        ("fr", "ouvrir", "ouvert", "past_participle"),
        ("en", "kidnap", "kidnapped", "past_participle"),
        ("en", "shoot", "shot", "finite"),
        ("en", "seize", "seizing", "present_participle"),
    ],
)
def test_inflection(code: str, lemma: str, form: str, kind: str) -> None:
    assert kind in Inflector(load(code).table("events")).verb(lemma)[form]


def test_capitals_without_accents_are_found() -> None:
    assert fold("Blessés") == "blesses"
    assert "blesses" in lexicon("fr").words


def test_a_language_without_a_lexicon_has_no_events() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("recoupe_events")
    assert EVENTS.of(nlp("Bewaffnete griffen einen Konvoi an.")) == ()
