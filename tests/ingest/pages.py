"""Small files of each kind, made by the tests themselves."""

from __future__ import annotations

from collections.abc import Sequence

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

ARTICLE = """<!doctype html><html lang="fr"><head><title>Un dépôt brûle à Gao - Le Relais</title>
<meta property="og:title" content="Un dépôt brûle à Gao">
<meta property="og:site_name" content="Le Relais">
<meta property="article:published_time" content="2024-05-14T08:00:00+00:00">
<meta name="author" content="Awa Sidibé">
<link rel="canonical" href="https://relais.example/gao-depot">
</head><body><nav><a href="/">Accueil</a> <a href="/monde">Monde</a></nav>
<article><h1>Un dépôt brûle à Gao</h1>
<p>Un dépôt de carburant a brûlé mardi soir à Gao, dans le nord du Mali, selon la protection civile.</p>
<p>« Le feu a pris vers vingt heures et nous l’avons maîtrisé au matin », a dit le capitaine Issa Diarra.</p>
<p>La cause de l’incendie n’est pas connue, et une enquête a été ouverte par la gendarmerie de la ville.</p>
</article><footer>© 2019 Le Relais</footer></body></html>"""

MENU = """<!doctype html><html><head><title>Le Relais</title></head>
<body><nav><a href="/">Accueil</a></nav></body></html>"""


def pdf(pages: Sequence[Sequence[str]], password: str = "", title: str = "") -> bytes:
    """A PDF with the given lines on its pages."""
    import io

    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        stream = DecodedStreamObject()
        drawn = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream.set_data(f"BT /F1 11 Tf 60 780 Td {drawn} ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
                NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
        )
    if title:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()
