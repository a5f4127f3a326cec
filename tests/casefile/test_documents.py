"""What goes into a case comes out as it was, once, and with its versions."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from recoupe.casefile import Added, Addition, Case, UnusableCase
from recoupe.casefile.documents import address
from recoupe.errors import UnreadableFile
from tests.casefile.factory import TEXT, document, reading

REPORT = "Two soldiers killed near Gao\n\nTwo soldiers were killed on Saturday when a mine blew up near Gao.\n"


def test_a_reading_comes_back_whole(case: Case) -> None:
    given = reading()
    added = case.put(given, data=TEXT.encode(), notices=("a word on the file",))
    assert (added.addition, added.name, added.events, added.accounts) == (Addition.NEW, "bria", 3, 3)
    (back,) = case.readings()
    assert back.warnings == ("a word on the file",)
    assert (back.document, back.events) == (given.document, given.events)
    assert list(case.documents([given.document.id])) == [given.document]
    assert case.data(given.document.id) == TEXT.encode()


def test_bytes_are_kept_as_they_were_published(case: Case) -> None:
    data = TEXT.encode("utf-16")
    case.put(reading(), data=data)
    kept = case.data(reading().document.id)
    assert hashlib.sha256(kept).digest() == hashlib.sha256(data).digest()


def test_what_no_text_column_holds_is_kept(case: Case) -> None:
    odd = document("An attack\0 by night \U0001f4a5\u2028", title="a\0b", name="o\0dd")
    assert case.put(reading(odd)).name == "o\ufffddd"
    (back,) = case.documents()
    assert back.text == odd.text
    assert back.id == odd.id


def test_the_same_text_twice_adds_nothing(case: Case) -> None:
    case.put(reading())
    again = case.put(reading(document(name="other")))
    assert (again.addition, again.name) == (Addition.KNOWN, "bria")
    assert [stored.name for stored in case.stored()] == ["bria"]
    assert len(case.appearances()) == 1


def test_a_text_that_another_outlet_prints_is_noted(case: Case) -> None:
    case.put(reading())
    again = case.put(reading(document(name="other", outlet="Bangui Soir")))
    assert (again.addition, again.name) == (Addition.APPEARANCE, "bria")
    assert {a.outlet for a in case.appearances()} == {"Radio Kotto", "Bangui Soir"}
    assert case.put(reading(document(outlet="Bangui Soir"))).addition is Addition.KNOWN


def test_an_outlet_called_by_its_file_is_no_other_outlet(case: Case) -> None:
    case.put(reading())
    assert case.put(reading(document(name="copy", outlet="copy"))).addition is Addition.KNOWN


def test_what_was_not_known_of_a_text_is_added_when_it_comes_again(case: Case) -> None:
    added = case.put(reading(document(name="a", outlet="a", published="")))
    again = case.put(reading(document(name="b", outlet="Radio Kotto", url="https://kotto.example/a")))
    assert (again.addition, again.name, again.events) == (Addition.COMPLETED, "a", 3)
    (stored,) = case.stored()
    assert (stored.outlet, stored.published, stored.url) == ("Radio Kotto", "2024-09-13", "https://kotto.example/a")
    assert [a.outlet for a in case.appearances()] == ["Radio Kotto"]
    assert case.pending().documents == (added.document,)
    (back,) = case.readings()
    assert back.events[0].accounts[0].sources[0].name == "Radio Kotto"
    assert {record.outlet for record in case.records()} == {"Radio Kotto"}


def test_another_outlet_does_not_complete_what_is_known_of_a_text(case: Case) -> None:
    case.put(reading(document(published="")))
    again = case.put(reading(document(outlet="Bangui Soir", published="2024-09-20")))
    assert again.addition is Addition.APPEARANCE
    assert [stored.published for stored in case.stored()] == [""]


def test_nothing_known_is_replaced(case: Case) -> None:
    case.put(reading())
    assert case.put(reading(document(published="2024-09-20"))).addition is Addition.KNOWN
    assert [stored.published for stored in case.stored()] == ["2024-09-13"]


def test_metadata_that_come_later_date_the_events(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    case.add(tmp_path / "a.txt")
    (again,) = case.add(tmp_path / "a.txt", outlet="Radio Kotto", published="2024-09-16")
    assert isinstance(again, Added)
    assert again.addition is Addition.COMPLETED
    (back,) = case.readings()
    assert [date.edtf for date in back.events[0].details.date] == ["2024-09-14"]


def test_a_changed_text_of_an_address_is_a_version(case: Case) -> None:
    first = document(url="https://www.kotto.example/bria?utm_source=x#top")
    second = document(TEXT.replace("two", "three"), url="http://kotto.example/bria/", published="2024-09-14")
    case.put(reading(first))
    added = case.put(reading(second))
    assert (added.addition, added.name, added.earlier) == (Addition.VERSION, "bria-2", "bria")
    assert [v.name for v in case.versions(first.id)] == ["bria", "bria-2"]
    assert [v.name for v in case.versions(second.id)] == ["bria", "bria-2"]


def test_documents_are_found_by_name_and_by_id(case: Case) -> None:
    case.put(reading())
    assert case.find("bria").id == case.find(document().id[:8]).id == document().id
    with pytest.raises(UnusableCase, match="no document 'nobody'"):
        case.find("nobody")


def test_names_with_wildcards_are_told_apart(case: Case) -> None:
    assert case.put(reading(document("An attack.", name="a_b"))).name == "a_b"
    assert case.put(reading(document("An attack!", name="axb"))).name == "axb"
    assert case.put(reading(document("An attack?", name="a_b"))).name == "a_b-2"


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://www.kotto.example/a/", "http://kotto.example/a"),
        ("https://kotto.example/a?id=3&utm_medium=mail", "https://kotto.example/a?id=3"),
        ("kotto.example/a", "https://kotto.example/a#b"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_addresses_of_one_page(url: str, same: str) -> None:
    assert address(url) == address(same)


def test_addresses_of_two_pages() -> None:
    assert address("https://kotto.example/?id=3") != address("https://kotto.example/?id=4")


def test_the_headline_that_was_read_is_not_forgotten(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    case.add(tmp_path / "a.txt")
    (back,) = case.readings()
    assert back.document.title == "Two soldiers killed near Gao"
    assert [stored.title for stored in case.stored()] == [""]


def test_files_are_read_and_a_bad_one_stops_nobody(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, "utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.txt").write_text(REPORT, "utf-8")
    (folder / "d.txt").write_bytes(REPORT.replace("Two", "Three").replace("a mine", "une mine à Gao").encode("cp1252"))
    first, empty, same, odd = case.add(folder, outlet="Wire", published="2024-05-14")
    assert isinstance(first, Added)
    assert isinstance(odd, Added)
    assert isinstance(empty, UnreadableFile)
    assert (first.addition, first.events) == (Addition.NEW, 1)
    assert isinstance(same, Added)
    assert same.addition is Addition.KNOWN
    assert case.data(odd.document) == (folder / "d.txt").read_bytes()
    assert [r.document.published for r in case.readings()] == ["2024-05-14", "2024-05-14"]
    again = case.add(folder, outlet="Wire")
    assert [a.addition for a in again if isinstance(a, Added)] == [Addition.KNOWN] * 3


def test_processes_change_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02}.txt").write_text(f"{REPORT}\nThe governor spoke of {n + 3} dead.\n", "utf-8")
    (folder / "05.txt").write_bytes(b"")
    told = []
    for processes in (1, 2):
        with Case.open(tmp_path / f"{processes}.db") as case:
            told.append((case.add(folder, processes=processes), [r.events for r in case.readings()]))
    assert str(told[0]) == str(told[1])
