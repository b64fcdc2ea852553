"""Everything is found by its words, at once, and what is gone is not."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from ibo_desk.app import App, open_app
from ibo_desk.data.search import matches
from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.clock import FixedClock
from ibo_desk.services.search.search import Hit
from ibo_desk.ui.command_table import COMMANDS, offered
from tests.beginnings import example_with_notes_of_run
from tests.services.desk import Desk
from tests.services.searches import ASKED, FRESH, MORE, OWN


def found(desk: Desk, words: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.title) for hit in desk.search.hits(words)]


@pytest.mark.parametrize(
    "words", ["fietssnelweg", "FIETSSNEL", "leie fiets", "  langs, de (Leie)! ", "fíetssnelweg"]
)
def test_words_are_found_without_accents_capitals_and_endings(desk: Desk, words: str) -> None:
    assert found(desk, words) == [("regional_action", "Fietssnelweg langs de Leie")]


@pytest.mark.parametrize(
    "words", ["", "   ", '"', "*", "NEAR(", "a AND", "); DROP TABLE", "nergens water", "'"]
)
def test_signs_and_missing_words_find_nothing_and_break_nothing(desk: Desk, words: str) -> None:
    assert found(desk, words) == []


def test_each_kind_is_found(desk: Desk) -> None:
    item = desk.agenda.add(desk.meeting, {"title": "Bedrijvenpark", "item_type": ItemType.ALIGNMENT})
    desk.agenda.conclude(item, "Men vraagt de kwartelnota.")
    desk.records.add("engagement", {"what": "Kwartelnota bezorgen", "item_id": item})
    desk.records.add("person", {"name": "Fien Fictief", "email": "kwartel@kortrijk.example"})
    assert {kind for kind, _title in found(desk, "kwartelnota")} == {"agenda_item", "engagement"}
    assert {kind for kind, _title in found(desk, "bedrijvenpark")} == {"topic", "agenda_item", "engagement"}
    assert found(desk, "fien") == [("person", "Fien Fictief")]
    assert found(desk, "34022") == [("organisation", "Kortrijk")]
    assert found(desk, "IBO 2026") == [("meeting", "IBO 2026-1")]


def test_a_title_goes_before_a_text(desk: Desk) -> None:
    desk.actions.add({"title": "Iets", "summary": "het water van de Leie"})
    desk.actions.add({"title": "Water"})
    assert [title for _kind, title in found(desk, "water")] == ["Water", "Iets"]


def test_what_is_called_so_is_found_without_what_only_holds_the_word(desk: Desk) -> None:
    desk.actions.add({"title": "Iets", "summary": "over de kwartel"})
    desk.actions.add({"title": "Kwartelplan"})
    desk.actions.add({"title": "Het andere plan", "short_title": "Kwartel"})
    with desk.store.read() as session:
        called_so = matches(session, [("kwartel",)], 10, called_so=True)
    assert sorted(match.title for match in called_so) == ["Het andere plan", "Kwartelplan"]
    assert len(found(desk, "kwartel")) == 3


def test_a_word_written_since_the_words_were_read_is_found(desk: Desk) -> None:
    desk.actions.add({"title": "Kwartelplan"})
    assert found(desk, "kwartelpaln") == [("regional_action", "Kwartelplan")]  # reads all words of the file
    desk.records.add("topic", {"title": "Kwartels tellen"})
    assert len(found(desk, "kwartel")) == 2
    assert found(desk, "kwartels_tellen") == [("topic", "Kwartels tellen")]


@pytest.mark.parametrize("most", [12, 13])
def test_few_and_many_words_that_begin_so_are_found_alike(desk: Desk, most: int) -> None:
    for number in range(most):
        desk.records.add("topic", {"title": f"Kwartel{number:02}plan"})
    assert found(desk, "qqqwwweee") == []  # reads all words of the file
    assert len(found(desk, "kwartel")) == most
    assert found(desk, "kwartel07 kwartel07p") == [("topic", "Kwartel07plan")]


def test_the_thing_itself_is_found_among_many_called_almost_so(desk: Desk) -> None:
    for number in range(6):
        desk.records.add("topic", {"title": f"Kwartels {number}"})
    desk.records.add("topic", {"title": "Kwartel"})
    desk.actions.add({"title": "Het plan met de lange naam voor alle kwartels van de streek"})
    desk.records.add("topic", {"title": "De lange lijst van alle kwartels van de streek en van elders"})
    with desk.store.read() as session:
        titles = [match.title for match in matches(session, [("kwartel",)], 2, called_so=True)]
    assert {"Kwartel", "Het plan met de lange naam voor alle kwartels van de streek"} <= {*titles}
    assert found(desk, "kwartel")[0] == ("topic", "Kwartel")
    assert len(found(desk, "kwartel")) == 9


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


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The example region on 27 November 2026."""
    today = FixedClock(datetime(2026, 11, 27, 9, 0, tzinfo=ZoneInfo("Europe/Brussels")))
    place = tmp_path_factory.mktemp("search") / "voorbeeld.ibo"
    with open_app(shutil.copyfile(example_with_notes_of_run(), place), clock=today) as app:
        yield app


@pytest.mark.parametrize(("words", "kind", "begins"), [*ASKED, *OWN, *MORE, *FRESH])
def test_what_is_meant_comes_first(example: App, words: str, kind: str, begins: str) -> None:
    first = example.search.look(words, 12, offered((), lent=False)).lines[0]
    found_kind = first.kind if isinstance(first, Hit) else "command"
    assert (found_kind, first.title[: len(begins)]) == (kind, begins)


def test_a_day_without_a_meeting_finds_nothing_else(example: App) -> None:
    assert [example.search.hits(words) for words in ("morgen", "vorige week maandag", "vorige week ibo")] == [
        [],
        [],
        [],
    ]


def test_what_was_looked_for_instead_is_told(example: App) -> None:
    assert example.search.look("leerlingenvervoer buitengewoon").instead == "buitengewoon"
    assert not example.search.look("lijst inlezen", 12, offered((), lent=False)).hits


def test_what_is_named_beside_a_command_is_filled_in(example: App) -> None:
    look = partial(example.search.look, commands=offered((), lent=False))
    month, agenda = look("maandoverzicht harelbeke").commands[0], look("agenda volgende ibo").commands[0]
    assert (month.key, month.about) == ("paper:month-overview", example.bodies.find("CBS Harelbeke"))
    of_ibo = next(row for row in example.meetings.listing() if row.short == "IBO 2026-4")
    assert (agenda.key, agenda.about) == ("paper:agenda", of_ibo.id)
    assert look("maandoverzicht").commands[0].about is None
    assert look("maandoverzicht nergenshuizen").commands == ()


def test_a_command_shows_its_keys_and_is_offered_only_where_it_can_be_done(example: App) -> None:
    region, college = offered((), lent=False), offered(("my_college", "documents"), lent=False)
    assert example.search.look("sneltoetsen", commands=region).commands[0].keys == "F1"
    for words in ("lijst inlezen", "nieuw engagement", "sjablonen"):
        assert example.search.look(words, commands=region).commands
        assert not example.search.look(words, commands=college).commands
    assert example.search.look("terugsturen", commands=college).commands[0].key == "send_back"


def test_commands_leave_room_for_records_and_stand_within_the_limit(example: App) -> None:
    results = example.search.look("nota", 3, offered((), lent=False))
    assert len(results.lines) == 3
    assert example.search.look("nieuw", 2, offered((), lent=False)).commands


def test_what_was_sent_is_found_by_its_meeting_whatever_its_body_is_called(example: App) -> None:
    ibo = example.bodies.find("IBO")
    try:
        example.records.patch("body", ibo, None, {"short_name": "Overlegtafel"})
        (hit, *_others) = example.search.hits("verzonden menen overlegtafel")
        assert hit.kind == "sent_paper"
    finally:
        example.history.undo()


def test_no_two_commands_have_the_same_key_or_keys() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len({command.key for command in COMMANDS}) == len(COMMANDS)
    assert len(set(keys)) == len(keys)


def test_what_was_looked_for_instead_is_said(desk: Desk) -> None:
    assert desk.search.look("fietsnelweg").instead == "fietssnelweg"
    assert desk.search.look("fiets snelweg").instead == "fietssnelweg"
    assert desk.search.look("fietssnelweg").instead == ""
    assert desk.search.look("fitsnlweg").hits == ()


def test_the_words_that_were_meant_follow_every_change(desk: Desk) -> None:
    assert desk.search.look("kwartelhog").hits == ()
    desk.records.patch("regional_action", desk.action, None, {"title": "Kwartelhof"})
    assert desk.search.look("kwartelhog").instead == "kwartelhof"
    assert desk.search.look("fietsnelweg").hits == ()
    desk.history.undo()
    assert desk.search.look("kwartelhog").hits == ()
    assert desk.search.look("fietsnelweg").instead == "fietssnelweg"


def test_who_is_found_by_a_mandate_is_not_once_it_is_gone(desk: Desk) -> None:
    person = desk.records.add("person", {"name": "Fien Fictief"})
    mandate = desk.records.add(
        "mandate", {"person_id": person, "organisation_id": desk.kortrijk, "function": "schepen van kwartels"}
    )
    assert found(desk, "schepen kwartels kortrijk") == [("person", "Fien Fictief")]
    desk.records.patch("organisation", desk.kortrijk, None, {"name": "Kwartelstad", "short_name": ""})
    assert found(desk, "schepen kwartelstad") == [("person", "Fien Fictief")]
    desk.records.delete("mandate", mandate)
    assert ("person", "Fien Fictief") not in found(desk, "schepen kwartels")


def test_no_more_hits_than_asked(desk: Desk) -> None:
    for number in range(5):
        desk.meetings.add({"body_id": desk.ibo, "on": date(2027, 1, 1 + number)})
    assert len(desk.search.hits("IBO", limit=3)) == 3


@pytest.mark.parametrize("words", ["fiets " * 15, "fiets leie brug tunnel plan " * 3])
def test_the_same_word_many_times_on_a_text_full_of_it(desk: Desk, words: str) -> None:
    full = "De fiets langs de Leie over de brug en door de tunnel volgens het plan. " * 2_500
    desk.actions.add({"title": "Iets", "summary": full})
    hits = desk.search.hits(words)
    assert "Iets" in {hit.title for hit in hits}
    assert all(len(hit.excerpt) < 200 for hit in hits)
