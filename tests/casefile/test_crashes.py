"""Processes are killed at random moments, and several write at once: nothing told is lost, nothing is there by half."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest
from sqlalchemy import func, select

from recoupe.casefile import Case, Correction, Identity
from recoupe.casefile import tables as t
from recoupe.casefile.rereading import put_anew
from recoupe.linking.links import Cluster, Links
from recoupe.linking.records import EventRecord  # noqa: F401 - loaded once, and not by each process that is forked
from recoupe.model import Document, EventType, Incident, Member
from recoupe.serialise import to_json
from tests.casefile.factory import TEXT, document, reading

KILLS = 30  # of each database
LONGEST = 0.3  # seconds until a process is killed, from its start or from what it tells first
fork = multiprocessing.get_context("fork")


def report(number: int) -> Document:
    """The report of a number; its text fills several pages of a database."""
    return document(
        f"Report {number}.\n{TEXT}{'The road was closed. ' * (number % 999)}",
        name="report",
        url=f"https://x.example/{number % 7}",
    )


def work(place: str, seed: int, told: Pipe) -> None:
    """Add, judge, link and read anew, and tell of each thing when it is stored."""
    numbers = random.Random(seed)
    with Case.open(place) as case:
        while True:
            number = numbers.randrange(100_000)
            case.put(reading(report(number)), data=b"\xff" * 50_000, reader="old")
            told.send(("document", report(number).id))
            here = report(number).id
            judged = case.judge(Identity(Member(here, "e1"), Member(here, "e2"), same=False), "killed often")
            told.send(("judgement", judged.id))
            waiting = case.pending()
            clusters = tuple(
                Cluster(f"i{id[:12]}{e}", (Member(id, f"e{e}"),)) for id in waiting.documents for e in (1, 2, 3)
            )
            case.store_links(Links(clusters), waiting)
            told.send(("links", here))
            case.store_weighed(Incident(c.id, c.members, EventType.ASSAULT, (), (), (), ()) for c in clusters)
            case.judge(Correction(Member(here, "e1"), "killed", "9"), "killed often")
            with case.database.writing() as connection:
                put_anew(connection, reading(report(number), words=("ambush", "march")), "new")
            told.send(("reading", here))


def killed(place: str, seed: int) -> list[tuple[str, object]]:
    """What a process told before it was killed: one in two while it opens the case, the others later."""
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=work, args=(place, seed, theirs))
    process.start()
    theirs.close()
    if seed % 2:
        ours.poll(60)
    time.sleep(random.Random(seed).uniform(0.0, LONGEST))
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    return list(received(ours))


def received(pipe: Pipe) -> Iterator[tuple[str, object]]:
    """What stands in a pipe whose other end is closed; a message cut off by the kill was not told."""
    while True:
        try:
            yield pipe.recv()
        except (EOFError, OSError):
            return


def is_whole(case: Case) -> None:
    """Every document has its text, its bytes, one reading and its events; links speak of events that are there."""
    stored = case.stored()
    assert len(list(case.documents())) == len(stored)
    for read in case.readings():
        assert read.document.text.startswith("Report ")
        records = list(case.records([read.document.id]))
        assert [record.event for record in records] == [event.id for event in read.events]
        assert case.data(read.document.id) == b"\xff" * 50_000
    with case.database.reading() as connection:
        for table in (t.document, t.content, t.reading):
            assert connection.scalar(select(func.count()).select_from(table)) == len(stored)
        events = {Member(*row) for row in connection.execute(select(t.event.c.document, t.event.c.event))}
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert {member for cluster in case.links().clusters for member in cluster.members} <= events
    for judgement in case.history():
        assert judgement.reason == "killed often"


def test_a_process_may_be_killed_at_any_moment(place: str) -> None:
    told: list[tuple[str, object]] = []
    for seed in range(KILLS):
        told += killed(place, seed)
        with Case.open(place) as case:
            is_whole(case)
    assert len(told) >= KILLS // 2, "the processes lived long enough to store something"
    with Case.open(place, create=False) as case:
        ids = {stored.id for stored in case.stored()}
        assert {what for kind, what in told if kind == "document"} <= ids
        assert {what for kind, what in told if kind == "judgement"} <= {j.id for j in case.history()}
        new = {stored.id for stored in case.stored() if stored.reader == "new"}
        assert {what for kind, what in told if kind == "reading"} <= new


def add_many(place: str, numbers: list[int], told: Pipe) -> None:
    """Add reports and tell what each came to."""
    with Case.open(place) as case:
        for number in numbers:
            added = case.put(reading(report(number)), reader="old")
            told.send((added.addition.value, added.name))


def test_two_processes_may_add_to_one_case(place: str) -> None:
    numbers = [list(range(30)), list(range(39, 9, -1))]  # they meet in the middle
    pipes = [fork.Pipe(duplex=False) for _ in numbers]
    processes = [
        fork.Process(target=add_many, args=(place, some, theirs))
        for some, (_, theirs) in zip(numbers, pipes, strict=True)
    ]
    for process in processes:
        process.start()
    for _, theirs in pipes:
        theirs.close()
    told = [message for ours, _ in pipes for message in received(ours)]
    for process in processes:
        process.join()
        assert process.exitcode == 0
    additions = [addition for addition, _ in told]
    assert (len(told), additions.count("known")) == (60, 20)
    with Case.open(place) as case:
        names = [stored.name for stored in case.stored()]
        assert len(set(names)) == len(names) == 40
        assert sorted(str(name) for addition, name in told if addition != "known") == sorted(names)
        texts = {read.document.text: to_json(read)["events"] for read in case.readings()}
        assert texts == {report(n).text: to_json(reading(report(n)))["events"] for n in range(40)}
        assert len(case.versions(report(3).id)) == len([n for n in range(40) if n % 7 == 3])


def open_and_close(place: str, told: Pipe) -> None:
    """Open a case that others open, too."""
    with Case.open(place) as case:
        told.send(("open", len(case.stored())))


def test_several_processes_may_make_one_case(place: str) -> None:
    pipes = [fork.Pipe(duplex=False) for _ in range(6)]
    processes = [fork.Process(target=open_and_close, args=(place, theirs)) for _, theirs in pipes]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0


def lives(process: int) -> bool:
    """Whether a process runs; one that ended and that nobody asked about does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs the process table of Linux")
def test_processes_that_read_end_with_the_one_that_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(200):
        (folder / f"{n:03}.txt").write_text(f"{TEXT}\nThe governor spoke of {n + 3} dead.\n" * 9, "utf-8")
    place = str(tmp_path / "case.db")
    command = [sys.executable, "-m", "recoupe", "add", str(folder), "--case", place, "--processes", "2"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        process.stdout.readline()
        tasks = Path(f"/proc/{process.pid}/task").iterdir()
        children = [int(child) for task in tasks for child in (task / "children").read_text("utf-8").split()]
        process.kill()
    assert len(children) == 2
    end = time.monotonic() + 60
    while any(map(lives, children)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(map(lives, children))


def test_the_command_goes_on_where_it_was_killed(place: str, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(12):
        text = f"Two killed near Gao\n\nTwo soldiers were killed on Saturday by a mine near Gao, and {n + 3} hurt.\n"
        (folder / f"{n:02}.txt").write_text(text * 3, "utf-8")
    command = [sys.executable, "-m", "recoupe", "add", str(folder), "--case", place, "--outlet", "Wire"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    told: set[str] = set()
    for seed in range(2):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            time.sleep(random.Random(seed).uniform(0.0, 0.3))
            process.kill()
            told |= {line.split(":")[0] for line in (first + process.stdout.read()).splitlines() if line[0] != " "}
        with Case.open(place, create=False) as case:
            assert told <= {stored.name for stored in case.stored()}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.count("nothing added") >= len(told)
    with Case.open(place, create=False) as case:
        assert sorted(stored.name for stored in case.stored()) == [f"{n:02}" for n in range(12)]
        assert len(list(case.readings())) == 12
