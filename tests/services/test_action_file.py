"""The file of an action: its line of time, money, burdens and benefits, documents; stopping, archive, removal."""

from datetime import date

import pytest

from ibo_desk.domain.actions import ActionState, Bearing, Leftover, StoryKind
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.errors import InvalidValueError, NotFoundError, RuleError
from ibo_desk.domain.funding import FundingKind, FundingState
from ibo_desk.domain.progress import Trend
from ibo_desk.services.actions.burdens import Burdens
from ibo_desk.services.actions.files import ActionFiles
from ibo_desk.services.engagements.stopping import Stopping
from ibo_desk.services.words import sentence
from tests.services.desk import Desk


def _run(desk: Desk) -> None:
    desk.records.patch("regional_action", desk.action, None, {"state": ActionState.RUNNING})


@pytest.mark.long
def test_the_line_of_time_holds_more_than_meetings(desk: Desk) -> None:
    about = {"action_id": desk.action}
    desk.agenda.add(desk.meeting, {"title": "Tracé", **about})
    desk.records.add("milestone", {**about, "title": "Vergunning", "due_on": date(2027, 3, 31)})
    desk.records.add(
        "milestone", {**about, "title": "Start", "due_on": date(2026, 1, 1), "reached_on": date(2026, 2, 1)}
    )
    desk.records.add("milestone", {**about, "title": "Ooit"})
    desk.records.add("evaluation", {**about, "planned_on": date(2027, 11, 1)})
    desk.records.add(
        "funding",
        {
            **about,
            "label": "Deal",
            "kind": FundingKind.REGIODEAL,
            "state": FundingState.GRANTED,
            "granted_on": date(2025, 12, 1),
            "final_report_on": date(2028, 1, 1),
        },
    )
    file = desk.actions.dossier(desk.action)
    assert [(line.on, line.kind, line.title, line.is_ahead) for line in file.story] == [
        (date(2025, 12, 1), StoryKind.MONEY, "Deal: toegekend", False),
        (date(2026, 2, 1), StoryKind.MILESTONE, "Start", False),
        (date(2026, 12, 11), StoryKind.ITEM, "Tracé", True),
        (date(2027, 3, 31), StoryKind.MILESTONE, "Vergunning", True),
        (date(2027, 11, 1), StoryKind.EVALUATION, "evaluatie", True),
        (date(2028, 1, 1), StoryKind.MONEY, "Deal: eindverslag in te dienen", True),
    ]
    assert file.proposed_evaluations == (date(2026, 12, 1),)  # near the second one is planned already


def test_an_indicator_knows_where_it_began_and_goes(desk: Desk) -> None:
    values = {
        "action_id": desk.action,
        "name": "Ruimtebeslag",
        "unit": "ha",
        "baseline_thousandths": 41_000,
        "baseline_on": date(2021, 12, 31),
        "target_thousandths": 20_000,
    }
    counted = desk.records.add("indicator", values)
    assert desk.actions.dossier(desk.action).indicators[0].trend is None
    desk.records.add(
        "measurement", {"indicator_id": counted, "on": date(2022, 12, 31), "value_thousandths": 36_000}
    )
    (row,) = desk.actions.dossier(desk.action).indicators
    assert row.trend is Trend.TOWARDS
    assert row.points == ((date(2021, 12, 31), 41_000), (date(2022, 12, 31), 36_000))


def test_an_evaluation_has_a_day(desk: Desk) -> None:
    with pytest.raises(RuleError) as refused:
        desk.records.add("evaluation", {"action_id": desk.action, "next_due_on": date(2027, 1, 1)})
    assert refused.value.code == "evaluation_needs_a_day"


def test_burdens_and_benefits_stand_by_municipality_each_in_its_unit(desk: Desk) -> None:
    burdens = Burdens(desk.store)
    hectares = burdens.add(desk.action, {"what": "Terrein", "unit": "ha"})
    jobs = burdens.add(desk.action, {"what": "Banen", "bearing": Bearing.BENEFIT, "unit": "plaatsen"})
    burdens.set_share(hectares, desk.kortrijk, 12_500)
    burdens.set_share(jobs, desk.harelbeke, 60_000)
    burdens.set_share(jobs, desk.harelbeke, 40_000)
    table = desk.actions.dossier(desk.action).burdens
    assert [name for _id, name in table.municipalities] == ["Harelbeke", "Kortrijk"]
    assert [(row.what, row.bearing, row.unit, row.shares) for row in table.burdens] == [
        ("Terrein", Bearing.BURDEN, "ha", {desk.kortrijk: 12_500}),
        ("Banen", Bearing.BENEFIT, "plaatsen", {desk.harelbeke: 40_000}),
    ]
    burdens.set_share(jobs, desk.harelbeke, None)
    burdens.set_share(jobs, desk.harelbeke, None)
    assert desk.actions.dossier(desk.action).burdens.burdens[1].shares == {}
    burdens.set_share(jobs, desk.harelbeke, 5_000)  # what was taken away comes back as new
    assert desk.actions.dossier(desk.action).burdens.burdens[1].shares == {desk.harelbeke: 5_000}


def test_a_document_is_kept_with_its_action(desk: Desk) -> None:
    files = ActionFiles(desk.store)
    document = files.attach(desk.action, "plan.pdf", b"inhoud")
    (row,) = desk.actions.dossier(desk.action).documents
    assert (row.id, row.file_name, row.size) == (document, "plan.pdf", 6)
    assert files.data(document) == b"inhoud"
    with pytest.raises(InvalidValueError):
        files.attach(desk.action, "leeg.pdf", b"")
    desk.records.delete("document", document)
    assert desk.actions.dossier(desk.action).documents == ()
    with pytest.raises(NotFoundError):
        files.data(document)


def _promise(desk: Desk) -> None:
    made = desk.records.add("engagement", {"what": "Advies", "action_id": desk.action})
    for organisation, state in (
        (desk.kortrijk, EngagementState.PROPOSED),
        (desk.harelbeke, EngagementState.KEPT),
    ):
        desk.records.add(
            "engagement_partner", {"engagement_id": made, "organisation_id": organisation, "state": state}
        )


@pytest.mark.parametrize("leftover", Leftover)
def test_stopping_says_why_and_what_becomes_of_what_is_open(desk: Desk, leftover: Leftover) -> None:
    _run(desk)
    _promise(desk)
    stopping = Stopping(desk.store)
    assert [(share.organisation, share.what) for share in stopping.open_shares(desk.action)] == [
        ("Kortrijk", "Advies")
    ]
    today = desk.store.clock.today()
    stopping.stop(desk.action, " Geen draagvlak ", leftover, today)
    row = desk.actions.listing()[0]
    assert (row.state, row.stopped_on, row.stopped_reason) == (ActionState.STOPPED, today, "Geen draagvlak")
    assert bool(stopping.open_shares(desk.action)) is (leftover is Leftover.KEEP)
    assert desk.history.entries(1)[0].label == "Fietssnelweg langs de Leie stopgezet: Geen draagvlak"
    assert desk.actions.dossier(desk.action).story[-1].kind is StoryKind.STOPPED
    desk.history.undo()
    assert desk.actions.listing()[0].state is ActionState.RUNNING
    assert len(stopping.open_shares(desk.action)) == 1


def test_an_action_is_not_stopped_in_silence(desk: Desk) -> None:
    _run(desk)
    stopping = Stopping(desk.store)
    for stop in (
        lambda: desk.records.patch("regional_action", desk.action, None, {"state": ActionState.STOPPED}),
        lambda: stopping.stop(desk.action, "  ", Leftover.KEEP),
    ):
        with pytest.raises(RuleError) as refused:
            stop()
        assert refused.value.code == "stop_without_reason"
        assert "Fietssnelweg langs de Leie" in sentence(refused.value)
    with pytest.raises(RuleError) as refused:
        stopping.stop(desk.action, "Later", Leftover.KEEP, date(2099, 1, 1))
    assert refused.value.code == "stop_ahead"
    stopping.stop(desk.action, "Geen geld", Leftover.KEEP)
    _run(desk)
    row = desk.actions.listing()[0]
    assert (row.stopped_on, row.stopped_reason) == (None, "")


def test_the_archive_holds_what_is_over(desk: Desk) -> None:
    _run(desk)
    with pytest.raises(RuleError) as refused:
        desk.actions.archive(desk.action)
    assert refused.value.code == "archive_while_running"
    assert "lopend" in sentence(refused.value)
    desk.records.patch("regional_action", desk.action, None, {"state": ActionState.DONE})
    desk.actions.archive(desk.action)
    assert desk.actions.listing(archived=False) == []
    assert desk.actions.choices() == []
    assert desk.actions.listing()[0].archived_on == desk.store.clock.today()
    desk.actions.bring_back(desk.action)
    assert len(desk.actions.listing(archived=False)) == 1
    desk.actions.archive(desk.action)
    _run(desk)  # what runs again is not in the archive
    assert len(desk.actions.listing(archived=False)) == 1


def test_an_action_in_use_is_not_removed(desk: Desk) -> None:
    _promise(desk)
    with pytest.raises(RuleError) as refused:
        desk.records.delete("regional_action", desk.action)
    assert (refused.value.code, refused.value.params["engagements"]) == ("action_in_use", 1)
    free = desk.actions.add({"title": "Vergissing"})
    desk.records.delete("regional_action", free)
    assert [row.id for row in desk.actions.listing()] == [desk.action]
