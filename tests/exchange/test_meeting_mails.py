"""Invitation, new version and cancellation as mails: what another mail and calendar library reads of them."""

import mailbox
from contextlib import closing
from datetime import UTC, date, datetime, time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import vobject

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import Capacity
from ibo_desk.domain.topics import Treatment
from ibo_desk.exchange.draft_files import write_drafts
from ibo_desk.exchange.invitations import CalendarForm
from ibo_desk.exchange.meeting_groups import GroupKey
from ibo_desk.exchange.meeting_mails import MeetingDraft, Sending
from tests.exchange.loop_region import Loop

LINK = "https://overleg.example/ibo?code=1&plaats=é"


@pytest.fixture
def region(looped: Loop) -> Loop:
    found, app = looped, looped.app
    hours = {"starts_at": time(14), "ends_at": time(16, 30), "place": "Leiedal, zaal; é", "online": LINK}
    app.records.patch("meeting", found.meeting, None, hours)
    return found


@pytest.fixture
def sending(tmp_path: Path) -> Sending:
    agenda = tmp_path / "agenda.pdf"
    agenda.write_bytes(b"%PDF-1.7 fictief")
    return Sending((agenda,), "secretariaat@regio.example", CalendarForm.REQUEST)


def drafts(region: Loop, sending: Sending) -> dict[GroupKey, MeetingDraft]:
    return {draft.key: draft for draft in region.app.meeting_mails.drafts(region.meeting, sending)}


def opened(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def event_in(data: bytes) -> tuple[str, "vobject.base.Component"]:
    """Method and event that vobject reads of the part beside the words; the program writes with icalendar."""
    part = next(part for part in opened(data).walk() if part.get_content_type() == "text/calendar")
    calendar = vobject.readOne(part.get_content())
    assert part.get_param("method") == calendar.method.value
    return calendar.method.value, calendar.vevent


def test_the_invitation_lies_where_mail_programs_look(region: Loop, sending: Sending) -> None:
    message = opened(drafts(region, sending)[GroupKey.MEMBERS].data)
    assert message["X-Unsent"] == "1"
    first, *others = message.iter_parts()
    assert first.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in first.iter_parts()] == [
        "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    beside = first.get_payload()[2]
    assert beside["Content-Disposition"] is None
    assert (beside.get_param("charset"), beside["Content-Transfer-Encoding"]) == ("utf-8", "base64")
    assert [part.get_filename() for part in others] == ["invite.ics", "agenda.pdf"]
    assert others[0].get_content_type() == "application/ics"
    assert others[0].get_content() == beside.get_content().encode()


@pytest.mark.long
def test_request_update_and_cancellation_are_read_back(region: Loop, sending: Sending) -> None:
    brussels = ZoneInfo("Europe/Brussels")
    method, event = event_in(drafts(region, sending)[GroupKey.MEMBERS].data)
    first = int(event.sequence.value)
    assert method == "REQUEST"
    assert event.dtstart.value == datetime(2026, 12, 11, 14, tzinfo=brussels)
    assert event.dtend.value == datetime(2026, 12, 11, 16, 30, tzinfo=brussels)
    assert event.dtstart.value.utcoffset() == datetime(2026, 12, 11, tzinfo=brussels).utcoffset()
    assert event.dtstamp.value.tzinfo is not None
    assert event.dtstamp.value == region.app.clock.now().astimezone(UTC).replace(microsecond=0)
    assert event.organizer.value == "mailto:secretariaat@regio.example"
    assert [line.value for line in event.attendee_list] == ["mailto:roos@kortrijk.example"]
    assert event.attendee_list[0].params["RSVP"] == ["TRUE"]
    assert (event.location.value, event.url.value) == ("Leiedal, zaal; é", LINK)
    assert LINK in event.description.value

    # what nobody plans by is no update; another hour is one
    region.app.records.patch("meeting", region.meeting, None, {"secretary": "Roos Rozenblad"})
    same = event_in(drafts(region, sending)[GroupKey.MEMBERS].data)[1]
    assert int(same.sequence.value) == first
    region.app.records.patch("meeting", region.meeting, None, {"starts_at": time(9), "ends_at": time(11)})
    method, update = event_in(drafts(region, sending)[GroupKey.MEMBERS].data)
    assert (method, update.uid.value, int(update.sequence.value)) == ("REQUEST", event.uid.value, first + 1)
    assert update.dtstart.value.hour == 9

    region.app.records.patch(
        "meeting", region.meeting, None, {"state": MeetingState.CANCELLED, "cancelled_reason": "Ziekte"}
    )
    draft = drafts(region, sending)[GroupKey.MEMBERS]
    method, off = event_in(draft.data)
    assert (method, off.status.value, off.uid.value) == ("CANCEL", "CANCELLED", event.uid.value)
    assert int(off.sequence.value) == first + 2
    assert off.organizer.value == event.organizer.value
    assert [line.value for line in off.attendee_list] == ["mailto:roos@kortrijk.example"]
    assert draft.subject.startswith("Afgelast:")
    assert "Ziekte" in draft.text
    assert "Fietsbrug" not in draft.text

    # an exported calendar counts the same way, so neither takes the other back
    body = region.app.meetings.row(region.meeting).body_id
    exported = vobject.readOne(region.app.calendars_out.of_body(body).decode()).vevent
    assert (exported.uid.value, exported.sequence.value) == (off.uid.value, off.sequence.value)


def test_each_group_has_its_own_mail(region: Loop, sending: Sending) -> None:
    app = region.app
    app.meetings.invite(region.meeting)
    guest = app.records.add("person", {"name": "Gast Genodigd", "email": "gast@elders.example"})
    app.meetings.add_line(
        region.meeting,
        region.towns["Menen"],
        "Gast Genodigd, fictief",
        person_id=guest,
        capacity=Capacity.GUEST,
    )
    made = drafts(region, sending)
    assert set(made) == set(GroupKey)
    assert [whom.email for whom in made[GroupKey.GUESTS].recipients] == ["gast@elders.example"]
    assert "roos@kortrijk.example" not in opened(made[GroupKey.GUESTS].data).as_string()
    assert "Nele Notelaar" in made[GroupKey.MEMBERS].problem
    informed = made[GroupKey.INFORMED]
    assert "wannes@kortrijk.example" in {whom.email for whom in informed.recipients}
    assert informed.invitation is None
    assert "ter info" in informed.subject
    everybody = [whom.email for draft in made.values() for whom in draft.recipients]
    assert len(everybody) == len(set(everybody))


@pytest.mark.long
def test_what_they_may_not_know_is_in_no_mail(region: Loop, sending: Sending) -> None:
    app = region.app
    app.agenda.add(region.meeting, {"title": "GEHEIM", "audience": Audience.SECRETARIAT})
    app.agenda.add(region.meeting, {"title": "Teruggenomen", "treatment": Treatment.WITHDRAWN})
    for draft in drafts(region, sending).values():
        assert "GEHEIM" not in draft.text
        assert "Teruggenomen" in draft.text


@pytest.mark.parametrize(
    ("form", "kinds"),
    [
        (CalendarForm.REQUEST, ["text/plain", "text/html", "text/calendar", "application/ics"]),
        (CalendarForm.FILE, ["text/plain", "text/html", "application/ics"]),
        (CalendarForm.NONE, ["text/plain", "text/html"]),
    ],
)
def test_how_it_goes_to_calendars_is_chosen(
    region: Loop, sending: Sending, form: CalendarForm, kinds: list[str]
) -> None:
    made = drafts(region, Sending((), sending.organizer, form))[GroupKey.MEMBERS]
    parts = [part.get_content_type() for part in opened(made.data).walk() if not part.is_multipart()]
    assert parts == kinds
    if form is CalendarForm.FILE:
        assert made.invitation is not None
        assert vobject.readOne(made.invitation.data.decode()).method.value == "PUBLISH"


@pytest.mark.parametrize("organizer", ["", "geen adres", "x@y"])
def test_without_an_address_that_invites_there_is_no_invitation(region: Loop, organizer: str) -> None:
    made = drafts(region, Sending((), organizer, CalendarForm.REQUEST))
    assert all(draft.invitation is None for draft in made.values())
    assert made[GroupKey.MEMBERS].recipients


def test_a_meeting_without_hours_and_without_a_place(region: Loop, sending: Sending) -> None:
    none = {"starts_at": None, "ends_at": None, "place": "", "online": ""}
    region.app.records.patch("meeting", region.meeting, None, none)
    draft = drafts(region, sending)[GroupKey.MEMBERS]
    event = event_in(draft.data)[1]
    assert event.dtstart.value == date(2026, 12, 11)
    assert not hasattr(event, "location")
    assert "Waar" not in draft.text


def test_lines_of_the_calendar_are_short_and_in_one_zone(region: Loop, sending: Sending) -> None:
    invitation = drafts(region, sending)[GroupKey.MEMBERS].invitation
    assert invitation is not None
    assert max(len(line) for line in invitation.data.split(b"\r\n")) <= 75
    assert b"\n" not in invitation.data.replace(b"\r\n", b"")
    assert invitation.data.count(b"BEGIN:VTIMEZONE") == 1
    assert invitation.data.count(b"RRULE:") == 2
    assert b"RDATE" not in invitation.data


def test_the_drafts_lie_in_a_folder_as_mails(region: Loop, sending: Sending, tmp_path: Path) -> None:
    made = list(drafts(region, sending).values())
    paths = write_drafts(made, tmp_path / "uit")
    with closing(mailbox.mbox(tmp_path / "alle.mbox")) as box:
        for path in paths:
            box.add(path.read_bytes())
        assert len(box) == len(made) == len({path.name for path in paths})


@pytest.mark.parametrize(
    "text", ["teams", "javascript:alert(1)", "https://", "https://a b.example", "www.x.be"]
)
def test_a_link_that_opens_nothing_is_refused(region: Loop, text: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        region.app.records.patch("meeting", region.meeting, None, {"online": text})
    assert refused.value.code == "not_a_link"


@pytest.mark.long
def test_the_mail_invites_as_the_agenda_does_and_says_until_when(region: Loop, sending: Sending) -> None:
    app = region.app
    before = drafts(region, sending)[GroupKey.MEMBERS].text
    assert before.startswith("U bent uitgenodigd op de vergadering van het IBO op vrijdag ")
    assert "Kunt u niet komen?" in before
    app.records.patch("meeting", region.meeting, None, {"reply_by": date(2026, 12, 4)})
    after = drafts(region, sending)[GroupKey.MEMBERS].text
    assert "Laat uiterlijk op 4 december 2026 aan Secretariaat IBO weten of u komt" in after
    assert "Kunt u niet komen?" not in after
    assert "4 december" not in drafts(region, sending)[GroupKey.INFORMED].text
