"""Team MOW speaks once (R20, seed l.569-573): one position for its members, wherever they sit together."""

import pytest

from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.topics import Stance
from ibo_desk.services.keeping.history import History
from ibo_desk.services.words import sentence
from tests.services.region import Region


@pytest.fixture
def members_sit(region: Region) -> Region:
    """As the shipped VRR has it: AWV and De Lijn have a seat, Team MOW has none."""
    region.records.delete("membership", region.seats("VRR")["Team MOW"])
    for name in ("AWV", "De Lijn"):
        seat = {"body_id": region.bodies["VRR"], "organisation_id": region.organisations[name]}
        region.records.add("membership", seat)
    return region


def speaks_apart(region: Region, *, jointly: bool) -> None:
    region.records.patch("body", region.bodies["VRR"], None, {"speaks_jointly": jointly})


def test_members_with_seats_have_one_voice(members_sit: Region) -> None:
    region, of = members_sit, members_sit.organisations
    item = region.item(region.meeting("VRR"))
    with pytest.raises(RuleError) as refused:
        region.agenda.set_position(item, of["De Lijn"], Stance.AGREES)
    assert sentence(refused.value).startswith("Team MOW spreekt namens De Lijn.")
    region.agenda.set_position(item, of["Team MOW"], Stance.AGREES)
    assert [row.shown_name for row in region.agenda.positions(item)] == ["Team MOW (AWV, De Lijn)"]


def test_the_body_says_whether_its_members_speak_apart(members_sit: Region) -> None:
    region, of = members_sit, members_sit.organisations
    item = region.item(region.meeting("VRR"))
    speaks_apart(region, jointly=False)
    region.agenda.set_position(item, of["AWV"], Stance.AGREES)
    region.agenda.set_position(item, of["Team MOW"], Stance.NONE, "Nota bezorgd")
    assert {row.shown_name for row in region.agenda.positions(item)} == {"AWV", "Team MOW"}


def test_positions_that_members_took_become_one_of_their_voice(members_sit: Region) -> None:
    region, of = members_sit, members_sit.organisations
    item = region.item(region.meeting("VRR"))
    speaks_apart(region, jointly=False)
    region.agenda.set_position(item, of["AWV"], Stance.AGREES, "Mits veilige oversteek")
    region.agenda.set_position(item, of["De Lijn"], Stance.RESERVATION, "Geen extra ritten")
    region.agenda.set_position(item, of["De Lijn"], Stance.DISSENTS, "Niet haalbaar", "as K3")
    before = {(row.shown_name, row.subject, row.stance, row.text) for row in region.agenda.positions(item)}
    speaks_apart(region, jointly=True)
    with pytest.raises(RuleError) as refused:
        region.agenda.set_position(item, of["Team MOW"], Stance.AGREES)
    assert sentence(refused.value).startswith("Er staat hier al een eigen standpunt van AWV, De Lijn")
    region.agenda.join_voice(item, of["Team MOW"])
    assert {
        (row.organisation, row.subject, row.stance, row.text) for row in region.agenda.positions(item)
    } == {
        ("Team MOW", "", Stance.NONE, "AWV: Mits veilige oversteek\nDe Lijn: Geen extra ritten"),
        ("Team MOW", "as K3", Stance.DISSENTS, "De Lijn: Niet haalbaar"),
    }
    with pytest.raises(RuleError) as nothing:
        region.agenda.join_voice(item, of["Team MOW"])
    assert nothing.value.code == "nothing_to_join"
    History(region.store).undo()
    assert {
        (row.shown_name, row.subject, row.stance, row.text) for row in region.agenda.positions(item)
    } == before


def test_leiedal_is_no_joint_voice(region: Region) -> None:
    """R1: it may speak for the municipalities, and they keep a position of their own."""
    assert region.agenda.voices(region.bodies["IBO"], region.store.clock.today()) == []
