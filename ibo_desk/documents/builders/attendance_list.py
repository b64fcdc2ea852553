"""The attendance list to sign at a meeting, from who was invited in which capacity (R21)."""

from ibo_desk.documents.builders.attendance import attendee
from ibo_desk.documents.builders.facts import MeetingFacts, load_meeting
from ibo_desk.documents.builders.head import cancelled, head, meeting_lines
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.layouts.attendance_list import AttendanceList, Signer
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import present_at
from ibo_desk.domain.organisations import STAYED_AWAY, Capacity
from ibo_desk.language import _
from ibo_desk.services.meetings.attendance import AttendanceRow
from ibo_desk.services.words import label


def papers(sources: Sources, request: PaperRequest) -> list[Paper]:
    """The list for those who sit at the meeting."""
    return [Paper(attendance_list(load_meeting(sources, request.meeting)), request.meeting)]


def attendance_list(facts: MeetingFacts) -> AttendanceList:
    """The list from facts that were read before."""
    guests = [row for row in facts.attendance if row.capacity is Capacity.GUEST]
    members = [row for row in facts.attendance if row.capacity is not Capacity.GUEST]
    return AttendanceList(
        head=head(
            facts,
            kind="attendance-list",
            title=_("Attendance list"),
            audience=readers(present_at(facts.body.kind)),
            status=cancelled(facts),
            lines=meeting_lines(facts),
        ),
        members=tuple(_signer(row) for row in members),
        guests=tuple(_signer(row) for row in guests),
    )


def _signer(row: AttendanceRow) -> Signer:
    """Who signs; whoever is known not to come keeps a line that says so."""
    person = attendee(row)
    return Signer(
        organisation=person.organisation,
        person=person.person,
        capacity=person.capacity or label(row.capacity),
        signature=label(row.presence) if row.presence in STAYED_AWAY else "",
    )
