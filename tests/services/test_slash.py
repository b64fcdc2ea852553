"""Slash lines become records at once; a name that is not known comes back as a question."""

from datetime import date

import pytest

from ibo_desk.data.store import Store
from ibo_desk.domain.bodies import Outcome
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.errors import AmbiguousNameError, InvalidValueError, NotFoundError, RuleError, UserError
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.domain.slash import COMMAND_WORDS
from ibo_desk.domain.topics import Stance, Treatment
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.keeping.history import History
from ibo_desk.services.slash.slash import Slash
from ibo_desk.services.words import sentence
from tests.services.region import MUNICIPALITIES, Region


@pytest.fixture
def slash(store: Store) -> Slash:
    return Slash(store, Agenda(store).conclude)


def refused(slash: Slash, item: object, line: str) -> UserError:
    with pytest.raises(UserError) as told:
        slash.apply(item, line)
    assert "{" not in sentence(told.value)
    return told.value


@pytest.mark.long
def test_an_engagement_with_partners_and_a_day(region: Region, slash: Slash) -> None:
    item = region.item()
    entries = len(region.store.own_entries)
    made = slash.apply(
        item, "/engagement Kortrijk, anzegem en Leiedal: advies fietsbrug bezorgen tegen 15 januari"
    )
    assert len(region.store.own_entries) == entries + 1
    row = region.engagements.row(made.id)
    assert [one.organisation for one in row.partners] == ["Anzegem", "Kortrijk", "Leiedal"]
    assert (row.what, row.due_on, row.item_id) == ("advies fietsbrug bezorgen", date(2027, 1, 15), item)
    assert row.state is EngagementState.PROPOSED
    assert (made.kind, made.text) == (
        "engagement",
        "Kortrijk, Anzegem, Leiedal: advies fietsbrug bezorgen (15 januari 2027)",
    )
    assert made.markdown == f"[{made.text}](ibo:engagement/{made.id})"
    History(region.store).undo()
    assert region.engagements.listing(item_id=item) == []


def test_an_action_point_for_all_municipalities_and_another_action(region: Region, slash: Slash) -> None:
    item = region.item()
    action = region.records.add("regional_action", {"title": "Knoop K-R8", "short_title": "K-R8 noord"})
    made = slash.apply(item, "/actiepunt alle gemeenten: cijfers nazenden #k-r8-noord")
    row = region.engagements.row(made.id)
    assert (len(row.partners), row.action_id, row.due_on) == (len(MUNICIPALITIES), action, None)
    assert refused(slash, item, "/actiepunt Kortrijk: cijfers #k-r8-nord").code == "misspelt_action"
    assert refused(slash, item, "/actiepunt Kortrijk: cijfers #xyz").code == "no_such_action"


def test_a_conclusion_is_noted_and_a_second_one_added(region: Region, slash: Slash) -> None:
    item = region.item()
    made = slash.apply(item, "/conclusie de partners onderschrijven de fasering")
    assert (made.kind, made.id, made.text, made.warning) == ("agenda_item", item, "Conclusie genoteerd", "")
    second = slash.apply(item, "/conclusie Er wordt beslist om de brug te bouwen.")
    assert "IBO" in second.warning
    row = region.agenda.item(item)
    assert (
        row.conclusion == "de partners onderschrijven de fasering\n\nEr wordt beslist om de brug te bouwen."
    )
    assert (row.outcome, row.treatment) == (Outcome.CONCLUDED, Treatment.TREATED)


def test_positions_of_several_partners_are_one_entry(region: Region, slash: Slash) -> None:
    item = region.item()
    entries = len(region.store.own_entries)
    made = slash.apply(
        item, "/standpunt Kortrijk en Wevelgem: akkoord met voorbehoud, zolang er geen budget is"
    )
    assert len(region.store.own_entries) == entries + 1
    assert len(made.ids) == 2
    assert [(row.organisation, row.stance, row.text) for row in region.agenda.positions(item)] == [
        ("Kortrijk", Stance.RESERVATION, "zolang er geen budget is"),
        ("Wevelgem", Stance.RESERVATION, "zolang er geen budget is"),
    ]
    vrr = region.item(region.meeting("VRR"))
    with pytest.raises(RuleError) as spoken:
        slash.apply(vrr, "/standpunt Kortrijk, AWV: akkoord")
    assert spoken.value.code == "spoken_for"
    assert region.agenda.positions(vrr) == []


@pytest.mark.parametrize(
    ("names", "bodies"),
    [
        ("gemeenteraad Kortrijk", ["GR Kortrijk"]),
        ("aan GR Kortrijk, gemeenteraad van Wevelgem", ["GR Kortrijk", "GR Wevelgem"]),
        ("alle gemeenteraden", ["GR Anzegem", "GR Kortrijk", "GR Wevelgem"]),
        ("cbs anzegem en vervoerregioraad", ["CBS Anzegem", "VRR"]),
        ("alle colleges", ["CBS Anzegem", "CBS Kortrijk", "CBS Wevelgem"]),
    ],
)
def test_referring_to_competent_bodies(region: Region, slash: Slash, names: str, bodies: list[str]) -> None:
    item = region.item()
    slash.apply(item, f"/voorleggen {names}: de fasering goedkeuren tegen maart 2027")
    targets = region.agenda.referrals(item)
    assert {target.body_id for target in targets} == {region.bodies[name] for name in bodies}
    assert {(one.question, one.planned_on) for one in targets} == {
        ("de fasering goedkeuren", date(2027, 3, 31))
    }


def test_referring_to_the_actions_own_process(region: Region, slash: Slash) -> None:
    action = region.records.add("regional_action", {"title": "Knoop K-R8"})
    item = region.item(action_id=action)
    slash.apply(item, "/voorleggen actie: de fasering uitwerken")
    assert [target.action_id for target in region.agenda.referrals(item)] == [action]
    loose = region.item()
    assert refused(slash, loose, "/voorleggen actie: de fasering").code == "item_without_action"
    slash.apply(loose, "/voorleggen actie: de fasering #Knoop-K-R8")
    assert [target.action_id for target in region.agenda.referrals(loose)] == [action]


def test_a_name_with_en_in_it_is_one_name(region: Region, slash: Slash) -> None:
    region.records.add(
        "organisation", {"name": "Mobiliteit en Openbare Werken", "kind": OrganisationKind.FLEMISH}
    )
    made = slash.apply(
        region.item(), "/engagement Kortrijk en Mobiliteit en Openbare Werken en Anzegem: simulatie"
    )
    assert len(region.engagements.row(made.id).partners) == 3


def test_nobody_is_guessed(region: Region, slash: Slash) -> None:
    item = region.item()
    for line, code in (
        ("/engagement Kortijk: x", "misspelt_party"),
        ("/engagement Brussel: x", "no_such_party"),
        ("/voorleggen gemeenteraad Wevelgm: x", "misspelt_party"),
        ("/engagment Kortrijk: x", "slash_misspelt"),
        ("/engagement Kortrijk: x tegen 31 februari", "impossible_date"),
        ("/engagement Kortrijk", "slash_without_names"),
        ("/standpunt Kortrijk: misschien", "slash_stance"),
        ("/voorleggen IBO: x", "referral_to_itself"),
    ):
        assert refused(slash, item, line).code == code, line
    misspelt = refused(slash, item, "/engagement Kortijk, Wevelgem: x")
    assert isinstance(misspelt, NotFoundError)
    assert misspelt.params == {"name": "Kortijk", "nearest": ("Kortrijk",)}
    assert sentence(misspelt) == "Niemand heet “Kortijk”. Bedoelt u: Kortrijk?"
    assert region.engagements.listing() == []
    assert isinstance(refused(slash, item, "/xyz"), InvalidValueError)


def test_two_partners_with_one_name_are_told(region: Region, slash: Slash) -> None:
    for name in ("Provincie West", "Provincie Oost"):
        region.records.add(
            "organisation", {"name": name, "short_name": "Provincie", "kind": OrganisationKind.PROVINCE}
        )
    error = refused(slash, region.item(), "/engagement Provincie: x")
    assert isinstance(error, AmbiguousNameError)


@pytest.mark.parametrize(
    ("before", "some"),
    [
        ("/", [f"/{word} " for word in COMMAND_WORDS]),
        ("/en", ["/engagement "]),
        ("/engagement kor", ["/engagement Kortrijk"]),
        ("/engagement Kortrijk, we", ["/engagement Kortrijk, Wevelgem"]),
        ("/engagement Kortrijk en we", ["/engagement Kortrijk en Wevelgem"]),
        ("/voorleggen aan gemeenteraad w", ["/voorleggen aan gemeenteraad Wevelgem"]),
        ("/standpunt Kortrijk: n", ["/standpunt Kortrijk: niet akkoord"]),
        ("/engagement Kortrijk: advies #k", ["/engagement Kortrijk: advies #Knoop-K-R8"]),
        ("/engagement Kortrijk: advies tegen 15 j", [
            "/engagement Kortrijk: advies tegen 15 januari",
            "/engagement Kortrijk: advies tegen 15 juni",
            "/engagement Kortrijk: advies tegen 15 juli",
        ]),
        ("/conclusie de partners", []),
        ("gewone tekst", []),
        ("", []),
    ],
)  # fmt: skip
def test_completions(region: Region, slash: Slash, before: str, some: list[str]) -> None:
    region.records.add("regional_action", {"title": "Knoop K-R8"})
    assert slash.complete(before) == some


@pytest.mark.long
def test_every_offered_day_is_one_that_can_be_read(region: Region, slash: Slash) -> None:
    item = region.item()
    before = [f"/engagement Kortrijk: advies {word} " for word in ("tegen", "voor")]
    lines = [line for words in before for line in slash.complete(words)]
    assert len(lines) > 15
    days = [region.engagements.row(slash.apply(item, line).id).due_on for line in lines]
    assert None not in days
    assert min(days) >= date(2026, 11, 23)
