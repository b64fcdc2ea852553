"""Papers about a past day tell what was true then; what happened since has a line of its own, with its day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ibo_desk.data.tables import Attendance, Meeting
from ibo_desk.documents.builders.agenda import build_agenda
from ibo_desk.documents.builders.memo import build_memo
from ibo_desk.documents.builders.minutes import build_minutes
from ibo_desk.documents.content import Minutes
from ibo_desk.documents.content_json import digest, to_json
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.render import render
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.rich_text import as_text
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import ApprovalMode, ItemType
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.meetings import MeetingState, has_minutes
from ibo_desk.domain.organisations import Presence
from ibo_desk.domain.topics import Stance
from ibo_desk.services.base.records import patch
from ibo_desk.services.engagements.record_types import RECORD_TYPES
from ibo_desk.services.engagements.rows import ShareRow
from tests.documents.builders.small_region import IBO_DAY, NEXT_DAY, SmallRegion

LATER = datetime(2027, 3, 1, 12, 0, tzinfo=ZoneInfo("Europe/Brussels"))


def on(region: SmallRegion, moment: datetime) -> Sources:
    """The same file, looked at on another day."""
    region.store.clock = FixedClock(moment)
    return Sources(region.store)


def shares(region: SmallRegion, sources: Sources) -> list[ShareRow]:
    """Those that participants may read."""
    rows = sources.engagements.listing(meeting_id=region.ibo)
    return [part for row in rows if row.audience is Audience.PARTICIPANTS for part in row.partners]


def without_since(minutes: Minutes) -> Minutes:
    """The minutes without what came later, and without the day on which they were made."""
    head = replace(minutes.head, data_date="", data_iso="")
    return replace(minutes, head=head, items=tuple(replace(item, later=()) for item in minutes.items))


def confirmed(region: SmallRegion, sources: Sources) -> None:
    """A college confirms after the meeting."""
    part = next(one for one in shares(region, sources) if one.state is EngagementState.CONDITIONAL)
    college = region.colleges["Menen"]
    sources.engagements.set_state(
        part.id, EngagementState.CONFIRMED, confirmed_by_id=college, confirmed_on=IBO_DAY + timedelta(days=9)
    )


def kept(region: SmallRegion, sources: Sources) -> None:
    part = next(one for one in shares(region, sources) if one.state is EngagementState.CONFIRMED)
    sources.engagements.set_state(
        part.id, EngagementState.KEPT, since=IBO_DAY + timedelta(days=20), evidence="Bezorgd per mail"
    )


def withdrawn(region: SmallRegion, sources: Sources) -> None:
    for part in shares(region, sources):
        if part.state is EngagementState.CONDITIONAL:
            sources.engagements.set_state(part.id, EngagementState.WITHDRAWN)


def another_amount(region: SmallRegion, sources: Sources) -> None:
    part = next(one for one in shares(region, sources) if one.state is EngagementState.CONDITIONAL)
    sources.engagements.set_state(part.id, EngagementState.CONFIRMED)
    with region.store.write("bedrag") as work:
        patch(work, RECORD_TYPES["engagement_partner"], part.id, None, {"amount_cents": 123_400})


@pytest.mark.long
@pytest.mark.parametrize("happens", [confirmed, kept, withdrawn, another_amount])
def test_minutes_made_later_are_those_made_on_the_day(
    region: SmallRegion, happens: Callable[[SmallRegion, Sources], None]
) -> None:
    then = build_minutes(
        on(region, datetime(2026, 11, 6, 18, 0, tzinfo=ZoneInfo("Europe/Brussels"))), region.ibo
    )
    sources = on(region, LATER)
    happens(region, sources)
    now = build_minutes(sources, region.ibo)
    assert without_since(now) == without_since(then)
    assert all(not item.later for item in then.items)
    assert [line for item in now.items for line in item.later], "what happened since is told"
    final = build_minutes(sources, region.ibo, approved_on=NEXT_DAY)
    assert not [line for item in final.items for line in item.later], "approval locks the day itself"
    assert all(made.state for item in now.items for made in item.engagements)


def test_what_came_later_says_when_and_by_whom_on_every_form(region: SmallRegion) -> None:
    sources = on(region, LATER)
    confirmed(region, sources)
    minutes = build_minutes(sources, region.ibo)
    (line,) = [line for item in minutes.items for line in item.later]
    assert line.startswith("Sindsdien, voor “")
    assert "bevestigd op 15 november 2026 door het College van burgemeester en schepenen Menen" in line
    for kind in ("txt", "html"):
        assert "bevestigd op 15 november 2026" in render(minutes, kind).decode()


def test_a_note_tells_only_its_own_later_facts(region: SmallRegion) -> None:
    sources = on(region, LATER)
    part = next(one for one in shares(region, sources) if one.organisation == "Menen")
    sources.engagements.set_state(part.id, EngagementState.CONFIRMED, confirmed_on=date(2026, 11, 20))
    own = to_json(build_memo(sources, region.ibo, region.colleges["Menen"]))
    other = to_json(build_memo(sources, region.ibo, region.colleges["Wervik"]))
    assert "Menen bevestigd op 20 november 2026" in own
    assert "20 november 2026" not in other
    assert '"state":"bevestigd"' not in own.split('"noted"')[0]


def test_who_was_not_there_has_no_position_in_the_minutes(region: SmallRegion, sources: Sources) -> None:
    said = build_minutes(sources, region.ibo).items[1].positions
    assert [row.organisation for row in said] == ["Kuurne"]
    with region.store.write("Kuurne") as work:
        work.add(
            Attendance(
                meeting_id=region.ibo, organisation_id=region.towns["Kuurne"], presence=Presence.EXCUSED
            )
        )
    assert build_minutes(sources, region.ibo).items[1].positions == ()
    sources.agenda.set_position(region.fietsbrug, region.towns["Harelbeke"], Stance.AGREES)
    assert build_minutes(sources, region.ibo).items[1].positions == ()


@pytest.mark.long
def test_the_approving_item_reaches_the_paper(region: SmallRegion) -> None:
    sources = on(region, LATER)
    assert build_minutes(sources, region.ibo).head.status == "Ontwerp"
    item = sources.agenda.add(
        region.next_ibo, {"title": "Goedkeuring verslag 6/11", "item_type": ItemType.MINUTES_APPROVAL}
    )
    sources.agenda.conclude(item, "Het verslag wordt goedgekeurd.")
    told = "Goedgekeurd door het IBO op 18 december 2026"
    assert build_minutes(sources, region.ibo).head.status == told
    final = Papers(region).minutes_to_approve(region.ibo, NEXT_DAY, ApprovalMode.NEXT_MEETING)
    assert final.head.status == told
    version = sources.minutes.submit(region.ibo, to_json(final), digest(final), IBO_DAY)
    sources.minutes.approve(version, NEXT_DAY, ApprovalMode.NEXT_MEETING, to_json(final), digest(final))
    assert Papers(region).preview(PaperRequest("minutes", meeting_id=region.ibo)).head.status == told
    sources.minutes.reopen(region.ibo, "De naam van een spreker was fout.")
    again = build_minutes(sources, region.ibo).head.status
    assert again == "Ontwerp; vervangt het verslag dat op 18 december 2026 werd goedgekeurd"


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (ApprovalMode.IN_WRITING, "Schriftelijk goedgekeurd op 20 november 2026"),
        (ApprovalMode.SILENT, "Goedgekeurd zonder opmerkingen binnen de termijn, op 20 november 2026"),
        (None, "Goedgekeurd op 20 november 2026"),
    ],
)
def test_other_ways_of_approving_are_told_as_such(
    region: SmallRegion, how: ApprovalMode | None, told: str
) -> None:
    final = Papers(region).minutes_to_approve(region.ibo, date(2026, 11, 20), how)
    assert final.head.status == told


def test_a_draft_says_draft_and_what_was_submitted_says_so(region: SmallRegion, sources: Sources) -> None:
    text = build_minutes(sources, region.ibo)
    assert text.head.status == "Ontwerp"
    sources.minutes.submit(region.ibo, to_json(text), digest(text), IBO_DAY)
    assert build_minutes(sources, region.ibo).head.status.startswith("Voorgelegd")


def test_what_was_cancelled_or_has_yet_to_come_has_no_minutes(region: SmallRegion, sources: Sources) -> None:
    papers = Papers(region)
    with pytest.raises(PaperError) as early:
        papers.contents(PaperRequest("minutes", meeting_id=region.next_ibo))
    assert early.value.code == "no_minutes_yet"
    assert "18 december 2026" in str(early.value.sentence)
    with region.store.write("reden") as work:
        work.get(Meeting, region.next_ibo).cancelled_reason = "te weinig punten"
    sources.meetings.set_state(region.next_ibo, MeetingState.CANCELLED)
    with pytest.raises(PaperError) as cancelled:
        papers.contents(PaperRequest("minutes", meeting_id=region.next_ibo))
    assert cancelled.value.code == "cancelled_without_minutes"
    assert "geannuleerd" in str(cancelled.value.sentence)
    agenda = build_agenda(sources, region.next_ibo)
    assert agenda.head.status == "Geannuleerd"
    assert as_text(agenda.reason).startswith("Deze vergadering is geannuleerd: te weinig punten")
    memo = build_memo(sources, region.next_ibo, region.colleges["Menen"])
    assert memo.head.status == "Geannuleerd"


@pytest.mark.parametrize(
    ("state", "ahead", "there"),
    [
        (MeetingState.PLANNED, 1, False),
        (MeetingState.AGENDA_SENT, 1, False),
        (MeetingState.AGENDA_SENT, 0, True),
        (MeetingState.HELD, 0, True),
        (MeetingState.HELD, 1, True),
        (MeetingState.CLOSED, -9, True),
        (MeetingState.CANCELLED, -9, False),
    ],
)
def test_when_there_can_be_minutes(state: MeetingState, ahead: int, there: bool) -> None:
    today = date(2026, 11, 23)
    assert has_minutes(state, today + timedelta(days=ahead), today) is there
