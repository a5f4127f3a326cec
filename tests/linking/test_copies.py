"""Copies, edits, embedded paragraphs, versions and translations. All reports are invented."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.linking.copies import copies, groups
from recoupe.linking.copies_diff import Change, Edit, diff, together
from recoupe.linking.copies_text import words_of
from recoupe.model import Document, Mark, Overlap, Provenance, Reading, Region, Span

WIRE = """Sudan: four dead in ambush near Kutum

KUTUM, 5 March 2024 (Marra Wire) - Gunmen on motorbikes opened fire on a lorry carrying sorghum north of Kutum on Monday
evening and killed four traders, the mayor of the town told Marra Wire by telephone.

"They asked for nothing and took nothing," said the mayor, who put the number of attackers at about fifteen. The driver
escaped across the wadi and reached the police post of Kassab before midnight.

It was the third attack on this road since January, according to the chamber of commerce, which wants escorts."""

EMBEDS = """Traders of Fasher ask for escorts

Twenty traders sat down before the governor's office of El Fasher this morning and asked for soldiers on the northern
road. They carried the pictures of the dead and left at noon without being received by anybody.

Gunmen on motorbikes opened fire on a lorry carrying sorghum north of Kutum on Monday evening and killed four traders,
the mayor of the town told Marra Wire by telephone.

The chamber of commerce speaks of a road that nobody dares to take any more, and of prices that double every week."""

FRENCH = """Soudan : quatre morts dans une embuscade près de Kutum

KUTUM, 5 mars 2024 (Marra Wire) - Des hommes armés à moto ont ouvert le feu lundi soir sur un camion de sorgho au nord
de Kutum et tué quatre commerçants, a dit au téléphone à Marra Wire le maire de la ville.

« Ils n'ont rien demandé et rien pris », a ajouté le maire, qui parle d'une quinzaine d'assaillants. Le chauffeur s'est
enfui à travers l'oued et a gagné le poste de police de Kassab avant minuit.

C'est la troisième attaque sur cette route depuis janvier, selon la chambre de commerce, qui veut des escortes."""


def reading(
    text: str, outlet: str = "Marra Wire", day: str = "2024-03-05", language: str = "en", url: str = ""
) -> Reading:
    return Reading(Document(text, outlet, language, outlet, day, url=url), ())


def marked(text: str, language: str, outlet: str, day: str, labels: dict[str, tuple[str, str]]) -> Reading:
    """A reading with what the reader would mark: words, their layer and their label."""
    marks = [
        Mark(layer, Span(text.index(words), text.index(words) + len(words), words), label, Provenance("test"))
        for words, (layer, label) in labels.items()
    ]
    return Reading(Document(text, outlet, language, outlet, day), (), marks=tuple(marks))


def overlaps(*readings: Reading) -> list[tuple[str, str, Overlap]]:
    outlets = {r.document.id: r.document.outlet for r in readings}
    return [(outlets[c.teller], outlets[c.origin], c.overlap) for c in copies(readings)]


EDITED = WIRE.replace("Gunmen on motorbikes", "Armed men").replace('"', "'").replace(" by telephone", "")


@pytest.mark.parametrize(
    ("text", "overlap"),
    [
        pytest.param(WIRE.replace('"', "“").replace("\n", "\n\n"), Overlap.COPY, id="other-quotation-marks"),
        pytest.param(EDITED, Overlap.EDIT, id="light-edits"),
        pytest.param(WIRE.rpartition("\n\n")[0], Overlap.EDIT, id="without-its-last-paragraph"),
        pytest.param(EMBEDS, Overlap.EXCERPT, id="one-paragraph-of-it"),
    ],
)
def test_a_later_report_with_the_same_words(text: str, overlap: Overlap) -> None:
    later = reading(text, "Fasher Online", "2024-03-06")
    assert overlaps(later, reading(WIRE)) == [("Fasher Online", "Marra Wire", overlap)]


def test_reports_that_share_a_sentence_of_a_spokesman_are_no_copies() -> None:
    quote = '"They asked for nothing and took nothing," said the mayor.'
    one = f"Ambush near Kutum\n\nFour traders died on Monday. {quote} The road was closed for the night by the police."
    other = f"A mayor in mourning\n\n{quote} He buried two cousins today, under a sky without a cloud, and went home."
    assert overlaps(reading(one), reading(other, "Nile Courier", "2024-03-06")) == []


def test_page_residue_is_no_copy() -> None:
    footer = "Read also the ten most shared stories of the week on our site, follow us, and write to the editors"
    texts = [
        f"{body}\n\n{footer}" for body in ("A market burnt in Nyala.", "Rain has come to the hills of Jebel Marra.")
    ]
    residue = [
        Reading(
            Document(text, text[:9], "en", text[:9], "2024-03-05"),
            (),
            regions=(
                (Region.BODY, Span(0, text.index("\n"), text.partition("\n")[0])),
                (Region.RESIDUE, Span(text.index(footer), len(text), footer)),
            ),
        )
        for text in texts
    ]
    assert copies(residue) == []


def test_a_later_text_of_one_address_is_a_version() -> None:
    first = reading(WIRE, url="https://marra.example/kutum")
    later = reading(WIRE.replace("four", "five"), day="2024-03-06", url="https://marra.example/kutum")
    assert [(c.teller, c.origin, c.overlap) for c in copies([later, first])] == [
        (later.document.id, first.document.id, Overlap.VERSION)
    ]


def test_of_one_day_the_one_that_credits_the_other_repeats_it() -> None:
    copy = reading(WIRE + "\n\nWith Marra Wire", "Fasher Online")
    assert [c.teller for c in copies([copy, reading(WIRE)])] == [copy.document.id]


def test_only_pairs_with_a_touched_report() -> None:
    first, second, third = (reading(WIRE, name, f"2024-03-0{n}") for n, name in enumerate("ABC", 5))
    second, third = reading(EDITED, "B", "2024-03-06"), reading(EDITED + " Nobody was arrested.", "C", "2024-03-07")
    found = copies([first, second, third], touched={third.document.id})
    assert {(c.teller, c.origin) for c in found} == {
        (third.document.id, first.document.id),
        (third.document.id, second.document.id),
    }
    assert groups(copies([first, second, third])) == [tuple(sorted(r.document.id for r in (first, second, third)))]


ENGLISH_MARKS = {
    "four dead": ("quantity", "4 killed"),
    "5 March 2024": ("time", "2024-03-05"),
    "Monday\nevening": ("time", "2024-03-04"),
    "four traders": ("quantity", "4 killed"),
    "since January": ("time", "2024-01"),
}
FRENCH_MARKS = {
    "quatre morts": ("quantity", "4 killed"),
    "5 mars 2024": ("time", "2024-03-05"),
    "lundi soir": ("time", "2024-03-04"),
    "quatre commerçants": ("quantity", "4 killed"),
    "depuis janvier": ("time", "2024-01"),
}


def test_a_translation() -> None:
    wire = marked(WIRE, "en", "Marra Wire", "2024-03-05", ENGLISH_MARKS)
    french = marked(FRENCH, "fr", "Le Fil", "2024-03-06", FRENCH_MARKS)
    assert overlaps(wire, french) == [("Le Fil", "Marra Wire", Overlap.TRANSLATION)]


def test_another_report_of_the_incident_in_another_language_is_no_translation() -> None:
    wire = marked(WIRE, "en", "Marra Wire", "2024-03-05", ENGLISH_MARKS)
    text = (
        "À Kassab, la police attend des renforts\n\n5 mars 2024. Le poste de Kassab compte six hommes. « Nous n'avons "
        "plus d'essence », dit l'un d'eux. Lundi soir, un chauffeur y est arrivé à pied. Il venait de Kutum. Quatre "
        "commerçants sont morts, dit-il. On ne sait pas qui a tiré. Le gouverneur de Nyala promet une enquête."
    )
    labels = {"5 mars 2024": ("time", "2024-03-05"), "Lundi soir": ("time", "2024-03-04")}
    assert overlaps(wire, marked(text, "fr", "Le Fil", "2024-03-06", labels)) == []


def test_what_an_editor_did() -> None:
    edited = reading(WIRE.replace("killed four traders", "shot dead four traders").replace(" before midnight", ""))
    changes = [(c.edit, c.original and c.original.text, c.copy and c.copy.text) for c in diff(reading(WIRE), edited)]
    assert [c for c in changes if c[0] is not Edit.SAME] == [
        (Edit.CHANGED, "killed", "shot dead"),
        (Edit.CUT, "before midnight", None),
    ]


def test_words_between_two_changes_are_taken_with_them() -> None:
    one, two = reading("It was the third attack on this road."), reading("It was the second raid on this road.")
    first, changed, last = together(diff(one, two), one, two)
    assert (first.edit, changed.edit, last.edit) == (Edit.SAME, Edit.CHANGED, Edit.SAME)
    one, two = reading("Four traders of Kutum died on the road."), reading("Five traders from Kutum died on the road.")
    changed, _ = together(diff(one, two), one, two)
    assert (changed.original and changed.original.text) == "Four traders of"


WORDS = ["gunmen", "lorry", "Kutum", "road", "fire", "mayor", "four", "traders"]


@given(st.lists(st.sampled_from(WORDS), max_size=60), st.integers(0))
def test_the_diff_holds_every_word_of_both_texts(words: list[str], seed: int) -> None:
    other = [word for word in words if random.Random(f"{seed}{word}").random() > 0.3]
    one, two = reading(" ".join(words)), reading(" ".join(other))
    changes = diff(one, two)
    assert_whole(one, two, changes)
    assert_whole(one, two, together(changes, one, two))


def assert_whole(one: Reading, two: Reading, changes: list[Change]) -> None:
    """The changes hold every word of both texts, in order."""
    for text, spans in ((one, [c.original for c in changes]), (two, [c.copy for c in changes])):
        held = [w.key for span in spans if span for w in words_of(text.document.text, span.start, span.end)]
        assert held == [w.key for w in words_of(text.document.text)]
    assert all(c.original.text == c.copy.text for c in changes if c.edit is Edit.SAME and c.original and c.copy)
