"""The commands on a case, as a person types them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from recoupe.casefile import Case
from recoupe.cli import app
from recoupe.linking.links import Cluster, Links
from tests.casefile.factory import TEXT, document, reading

REPORT = "Two soldiers killed near Gao\n\nTwo soldiers were killed on Saturday when a mine blew up near Gao.\n"
runner = CliRunner(env={"LC_ALL": "C.UTF-8", "COLUMNS": "100", "RECOUPE_AUTHOR": "ana"})


def call(*arguments: object, **environment: str) -> Result:
    return runner.invoke(app, [*map(str, arguments)], env=environment)


@pytest.fixture
def filled(place: str) -> str:
    """A case with two documents of three events each, of which the first ones are linked."""
    with Case.open(place) as case:
        case.put(reading(), reader="0.0.0+earlier")
        case.put(reading(document(TEXT.replace("Bria", "Ippy"), name="ippy", outlet="Bangui Soir")))
        events = [record.member for record in case.records()]
        clusters = (Cluster("i1111aaaa", tuple(sorted((events[0], events[3])))), Cluster("i2222bbbb", (events[1],)))
        case.store_links(Links(clusters), case.pending(), whole=True)
    return place


def test_add_tells_what_it_stored(place: str, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, "utf-8")
    (folder / "b.txt").write_bytes(b"")
    result = call("add", folder, "--case", place, "--outlet", "Wire", "--published", "2024-05-14")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == "a: 1 account of 1 event"
    assert result.stdout.splitlines()[-1].endswith("1 added, 0 known, 1 set aside")
    assert result.stderr.startswith(f"{folder / 'b.txt'}: nothing in it to read")
    again = call("add", folder / "a.txt", "--outlet", "Kidal Info", RECOUPE_CASE=place)
    assert again.stdout == "a: this text was there; that Kidal Info printed it is new\n"
    assert call("add", folder / "a.txt", "--case", place).stdout == "a: this text was there; nothing added\n"


def test_documents_are_listed_and_shown(filled: str) -> None:
    listed = call("documents", "--case", filled).stdout
    assert [line.split()[:4] for line in listed.splitlines()] == [
        ["bria", "2024-09-13", "en", "Radio"],
        ["ippy", "2024-09-13", "en", "Bangui"],
    ]
    assert json.loads(call("documents", "--json", "--case", filled).stdout.splitlines()[1])["name"] == "ippy"
    assert "e3  " in call("documents", "bria", "--case", filled).stdout
    assert json.loads(call("documents", "bria", "--json", "--case", filled).stdout)["document"]["text"] == TEXT
    missing = call("documents", "kaga", "--case", filled)
    assert (missing.exit_code, "no document 'kaga' in it" in missing.stderr) == (2, True)


def test_judging_two_events(filled: str) -> None:
    result = call("judge", "different", "bria:e1", "ippy:e2", "--reason", "two roads", "--case", filled)
    assert result.exit_code == 0, result.stderr
    first, second = result.stdout.splitlines()
    assert first.startswith("1  20")
    assert first.endswith("  ana: bria:e1 and ippy:e2 are two incidents")
    assert second == "    “two roads”"
    call("judge", "same", "ippy:e2", "bria:e1", "--reason", "one road", "--author", "ben", "--case", filled)
    assert "ben: ippy:e2 and bria:e1 are one incident" in call("judgements", "--case", filled).stdout
    assert "replaced by 2" in call("judgements", "--all", "--case", filled).stdout


def test_judging_incidents(filled: str) -> None:
    same = call("judge", "same", "i1111", "i2222bbbb", "--reason", "one", "--case", filled)
    assert same.stdout.count("are one incident") == 1, "three events, one judgement"
    apart = call("judge", "different", "i1111aaaa", "bria:e1", "--reason", "no", "--case", filled)
    assert apart.stdout.count("incidents") == 1
    for wrong, said in (("i9", "no incident 'i9'"), ("bria:e9", "no event e9"), ("nobody:e1", "no document 'nobody'")):
        result = call("judge", "same", wrong, "bria:e1", "--reason", "one", "--case", filled)
        assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    alone = call("judge", "same", "bria:e1", "--reason", "one", "--case", filled)
    assert alone.stderr == "one event alone; name two\n"


def test_correcting_rejecting_grading_undoing(filled: str) -> None:
    said = [
        call("judge", "correct", "bria:e1", "killed", "3", "--reason", "the hospital", "--case", filled),
        call("judge", "correct", "bria:e1:a1", "place", "", "--reason", "unsaid", "--case", filled),
        call("judge", "reject", "bria:e3:a1", "--reason", "only planned", "--case", filled),
        call("grade", "Radio Kotto", "b2", "--reason", "known", "--case", filled),
        call("grade", "Radio Kotto", "C", "--account", "bria:e2:a1", "--reason", "hearsay", "--case", filled),
        call("undo", 1, 3, "--reason", "wrong page", "--case", filled),
    ]
    lines = [line.split(": ", 1)[1] for result in said for line in result.stdout.splitlines()[::2]]
    assert lines == [
        "bria:e1, killed: 3, not 2",
        "bria:e1:a1, where: nothing, not Bria, CF",
        "bria:e3:a1 counts for nothing",
        "Radio Kotto is graded B2",
        "Radio Kotto is graded C for bria:e2:a1",
        "judgement 1 is undone",
        "judgement 3 is undone",
    ]
    held = [json.loads(line) for line in call("judgements", "--json", "--case", filled).stdout.splitlines()]
    assert [(row["id"], row["kind"], row["author"]) for row in held] == [
        (2, "correction", "ana"),
        (4, "grade", "ana"),
        (5, "grade", "ana"),
    ]


def test_messages_are_translated(filled: str) -> None:
    french = {"LC_ALL": "fr_FR.UTF-8"}
    result = call("judge", "correct", "bria:e1", "weather", "rain", "--reason", "x", "--case", filled, **french)
    assert result.stderr.startswith("pas de champ 'weather'\u00a0; donnez l'un de ceux-ci\u00a0: date")
    missing = call("documents", "--case", "none.db", **french)
    assert missing.stderr.startswith("none.db\u00a0: pas de dossier à cet endroit\u00a0; vérifiez le chemin")


def test_rereading(filled: str) -> None:
    call("judge", "different", "bria:e1", "bria:e3", "--reason", "a march", "--case", filled)
    result = call("reread", "--case", filled)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("bria: ")
    assert result.stdout.splitlines()[-1].endswith("1 read anew, 1 of them otherwise, 0 set aside")
    assert call("reread", "--case", filled).stdout.splitlines() == [
        f"{Case.open(filled).place}: 0 read anew, 0 of them otherwise, 0 set aside"
    ]


def test_what_was_told_is_kept_when_a_person_stops_it(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(40):
        (folder / f"{n:02}.txt").write_text(f"{REPORT * 5}\nThe governor spoke of {n + 3} dead.\n", "utf-8")
    command = [sys.executable, "-m", "recoupe", "add", str(folder), "--case", str(tmp_path / "case.db")]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs do not hear it
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate()
    assert process.returncode == 130
    assert errors.splitlines()[-1] == "Stopped. What was told is stored; call again to go on."
    told = {line.split(":")[0] for line in (first + rest).splitlines() if not line.startswith(" ")}
    with Case.open(tmp_path / "case.db") as case:
        assert told <= {stored.name for stored in case.stored()}
        assert len(case.stored()) < 40


def test_help_of_every_command() -> None:
    for words in (["add"], ["reread"], ["documents"], ["judgements"], ["undo"], ["grade"], ["judge"]):
        assert call(*words, "--help").exit_code == 0
    for word in ("same", "different", "correct", "reject"):
        assert call("judge", word, "--help").exit_code == 0
