"""What each preset sets up: the confirmed facts and nothing beside them."""

import re
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, func, select

from ibo_desk.data.migrate import create
from ibo_desk.data.store import Store
from ibo_desk.data.tables import (
    ActionStrategicLine,
    Body,
    BodyCalendar,
    BodyPermission,
    BodyRules,
    JournalEntry,
    Membership,
    Organisation,
    Person,
    Region,
    RegionalAction,
    Representation,
    StrategicLine,
)
from ibo_desk.domain.bodies import BodyKind, MemberRole, Outcome, TransportLayer
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.files import resource
from ibo_desk.services.setup import presets

THIRTEEN = [
    "Anzegem", "Avelgem", "Deerlijk", "Harelbeke", "Kortrijk", "Kuurne", "Lendelede", "Menen", "Spiere-Helkijn",
    "Waregem", "Wervik", "Wevelgem", "Zwevegem",
]  # fmt: skip
COUNTS = {
    "brugge": 9,
    "kortrijk": 13,
    "limburg": 38,
    "oostende": 9,
    "westhoek": 15,
    "zuid-west-vlaanderen": 13,
}


def _store(place: Path) -> Store:
    create(str(place))
    clock = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    return Store(str(place), clock, actor="test", copy_id=UUID(int=1))


@pytest.fixture
def zwv(tmp_path: Path):
    store = _store(tmp_path / "zwv.ibo")
    presets.apply(store, "zuid-west-vlaanderen")
    yield store
    store.close()


def _all(store: Store, table):
    with store.read() as session:
        rows = list(session.exec(select(table)).all())
        session.expunge_all()
        return rows


def _body(store: Store, kind: BodyKind) -> Body:
    return next(body for body in _all(store, Body) if body.kind is kind)


def _members(store: Store, body: Body) -> dict[str, MemberRole]:
    names = {o.id: o.short_name for o in _all(store, Organisation)}
    return {names[m.organisation_id]: m.role for m in _all(store, Membership) if m.body_id == body.id}


def test_the_names_are_the_region_and_the_confirmed_transport_regions() -> None:
    assert presets.names() == ["zuid-west-vlaanderen", *sorted(set(COUNTS) - {"zuid-west-vlaanderen"})]
    assert "midwest" not in presets.names()


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(COUNTS))
def test_every_preset_has_its_municipalities_with_college_council_and_seat(tmp_path: Path, name: str) -> None:
    store = _store(tmp_path / "region.ibo")
    presets.apply(store, name)
    organisations = _all(store, Organisation)
    towns = [o for o in organisations if o.kind is OrganisationKind.MUNICIPALITY]
    bodies = _all(store, Body)
    council = _body(store, BodyKind.TRANSPORT_REGION_COUNCIL)
    assert len(towns) == COUNTS[name]
    assert len({town.nis for town in towns}) == COUNTS[name]
    assert sum(b.kind is BodyKind.COLLEGE for b in bodies) == COUNTS[name]
    assert sum(b.kind is BodyKind.MUNICIPAL_COUNCIL for b in bodies) == COUNTS[name]
    assert council.external_secretariat
    assert council.secretariat_name == "Departement MOW"
    members = _members(store, council)
    assert set(members) == {t.short_name for t in towns} | {
        "Departement MOW", "AWV", "De Lijn", "De Vlaamse Waterweg"
    }  # fmt: skip
    assert [who for who, role in members.items() if role is MemberRole.CO_CHAIR] == ["Departement MOW"]
    assert [r.preset for r in _all(store, Region)] == [name]
    assert len(_all(store, JournalEntry)) == 1
    store.close()


@pytest.mark.long
def test_zuid_west_vlaanderen_is_the_thirteen_with_their_codes(zwv: Store) -> None:
    towns = [o for o in _all(zwv, Organisation) if o.kind is OrganisationKind.MUNICIPALITY]
    assert sorted(t.name for t in towns) == THIRTEEN
    assert {t.name: t.nis for t in towns}["Wervik"] == "33029"
    assert all(t.ovo_code and t.ovo_code.startswith("OVO") and t.lblod_uri for t in towns)
    colleges = [b for b in _all(zwv, Body) if b.kind is BodyKind.COLLEGE]
    assert all(b.lblod_uri for b in colleges)
    assert len({b.lblod_uri for b in colleges}) == 13


@pytest.mark.long
def test_only_confirmed_seats_are_there(zwv: Store) -> None:
    assert set(_members(zwv, _body(zwv, BodyKind.IBO))) == {"Vlaamse overheid", "Provincie", "Leiedal"}
    assert sorted(_members(zwv, _body(zwv, BodyKind.MAYORS_CONFERENCE))) == THIRTEEN
    assert _members(zwv, _body(zwv, BodyKind.PROJECT_TEAM)) == {}


@pytest.mark.long
def test_the_conference_prepares_the_ibo(zwv: Store) -> None:
    assert _body(zwv, BodyKind.IBO).prepared_by_id == _body(zwv, BodyKind.MAYORS_CONFERENCE).id
    assert {b.kind for b in _all(zwv, Body)} == set(BodyKind) - {BodyKind.OTHER}


@pytest.mark.long
def test_leiedal_and_team_mow_speak_for_others(zwv: Store) -> None:
    names = {o.id: o.short_name for o in _all(zwv, Organisation)}
    spoken: dict[str, list[str]] = {}
    for one in _all(zwv, Representation):
        spoken.setdefault(names[one.speaker_id], []).append(names[one.member_id])
    assert sorted(spoken["Leiedal"]) == THIRTEEN
    assert sorted(spoken["Team MOW"]) == ["AWV", "De Lijn", "De Vlaamse Waterweg", "Departement MOW"]
    assert set(spoken) == {"Leiedal", "Team MOW"}


@pytest.mark.long
def test_the_ibo_may_never_decide_and_the_council_only_on_its_own_layers(zwv: Store) -> None:
    permissions = _all(zwv, BodyPermission)
    deciding = [p for p in permissions if p.outcome is Outcome.DECIDED]
    assert {p.body_kind for p in deciding} == {BodyKind.TRANSPORT_REGION_COUNCIL}
    assert {p.transport_layer for p in deciding} == {
        TransportLayer.SUPPLEMENTARY, TransportLayer.ON_DEMAND, TransportLayer.MOBILITY_PLAN
    }  # fmt: skip
    assert len([p for p in permissions if p.body_kind is BodyKind.IBO]) == 56


@pytest.mark.long
def test_seven_actions_with_their_lines_and_nothing_invented(zwv: Store) -> None:
    actions = {a.number: a for a in _all(zwv, RegionalAction)}
    assert sorted(actions) == ["1", "2", "3", "4", "5", "6", "9"]
    assert actions["6"].title == "Planproces K-R8 'Verbeteren van de verkeerscomplexen Kortrijk-Zuid …'"
    assert "ruimtebeslag" in actions["9"].added_reason
    lines = {line.id: line.name for line in _all(zwv, StrategicLine)}
    of: dict[str, int] = {}
    for link in _all(zwv, ActionStrategicLine):
        number = next(a.number for a in actions.values() if a.id == link.action_id)
        of[number] = of.get(number, 0) + 1
    assert len(lines) == 3
    assert of == {"1": 1, "2": 1, "3": 1, "4": 1, "5": 1, "6": 1, "9": 3}


@pytest.mark.long
def test_no_people_no_rules_of_procedure_no_calendars(zwv: Store) -> None:
    for table in (Person, BodyRules, BodyCalendar):
        with zwv.read() as session:
            assert session.exec(select(func.count(col(table.id)))).one() == 0


@pytest.mark.long
def test_two_copies_made_from_one_preset_hold_the_same_records(zwv: Store, tmp_path: Path) -> None:
    other = _store(tmp_path / "other.ibo")
    presets.apply(other, "zuid-west-vlaanderen")
    for table in (
        Organisation,
        Body,
        BodyPermission,
        Membership,
        Representation,
        RegionalAction,
        StrategicLine,
    ):
        assert {r.id for r in _all(zwv, table)} == {r.id for r in _all(other, table)}
    (region,), (another,) = _all(zwv, Region), _all(other, Region)
    assert region.id != another.id, "what one sends back is not taken over by the other"
    other.close()


def test_an_unknown_preset_is_refused_by_name(tmp_path: Path) -> None:
    store = _store(tmp_path / "none.ibo")
    with pytest.raises(NotFoundError) as told:
        presets.apply(store, "midwest")
    assert told.value.code == "unknown_preset"
    assert "zuid-west-vlaanderen" in told.value.params["known"]
    assert _all(store, Organisation) == []
    store.close()


@pytest.mark.parametrize("folder", ["presets", "example"])
def test_nothing_unconfirmed_is_told_as_fact(folder: str) -> None:
    """No invented actions, seats, rules of procedure or articles of law, and no address of a real person."""
    for path in resource(folder).iterdir():
        text = path.read_text(encoding="utf-8")
        told = "\n".join(line for line in text.splitlines() if not line.startswith("#")).lower()
        found = re.search(r"quorum|\b(artikel|art\.|decreet|pom|vlm|torhout|horebeke)\b|eenparig", told)
        assert found is None, f"{path.name}: {found}"
        assert 'number = "7"' not in told
        assert 'number = "8"' not in told
        assert "@" not in told.replace(presets.MUNICIPALITIES, "")


@pytest.mark.long
def test_two_files_of_one_preset_are_two_regions(zwv: Store, tmp_path: Path) -> None:
    other = _store(tmp_path / "twee.ibo")
    presets.apply(other, "zuid-west-vlaanderen")
    (one,), (two,) = _all(zwv, Region), _all(other, Region)
    other.close()
    assert one.id != two.id
    assert {body.id for body in _all(zwv, Body)}, "what both know by nature keeps its id"
