"""The sheet of a regional action: its file on paper, and nothing that the table may not read."""

from datetime import date
from uuid import UUID

import pytest

from ibo_desk.data.tables import (
    AgendaItem,
    Burden,
    BurdenShare,
    Document,
    Engagement,
    EngagementPartner,
    Evaluation,
    Funding,
    Indicator,
    Measurement,
    Meeting,
    Milestone,
    ProgressNote,
    RegionalAction,
    Topic,
)
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.kinds import KINDS
from ibo_desk.documents.layouts.action_sheet import ActionSheet
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.actions import ActionState, Bearing
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.funding import FundingKind, FundingState
from ibo_desk.services.base.attached import keep_bytes
from ibo_desk.services.parties.bodies import Bodies
from tests.documents.builders.small_region import SmallRegion
from tests.documents.test_leaks import _forms, _told

NARROW = (Audience.SECRETARIAT, Audience.COLLEGE, Audience.MUNICIPALITIES)


@pytest.fixture
def action(region: SmallRegion) -> UUID:
    """An action with something in every part of its file; what participants may not read carries a mark."""
    conference = next(
        body.id for body in Bodies(region.store).listing() if body.kind is BodyKind.MAYORS_CONFERENCE
    )
    with region.store.write("Actie") as work:
        made = work.add(
            RegionalAction(title="Leiepark", short_title="Park", number="7", state=ActionState.RUNNING)
        )
        made.public_progress, made.next_step = "Het plan ligt voor.", "Plan vaststellen"
        about = {"action_id": made.id}
        sha256 = keep_bytes(work, "stuk.pdf", b"fictief")
        kept = {"content_hash": sha256, "blob_sha256": sha256, "kind": "attachment", **about}
        for audience in Audience:
            mark = f"Q{audience}q"
            work.add(ProgressNote(on=date(2026, 11, 1), text=f"{mark}nota", audience=audience, **about))
            work.add(Document(title=f"{mark}stuk", audience=audience, **kept))
            promise = work.add(Engagement(what=f"{mark}belofte", audience=audience, **about))
            work.add(EngagementPartner(engagement_id=promise.id, organisation_id=region.towns["Menen"]))
        meeting = work.add(Meeting(body_id=conference, on=date(2026, 11, 3)))
        topic = work.add(Topic(title="Onderwerp", **about))
        work.session.flush()
        for place, body, title in (
            (meeting.id, conference, "Qconferentieq"),
            (region.ibo, _body(region, BodyKind.IBO), "Op het IBO"),
        ):
            work.add(
                AgendaItem(meeting_id=place, body_id=body, topic_id=topic.id, title=title, order_key="z")
            )
        work.add(Milestone(title="Vergunning", due_on=date(2027, 6, 1), **about))
        work.add(Evaluation(planned_on=date(2027, 9, 1), **about))
        counted = work.add(Indicator(name="Hectare groen", unit="ha", target_thousandths=20_000, **about))
        work.add(Measurement(indicator_id=counted.id, on=date(2026, 1, 1), value_thousandths=2_500))
        work.add(
            Funding(
                label="Aanleg",
                kind=FundingKind.SUBSIDY_CALL,
                state=FundingState.GRANTED,
                granted_cents=1_000_00,
                final_report_on=date(2027, 12, 1),
                **about,
            )
        )
        for what, bearing, town, value in (
            ("Grond", Bearing.BURDEN, "Menen", 3_000),
            ("Bezoekers", Bearing.BENEFIT, "Kortrijk", 9_000),
        ):
            burden = work.add(Burden(what=what, bearing=bearing, unit="eenheden", **about))
            work.add(
                BurdenShare(burden_id=burden.id, organisation_id=region.towns[town], value_thousandths=value)
            )
        return made.id


def _body(region: SmallRegion, kind: BodyKind) -> UUID:
    return next(body.id for body in Bodies(region.store).listing() if body.kind is kind)


def _sheet(region: SmallRegion, action_id: UUID) -> ActionSheet:
    (paper,) = Papers(region).contents(PaperRequest("action-sheet", action_id=action_id))
    assert isinstance(paper.content, ActionSheet)
    return paper.content


@pytest.mark.long
def test_the_sheet_holds_every_part_of_the_file(region: SmallRegion, action: UUID) -> None:
    sheet = _sheet(region, action)
    assert (sheet.state, sheet.next_step, sheet.progress) == (
        "lopend",
        "Plan vaststellen",
        "Het plan ligt voor.",
    )
    assert [(moment.on, moment.title) for moment in sheet.ahead][-3:] == [
        ("1 juni 2027", "Vergunning"),
        ("1 september 2027", "evaluatie"),
        ("1 december 2027", "Aanleg: eindverslag in te dienen"),
    ]
    assert (sheet.indicators[0].last, sheet.indicators[0].target) == ("2,5 (1 januari 2026)", "20")
    assert (sheet.money[0].kind, sheet.money[0].state, sheet.money[0].days) == (
        "subsidieoproep",
        "toegekend",
        "eindverslag in te dienen: 1 december 2027",
    )
    assert [(row.municipality, row.burdens, row.benefits) for row in sheet.bearers] == [
        ("Kortrijk", "", "Bezoekers: 9 eenheden"),
        ("Menen", "Grond: 3 eenheden", ""),
    ]
    assert "Op het IBO" in {moment.title for moment in (*sheet.story, *sheet.ahead)}


@pytest.mark.long
def test_no_form_of_the_sheet_tells_what_the_table_may_not_read(region: SmallRegion, action: UUID) -> None:
    hidden = {"Qconferentieq", *(f"Q{audience}q" for audience in NARROW)}
    for form, text in _forms(_sheet(region, action)):
        assert _told(hidden, text) == set(), form
        told = {f"Q{Audience.PARTICIPANTS}q{part}" for part in ("nota", "stuk", "belofte")}
        assert _told(told, text) == told, form


def test_a_sheet_is_of_one_action(region: SmallRegion) -> None:
    with pytest.raises(PaperError) as refused:
        Papers(region).contents(PaperRequest("action-sheet"))
    assert refused.value.code == "paper_needs_action"
    assert KINDS["action-sheet"].audience is Audience.PARTICIPANTS


def test_a_stopped_action_says_so_and_has_no_next_step(region: SmallRegion, action: UUID) -> None:
    with region.store.write("Stop") as work:
        row = work.get(RegionalAction, action)
        row.state, row.stopped_on, row.stopped_reason = ActionState.STOPPED, date(2026, 11, 2), "Geen geld"
        work.add(row)
    sheet = _sheet(region, action)
    assert (sheet.stopped, sheet.next_step) == ("Stopgezet op 2 november 2026: Geen geld", "")
