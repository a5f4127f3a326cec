"""What people judge stays, whatever is read, linked or undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from recoupe.casefile import (
    Case,
    Correction,
    Grade,
    Grouping,
    Identity,
    Judgement,
    Rejection,
    Undoing,
    UnusableJudgement,
)
from recoupe.casefile.judgements import settled
from recoupe.model import Member, Telling
from tests.casefile.factory import TEXT, document, reading

OLD = "0.0.0+earlier"
HERE = document().id
E1, E2, E3 = (Member(HERE, f"e{n}") for n in (1, 2, 3))


@pytest.fixture
def filled(case: Case) -> Case:
    """A case with the document of three events, read by an earlier reader."""
    case.put(reading(), reader=OLD)
    return case


def test_a_judgement_has_author_time_and_reason(filled: Case) -> None:
    made = filled.judge(Identity(E1, E2, same=False), "two roads", author="ana")
    assert filled.judgements() == [made]
    assert (made.id, made.author, made.reason) == (1, "ana", "two roads")
    assert made.time.endswith("Z")
    assert filled.pending().documents == (HERE,)


def test_every_kind_comes_back(filled: Case) -> None:
    verdicts = [
        Identity(E1, E2, same=True),
        Grouping(((E1,), (E2, E3)), same=False),
        Correction(E1, "killed", "3"),
        Correction(E1, "killed", "2-5", account=0),
        Rejection(Telling(HERE, "e2", 0)),
        Grade("Radio Kotto", "B"),
        Grade("Radio Kotto", "B2", Telling(HERE, "e3", 0)),
    ]
    for verdict in verdicts:
        filled.judge(verdict, "seen")
    held = [judgement.verdict for judgement in filled.judgements()]
    verdicts[2:4] = [Correction(E1, "killed", "3", None, "2"), Correction(E1, "killed", "2-5", 0, "2")]
    assert held == verdicts


def test_the_machine_keeps_its_value(filled: Case) -> None:
    made = filled.judge(Correction(E1, "place", "Ippy, CF"), "the map")
    assert isinstance(made.verdict, Correction)
    assert (made.verdict.value, made.verdict.machine) == ("Ippy, CF", "Bria, CF")
    (back,) = filled.readings()
    assert back.events == reading().events


def test_anything_can_be_undone_and_that_too(filled: Case) -> None:
    filled.judge(Grade("Radio Kotto", "B"), "known")
    filled.undo(1, "too kind")
    assert filled.judgements() == []
    filled.undo(2, "no, it was right")
    assert [j.id for j in filled.judgements()] == [1]
    filled.undo(1, "again")
    assert [(j.id, j.undone_by) for j in filled.history()] == [(1, 4), (2, 3), (3, None), (4, None)]


def test_a_later_judgement_takes_the_place_of_an_earlier(filled: Case) -> None:
    filled.judge(Identity(E1, E2, same=True), "alike", author="ana")
    filled.judge(Identity(E2, E1, same=False), "two roads", author="ben")
    assert [j.id for j in filled.judgements()] == [2]
    filled.undo(2, "one road after all")
    assert [j.id for j in filled.judgements()] == [1]


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Identity(E1, E1, same=True), "one event alone"),
        (Identity(E1, Member(HERE, "e9"), same=True), "no event e9"),
        (Identity(E1, Member("0" * 64, "e1"), same=True), "no event e1 in document 0000"),
        (Correction(E1, "weather", "rain"), "no field 'weather'; give one of date, place"),
        (Correction(E1, "killed", "many"), "no number 'many'; give 12"),
        (Correction(E1, "date", "last week"), "no date 'last week'; give 2024"),
        (Correction(E1, "type", "WAR"), "no type 'WAR'; give one of ACCUSE"),
        (Correction(E1, "mode", "swords"), "no mode 'swords'"),
        (Correction(E1, "killed", "3", account=7), "no account 8, for the event has 1"),
        (Rejection(Telling(HERE, "e1", -1)), "no account 0"),
        (Grade("Radio Kotto", "Z9"), "no grade 'Z9'; give A to F"),
        (Undoing(7), "no judgement 7"),
    ],
)
def test_what_cannot_be_judged(filled: Case, verdict: Grade, said: str) -> None:
    with pytest.raises(UnusableJudgement, match=said):
        filled.judge(verdict, "why")
    assert filled.history() == []


def test_a_judgement_needs_a_reason(filled: Case) -> None:
    with pytest.raises(UnusableJudgement, match="without a reason"):
        filled.judge(Grade("Radio Kotto", "B"), " ")


def test_nothing_undone_is_undone_again(filled: Case) -> None:
    filled.judge(Grade("Radio Kotto", "B"), "known")
    filled.undo(1, "no")
    with pytest.raises(UnusableJudgement, match="undone already, by 2; to have it back, undo 2"):
        filled.undo(1, "no")


@pytest.mark.parametrize("statement", ["UPDATE judgement SET author = 'eve'", "DELETE FROM judgement"])
def test_the_database_refuses_to_change_one(filled: Case, statement: str) -> None:
    filled.judge(Grade("Radio Kotto", "B"), "known", author="ana")
    with pytest.raises(DBAPIError, match="judgements are only added"), filled.database.writing() as connection:
        connection.execute(text(statement))
    assert [j.author for j in filled.judgements()] == ["ana"]


def test_judgements_follow_their_words_when_ids_move(filled: Case) -> None:
    filled.judge(Identity(E2, E3, same=False), "an ambush is no march", author="ana")
    filled.judge(Rejection(Telling(HERE, "e3", 0)), "only planned")
    from recoupe.casefile.rereading import put_anew

    with filled.database.writing() as connection:
        outcome = put_anew(connection, reading(words=("ambush", "march")), "new")
    assert outcome.is_changed
    assert outcome.lost == ()
    assert [j.verdict for j in filled.judgements()] == [
        Identity(E1, E2, same=False),
        Rejection(Telling(HERE, "e2", 0)),
    ]
    assert [stored.reader for stored in filled.stored()] == ["new"]


def test_what_is_read_no_more_is_told_and_comes_back(filled: Case) -> None:
    from recoupe.casefile.rereading import put_anew

    filled.judge(Identity(E1, E2, same=False), "two roads")
    with filled.database.writing() as connection:
        assert put_anew(connection, reading(words=("ambush",)), "new").lost == (1,)
    assert filled.judgements() == []
    assert [j.lost for j in filled.history()] == [(E1,)]
    with filled.database.writing() as connection:
        assert put_anew(connection, reading(), "newer").found == (1,)
    assert [j.verdict for j in filled.judgements()] == [Identity(E1, E2, same=False)]


def test_a_judgement_on_several_events_holds_for_those_that_are_left(filled: Case) -> None:
    from recoupe.casefile.rereading import put_anew

    filled.judge(Grouping(((E1,), (E2, E3)), same=True), "one raid", author="ana")
    with filled.database.writing() as connection:
        assert put_anew(connection, reading(words=("ambush", "march")), "new").lost == ()
    (held,) = filled.judgements()
    assert (held.verdict, held.missing) == (Grouping(((E1, E2),), same=True), (E1,))
    with filled.database.writing() as connection:
        assert put_anew(connection, reading(words=("march",)), "newer").lost == (1,)
    assert filled.identities() == []


def test_what_is_not_the_same_holds_between_groups_alone(filled: Case) -> None:
    filled.judge(Grouping(((E1, E2), (E3,)), same=False), "a march", author="ana")
    assert filled.identities() == [Identity(E1, E3, same=False), Identity(E2, E3, same=False)]


def test_a_reading_that_says_the_same_changes_nothing(filled: Case) -> None:
    from recoupe.casefile.rereading import put_anew

    before = filled.pending()
    with filled.database.writing() as connection:
        assert not put_anew(connection, reading(), "new").is_changed
    assert filled.pending() == before
    assert [stored.reader for stored in filled.stored()] == ["new"]


def test_rereading_reads_what_another_reader_read(filled: Case) -> None:
    filled.judge(Identity(E1, E2, same=False), "two roads", author="ana")
    assert filled.outdated() == [HERE]
    (outcome,) = filled.reread()
    assert outcome.name == "bria"
    assert filled.outdated() == []
    assert list(filled.reread()) == []
    (back,) = filled.readings()
    assert back.document.text == TEXT
    told = {j.id for j in filled.judgements()} | set(outcome.lost)
    assert told == {1}, "it holds, or is told as lost"


@given(st.lists(st.integers(0, 8), max_size=12))
def test_what_holds_is_what_no_standing_judgement_undoes(calls: list[int]) -> None:
    """Each call judges (0), or undoes the judgement of that number if there is one that stands."""
    undoes: dict[int, int] = {}

    def stands(id: int) -> bool:
        return not any(target == id and stands(by) for by, target in undoes.items())

    made: list[Judgement] = []
    for id, target in enumerate(calls, start=1):
        undoing = 0 < target < id and stands(target)
        if undoing:
            undoes[id] = target
        made.append(Judgement(id, "ana", "", "why", Undoing(target) if undoing else Grade(f"source {id}", "B")))
    holding = {judgement.id for judgement in settled(made) if judgement.holds}
    assert holding == {id for id in range(1, len(calls) + 1) if stands(id) and id not in undoes}
