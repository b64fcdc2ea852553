"""The attendance list to sign: who is expected in which capacity for which body, and room for guests."""

from ibo_desk.documents.layouts.attendance_list import AttendanceList
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.render import file_name, render
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.organisations import Presence
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.words import label
from tests.documents.builders.small_region import SmallRegion


def of(region: SmallRegion) -> AttendanceList:
    content = Papers(region).preview(PaperRequest("attendance-list", meeting_id=region.ibo))
    assert isinstance(content, AttendanceList)
    return content


def test_everybody_who_was_invited_has_a_line(region: SmallRegion) -> None:
    rows = Meetings(region.store).attendance(region.ibo)
    content = of(region)
    assert len(content.members) + len(content.guests) == len(rows)
    assert all(signer.organisation and signer.capacity for signer in (*content.members, *content.guests))


def test_who_is_known_not_to_come_does_not_sign(region: SmallRegion) -> None:
    rows = Meetings(region.store).attendance(region.ibo)
    away = sorted(label(row.presence) for row in rows if row.presence in {Presence.EXCUSED, Presence.ABSENT})
    content = of(region)
    signed = [signer.signature for signer in (*content.members, *content.guests)]
    assert sorted(signature for signature in signed if signature) == away


def test_guests_find_empty_lines(region: SmallRegion) -> None:
    content = of(region)
    page = render(content, "html").decode()
    assert page.count("<tr><td></td><td></td><td></td><td></td></tr>") == 6
    assert file_name(content, "pdf") == "aanwezigheidslijst-ibo-2026-11-06.pdf"
