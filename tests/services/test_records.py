"""Adding, patching and deleting: one journal entry each; what may not be is refused everywhere."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from ibo_desk.data.store import Store
from ibo_desk.data.tables import ActionPartner, RegionalAction
from ibo_desk.domain.actions import ActionState, PartnerRole
from ibo_desk.domain.bodies import ItemType, Outcome, TransportLayer
from ibo_desk.domain.errors import (
    InvalidValueError,
    LockedError,
    NotFoundError,
    RuleError,
    StaleRecordError,
)
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.services.base import records
from ibo_desk.services.record_types import RECORD_TYPES
from ibo_desk.services.words import sentence
from tests.services.desk import Desk

VERDICTS = [
    # decisions that no rules of procedure can allow: body, layer
    ("ibo", TransportLayer.NONE),
    ("ibo", TransportLayer.SUPPLEMENTARY),
    ("council", TransportLayer.CORE),
    ("council", TransportLayer.RAIL),
]


def item_in(desk: Desk, body: str, layer: TransportLayer) -> UUID:
    """An advice on the agenda of a body."""
    meeting = desk.meetings.add({"body_id": desk.ids[body], "on": date(2026, 12, 15)})
    values = {"title": "Stadsregionaal net", "item_type": ItemType.ADVICE, "transport_layer": layer}
    return desk.agenda.add(meeting, values)


def raw(store: Store, statement: str, **values: object) -> None:
    """What somebody does who goes around the program, in one transaction of its own."""
    with store.engine.execution_options(ibo_write=True).begin() as connection:
        shown = {
            name: (value.hex if store.engine.dialect.name == "sqlite" else value)
            if isinstance(value, UUID)
            else value
            for name, value in values.items()
        }
        connection.execute(text(statement), shown)


def test_an_edit_is_one_entry_with_a_label_a_person_understands(desk: Desk) -> None:
    before = desk.history.entries()
    row = desk.actions.dossier(desk.action).row
    desk.records.patch(
        "regional_action", desk.action, row.revision, {"next_step": "Nota", "next_step_on": date(2027, 1, 15)}
    )
    after = desk.history.entries()
    assert len(after) == len(before) + 1
    assert after[0].label == "Actie Fietssnelweg langs de Leie gewijzigd"
    assert after[0].actor == desk.store.actor
    assert desk.actions.dossier(desk.action).row.next_step_on == date(2027, 1, 15)


def test_setting_what_is_there_already_writes_nothing(desk: Desk) -> None:
    before = desk.history.entries()
    desk.records.patch("regional_action", desk.action, None, {"number": "1"})
    assert desk.history.entries() == before


def test_the_newest_entry_is_greater_than_all_others(desk: Desk) -> None:
    for number in range(5):
        desk.records.patch("regional_action", desk.action, None, {"number": str(number)})
        ids = [entry.id for entry in desk.history.entries()]
        assert ids[0] == max(ids)
        assert desk.row("regional_action", desk.action).revision == ids[0]


def test_a_field_that_somebody_else_wrote_is_not_overwritten(desk: Desk) -> None:
    seen = desk.actions.dossier(desk.action).row.revision
    desk.records.patch("regional_action", desk.action, seen, {"summary": "hun tekst"})
    with pytest.raises(StaleRecordError) as refused:
        desk.records.patch("regional_action", desk.action, seen, {"summary": "mijn tekst", "origin": "x"})
    assert refused.value.params["fields"] == ["summary"]
    assert "Samenvatting" in sentence(refused.value)
    row = desk.actions.dossier(desk.action).row
    assert (row.summary, row.origin) == ("hun tekst", "")


def test_another_field_of_the_same_record_may_be_set(desk: Desk) -> None:
    seen = desk.actions.dossier(desk.action).row.revision
    desk.records.patch("regional_action", desk.action, seen, {"summary": "hun tekst"})
    desk.records.patch("regional_action", desk.action, seen, {"origin": "overeenkomst"})
    row = desk.actions.dossier(desk.action).row
    assert (row.summary, row.origin) == ("hun tekst", "overeenkomst")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": ""}, "Titel: vul dit in."),
        ({"number": "9" * 21}, "Nummer: deze tekst is te lang (hoogstens 20 tekens)."),
        ({"next_step_on": "morgen"}, "Datum van de volgende stap: “morgen” is geen datum."),
        ({"state": "flying"}, "Status: “flying” is geen van de keuzes."),
        ({"coordinator_id": "x"}, "Projectcoördinator: kies er een uit de lijst."),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_its_field(
    desk: Desk, values: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidValueError) as refused:
        desk.records.patch("regional_action", desk.action, None, values)
    assert sentence(refused.value).startswith(said)


@pytest.mark.parametrize("character", ["\0", "\ud83d"])
def test_a_character_that_one_engine_cannot_keep_is_refused_by_both(desk: Desk, character: str) -> None:
    for call in (
        lambda: desk.records.patch("regional_action", desk.action, None, {"next_step": f"Nota{character}"}),
        lambda: desk.records.add("regional_action", {"title": f"Nieuw{character}"}),
    ):
        with pytest.raises(InvalidValueError) as refused:
            call()
        assert "onzichtbaar teken" in sentence(refused.value)
    assert desk.search.hits("Nota\0") == []


def test_a_reference_to_nothing_is_a_bug_and_leaves_nothing_behind(desk: Desk) -> None:
    with pytest.raises(IntegrityError):
        desk.records.patch("regional_action", desk.action, None, {"coordinator_id": uuid4()})
    assert desk.actions.dossier(desk.action).row.coordinator_id is None


def test_a_state_follows_the_table(desk: Desk) -> None:
    with pytest.raises(RuleError) as refused:
        desk.records.patch("regional_action", desk.action, None, {"state": ActionState.DONE})
    assert sentence(refused.value) == (
        "Van “voorstel” kan men niet naar “afgerond” gaan. Nu mogelijk: lopend, stopgezet."
    )


def test_an_unknown_field_is_a_bug_and_not_a_user_error(desk: Desk) -> None:
    with pytest.raises(KeyError, match="colour"):
        desk.records.patch("regional_action", desk.action, None, {"colour": "red"})


def test_what_is_deleted_is_gone_from_lists_and_comes_back_with_undo(desk: Desk) -> None:
    desk.records.delete("regional_action", desk.action)
    assert desk.actions.listing() == []
    with pytest.raises(NotFoundError):
        desk.records.patch("regional_action", desk.action, None, {"number": "2"})
    desk.history.undo()
    assert [row.id for row in desk.actions.listing()] == [desk.action]


def test_what_has_a_natural_key_is_brought_back_as_new(desk: Desk) -> None:
    desk.actions.set_partners(desk.action, PartnerRole.LEAD, [desk.kortrijk])
    desk.actions.set_partners(desk.action, PartnerRole.LEAD, [])
    assert desk.actions.dossier(desk.action).partners == ()
    desk.actions.set_partners(desk.action, PartnerRole.LEAD, [desk.kortrijk])
    assert desk.actions.dossier(desk.action).row.leads == ("Kortrijk",)
    key = natural_id("action_partner", desk.action, desk.kortrijk, PartnerRole.LEAD)
    assert desk.actions.dossier(desk.action).partners[0].id == key


def test_making_the_same_thing_twice_is_refused(desk: Desk) -> None:
    values = {"action_id": desk.action, "organisation_id": desk.kortrijk, "role": PartnerRole.LEAD}
    desk.actions.set_partners(desk.action, PartnerRole.LEAD, [desk.kortrijk])
    key = natural_id("action_partner", desk.action, desk.kortrijk, PartnerRole.LEAD)
    with pytest.raises(RuleError) as refused, desk.store.write("") as work:
        records.add(work, RECORD_TYPES["action_partner"], values, key)
    assert refused.value.code == "already_there"
    with pytest.raises(RuleError) as refused:
        desk.records.add("action_partner", values)
    assert refused.value.code == "already_recorded"
    assert "actiepartner" in sentence(refused.value)


def test_a_failed_use_case_leaves_nothing_behind(desk: Desk) -> None:
    before = desk.history.entries()

    def break_off() -> None:
        with desk.store.write("half werk") as work:
            work.add(RegionalAction(title="half"))
            work.session.flush()
            work.add(ActionPartner(action_id=desk.action, organisation_id=desk.kortrijk))
            work.entry.label = str(1 // 0)

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert desk.history.entries() == before
    assert len(desk.actions.listing()) == 1
    assert desk.search.hits("half") == []


@pytest.mark.parametrize(("body", "layer"), VERDICTS)
def test_a_decision_that_a_body_may_not_take_is_refused_by_the_service(
    desk: Desk, body: str, layer: TransportLayer
) -> None:
    item = item_in(desk, body, layer)
    for values in (
        {"item_type": ItemType.DECISION},
        {"outcome": Outcome.DECIDED},
        {"item_type": ItemType.DECISION, "outcome": Outcome.DECIDED},
    ):
        with pytest.raises(RuleError) as refused:
            desk.records.patch("agenda_item", item, None, values)
        assert refused.value.code == "body_may_not_decide"
    assert desk.agenda.item(item).item_type is ItemType.ADVICE


@pytest.mark.parametrize(("body", "layer"), VERDICTS)
def test_a_decision_that_a_body_may_not_take_is_refused_by_the_database(
    desk: Desk, body: str, layer: TransportLayer
) -> None:
    item = item_in(desk, body, layer)
    for change in (
        "item_type = 'decision'",
        "outcome = 'decided', treatment = 'treated'",
        "item_type = 'decision', outcome = 'decided', treatment = 'treated'",
    ):
        with pytest.raises(DBAPIError):
            raw(desk.store, f"UPDATE agenda_item SET {change} WHERE id = :id", id=item)
    assert desk.agenda.item(item).item_type is ItemType.ADVICE
    assert desk.agenda.item(item).outcome is None


@pytest.mark.parametrize(("body", "layer"), VERDICTS)
def test_no_permission_to_decide_can_be_slipped_in(desk: Desk, body: str, layer: TransportLayer) -> None:
    values = {
        "body_id": desk.ids[body],
        "body_kind": desk.row("body", desk.ids[body]).kind,
        "item_type": ItemType.DECISION,
        "transport_layer": layer,
        "outcome": Outcome.DECIDED,
    }
    with pytest.raises(RuleError) as refused:
        desk.records.add("body_permission", values)
    assert refused.value.code == "body_may_not_decide"
    with pytest.raises(DBAPIError):
        raw(
            desk.store,
            "UPDATE body_permission SET outcome = 'decided', item_type = 'decision'"
            " WHERE body_id = :body AND transport_layer = :layer AND item_type = 'advice'",
            body=desk.ids[body],
            layer=str(layer),
        )


def test_the_council_decides_on_its_supplementary_net(desk: Desk) -> None:
    item = item_in(desk, "council", TransportLayer.SUPPLEMENTARY)
    desk.records.patch("agenda_item", item, None, {"item_type": ItemType.DECISION})
    desk.agenda.conclude(item, "Goedgekeurd.")
    assert desk.agenda.item(item).outcome is Outcome.DECIDED


def locked_item(desk: Desk) -> UUID:
    """An item of a meeting whose minutes were approved."""
    item = desk.agenda.add(desk.meeting, {"title": "Bedrijventerreinen", "item_type": ItemType.ALIGNMENT})
    desk.agenda.conclude(item, "Men stemt af.")
    desk.meetings.set_state(desk.meeting, MeetingState.HELD)
    desk.meetings.lock(desk.meeting, '{"schema": 1}', "0" * 64, date(2026, 12, 20))
    return item


@pytest.mark.long
def test_approved_minutes_refuse_every_way_of_writing(desk: Desk) -> None:
    item = locked_item(desk)
    for values in ({"conclusion": "anders"}, {"title": "anders"}, {"order_key": "z"}):
        with pytest.raises(LockedError):
            desk.records.patch("agenda_item", item, None, values)
    with pytest.raises(LockedError):
        desk.records.delete("agenda_item", item)
    with pytest.raises(LockedError):
        desk.agenda.add(desk.meeting, {"title": "nog een punt"})
    statements = [
        "UPDATE agenda_item SET conclusion = 'anders' WHERE id = :id",
        "UPDATE agenda_item SET deleted_in = :id WHERE id = :id",
        "DELETE FROM agenda_item WHERE id = :id",
    ]
    for statement in statements:
        with pytest.raises(DBAPIError, match="ibo_locked_minutes"):
            raw(desk.store, statement, id=item)
    for column in ("place = 'elders'", "secretary = 'een ander'", "number = 99"):
        with pytest.raises(DBAPIError, match="ibo_locked_minutes"):
            raw(desk.store, f"UPDATE meeting SET {column} WHERE id = :id", id=desk.meeting)
    with pytest.raises(DBAPIError, match="ibo_locked_minutes"):
        raw(desk.store, "UPDATE minutes_version SET content = '{}' WHERE meeting_id = :id", id=desk.meeting)
    assert desk.agenda.item(item).conclusion == "Men stemt af."


def test_what_follows_the_minutes_stays_open(desk: Desk) -> None:
    item = locked_item(desk)
    desk.records.patch("agenda_item", item, None, {"secretariat_note": "nabellen"})
    made = desk.records.add("engagement", {"what": "Advies bezorgen", "item_id": item})
    desk.records.patch("engagement", made, None, {"progress": "in opmaak"})
    assert desk.row("engagement", made).progress == "in opmaak"


def test_unlocking_with_a_reason_opens_them_again(desk: Desk) -> None:
    item = locked_item(desk)
    desk.meetings.unlock(desk.meeting, "Schrijffout in de conclusie")
    desk.records.patch("agenda_item", item, None, {"conclusion": "Men stemt verder af."})
    assert desk.agenda.item(item).conclusion == "Men stemt verder af."


def test_undo_obeys_the_lock(desk: Desk) -> None:
    item = desk.agenda.add(desk.meeting, {"title": "Bedrijventerreinen"})
    desk.agenda.conclude(item, "Men stemt af.")
    concluded = desk.history.entries(1)[0].id
    desk.meetings.set_state(desk.meeting, MeetingState.HELD)
    desk.meetings.lock(desk.meeting, '{"schema": 1}', "0" * 64, date(2026, 12, 20))
    with pytest.raises(LockedError):
        desk.history.undo(concluded)
    assert desk.agenda.item(item).conclusion == "Men stemt af."


def test_every_kind_has_a_name_for_the_journal_and_its_own_table() -> None:
    assert {name for name, kind in RECORD_TYPES.items() if kind.table.__tablename__ != name} == set()
