"""Everything is found by its words, at once, and what is gone is not."""

import time
from datetime import date

import pytest

from ibo_desk.domain.bodies import ItemType
from tests.services.desk import Desk


def found(desk: Desk, words: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.title) for hit in desk.search.hits(words)]


@pytest.mark.parametrize(
    "words", ["fietssnelweg", "FIETSSNEL", "leie fiets", "  langs, de (Leie)! ", "fíetssnelweg"]
)
def test_words_are_found_without_accents_capitals_and_endings(desk: Desk, words: str) -> None:
    assert found(desk, words) == [("regional_action", "Fietssnelweg langs de Leie")]


@pytest.mark.parametrize(
    "words", ["", "   ", '"', "*", "NEAR(", "a AND", "); DROP TABLE", "fietssnelweg water", "'"]
)
def test_signs_and_missing_words_find_nothing_and_break_nothing(desk: Desk, words: str) -> None:
    assert found(desk, words) == []


def test_each_kind_is_found(desk: Desk) -> None:
    item = desk.agenda.add(desk.meeting, {"title": "Bedrijvenpark", "item_type": ItemType.ALIGNMENT})
    desk.agenda.conclude(item, "Men vraagt de kwartelnota.")
    desk.records.add("engagement", {"what": "Kwartelnota bezorgen", "item_id": item})
    desk.records.add("person", {"name": "Fien Fictief", "email": "kwartel@kortrijk.example"})
    assert {kind for kind, _title in found(desk, "kwartelnota")} == {"agenda_item", "engagement"}
    assert {kind for kind, _title in found(desk, "bedrijvenpark")} == {"topic", "agenda_item"}
    assert found(desk, "fien") == [("person", "Fien Fictief")]
    assert found(desk, "34022") == [("organisation", "Kortrijk")]
    assert found(desk, "IBO 2026") == [("meeting", "IBO 2026-1")]


def test_a_title_goes_before_a_text(desk: Desk) -> None:
    desk.actions.add({"title": "Iets", "summary": "het water van de Leie"})
    desk.actions.add({"title": "Water"})
    assert [title for _kind, title in found(desk, "water")] == ["Water", "Iets"]


def test_the_index_follows_every_change_in_the_same_moment(desk: Desk) -> None:
    desk.records.patch("regional_action", desk.action, None, {"title": "Waterbus"})
    assert found(desk, "fietssnelweg") == []
    assert found(desk, "waterbus") == [("regional_action", "Waterbus")]
    desk.history.undo()
    assert found(desk, "waterbus") == []
    desk.records.delete("regional_action", desk.action)
    assert found(desk, "fietssnelweg") == []
    desk.history.undo()
    assert len(found(desk, "fietssnelweg")) == 1


def test_notes_of_the_secretariat_and_contact_data_are_not_searched(desk: Desk) -> None:
    item = desk.agenda.add(desk.meeting, {"title": "Punt"})
    desk.records.patch(
        "agenda_item", item, None, {"secretariat_note": "kwartel", "preparation_note": "kwartel"}
    )
    desk.records.add("person", {"name": "Fien Fictief", "email": "kwartel@kortrijk.example"})
    assert found(desk, "kwartel") == []


def test_the_excerpt_stands_around_the_word(desk: Desk) -> None:
    text = "voorgeschiedenis " * 40 + "de kwartel vliegt " + "naschrift " * 40
    desk.actions.add({"title": "Lang", "summary": text})
    hit = desk.search.hits("kwartel")[0]
    assert "kwartel" in hit.excerpt
    assert len(hit.excerpt) < 200
    assert hit.excerpt.startswith("…")
    assert hit.excerpt.endswith("…")


def test_days_stand_there_as_people_read_them(desk: Desk) -> None:
    desk.meetings.add({"body_id": desk.ibo, "on": date(2027, 3, 4), "place": "Kwartelzaal"})
    (hit,) = desk.search.hits("kwartelzaal")
    assert "04/03/2027" in hit.excerpt
    assert found(desk, "04/03/2027") == [(hit.kind, hit.title)]


def test_no_more_hits_than_asked(desk: Desk) -> None:
    for number in range(5):
        desk.meetings.add({"body_id": desk.ibo, "on": date(2027, 1, 1 + number)})
    assert len(desk.search.hits("IBO", limit=3)) == 3


@pytest.mark.parametrize("words", ["fiets " * 15, "fiets leie brug tunnel plan " * 3])
def test_the_same_word_many_times_on_a_text_full_of_it(desk: Desk, words: str) -> None:
    full = "De fiets langs de Leie over de brug en door de tunnel volgens het plan. " * 2_500
    desk.actions.add({"title": "Iets", "summary": full})
    started = time.monotonic()
    hits = desk.search.hits(words)
    assert time.monotonic() - started < 10
    assert "Iets" in {hit.title for hit in hits}
    assert all(len(hit.excerpt) < 200 for hit in hits)
