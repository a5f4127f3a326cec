"""What is taken from each kind of file."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.ingest import ingest
from recoupe.ingest.known import Known

from .pages import ARTICLE, pdf

SENTENCE = "L’armée a annoncé samedi la mort de deux soldats dans une embuscade près de Gao, au nord du pays."


def test_text_is_kept_as_published(tmp_path: Path) -> None:
    text = f"  Deux soldats tués\n\n{SENTENCE}\u00a0»\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert ingest(tmp_path / "a.txt").document.text == text


def test_line_ends_and_byte_order_mark_are_those_of_every_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + f"Titre\r\n\r\n{SENTENCE}\r".encode())
    assert ingest(tmp_path / "a.txt").document.text == f"Titre\n\n{SENTENCE}\n"


def test_page(tmp_path: Path) -> None:
    (tmp_path / "gao.html").write_text(ARTICLE, "utf-8")
    taken = ingest(tmp_path / "gao.html")
    document = taken.document
    assert document.text.startswith("Un dépôt brûle à Gao\n\nUn dépôt de carburant a brûlé mardi soir")
    assert "Accueil" not in document.text
    assert (document.title, document.outlet, document.published) == ("Un dépôt brûle à Gao", "Le Relais", "2024-05-14")
    assert (document.author, document.url) == ("Awa Sidibé", "https://relais.example/gao-depot")
    assert taken.notices == ("published 2024-05-14, as the page says",)


def test_page_without_a_date_has_none(tmp_path: Path) -> None:
    page = ARTICLE.replace('<meta property="article:published_time" content="2024-05-14T08:00:00+00:00">', "")
    (tmp_path / "gao.html").write_text(page, "utf-8")
    assert ingest(tmp_path / "gao.html").document.published == ""


def test_page_under_another_name(tmp_path: Path) -> None:
    (tmp_path / "gao.txt").write_text(ARTICLE, "utf-8")
    assert ingest(tmp_path / "gao.txt").document.outlet == "Le Relais"


def test_what_the_call_says_comes_before_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "gao.html").write_text(ARTICLE, "utf-8")
    document = ingest(tmp_path / "gao.html", Known(outlet="Relais FM", published="2024-05-15")).document
    assert (document.outlet, document.published) == ("Relais FM", "2024-05-15")


def test_pdf_lines_become_paragraphs(tmp_path: Path) -> None:
    page = [
        "Two soldiers killed near Gao",
        "",
        "Two soldiers were killed on Saturday when their patrol came under fire near the town",
        "of Gao, in the north of the country, an army spokesman said. The head of the regi-",
        "ment was in the second car.",
        "Nobody has claimed the attack.",
    ]
    (tmp_path / "a.pdf").write_bytes(pdf([page]))
    lines = ingest(tmp_path / "a.pdf").document.text.split("\n\n")
    assert lines == [
        "Two soldiers killed near Gao",
        "Two soldiers were killed on Saturday when their patrol came under fire near the town of Gao, in the north of "
        "the country, an army spokesman said. The head of the regiment was in the second car.",
        "Nobody has claimed the attack.\n",
    ]


def test_pdf_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    said = "The army said on Sunday that the road between the two towns was open again to all."
    pages = [["The Sahel Ledger", f"{said} {word}", str(n)] for n, word in enumerate(("One.", "Two.", "Three."), 1)]
    (tmp_path / "a.pdf").write_bytes(pdf(pages))
    text = ingest(tmp_path / "a.pdf").document.text
    assert "Ledger" not in text
    assert "Two." in text
    assert "2" not in text


def test_markdown_loses_its_markup_and_keeps_its_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: Deux soldats tués\ndate: 2024-05-14\noutlet: Le Relais\n---\n"
        f"# Deux soldats tués\n\n**L’armée** a annoncé [samedi](https://x.example) la mort\nde deux soldats à Gao.\n\n"
        f"> {SENTENCE}\n\n![photo](a.png)\n",
        "utf-8",
    )
    document = ingest(tmp_path / "a.md").document
    assert document.text == (
        "Deux soldats tués\n\nL’armée a annoncé samedi la mort de deux soldats à Gao.\n\n" + f"> {SENTENCE}\n"
    )
    assert (document.title, document.published, document.outlet) == ("Deux soldats tués", "2024-05-14", "Le Relais")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(SENTENCE, "fr", id="french"),
        pytest.param("The army said on Saturday that two soldiers were killed near Gao.", "en", id="english"),
        pytest.param("TWO SOLDIERS WERE KILLED IN AN AMBUSH NEAR GAO, THE ARMY SAID.", "en", id="capitals"),
        pytest.param(
            "L'ARMEE A ANNONCE LA MORT DE DEUX SOLDATS A GAO, AU NORD DU PAYS.", "fr", id="capitals-no-accents"
        ),
    ],
)
def test_language_is_found(tmp_path: Path, text: str, language: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert ingest(tmp_path / "a.txt").document.language == language


def test_outlet_is_the_stem_where_nobody_tells(tmp_path: Path) -> None:
    (tmp_path / "relais.txt").write_text(SENTENCE, "utf-8")
    taken = ingest(tmp_path / "relais.txt")
    assert taken.document.outlet == "relais"
    assert taken.notices == ("outlet unknown: called relais; give --outlet",)
