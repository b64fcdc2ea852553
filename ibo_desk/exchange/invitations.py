"""A meeting as an invitation that calendars add, change and remove (RFC 5545 and 5546)."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

from icalendar import Event, vCalAddress, vText

from ibo_desk.exchange.calendar_event import Entry, event_of, new_calendar
from ibo_desk.exchange.mail_addresses import Recipient
from ibo_desk.exchange.mail_message import Invitation


class CalendarForm(StrEnum):
    """How the meeting goes along: with buttons to answer on, as a file to open, or not at all."""

    REQUEST = "request"
    FILE = "file"
    NONE = "none"


_REQUEST: Final = "REQUEST"
_CANCEL: Final = "CANCEL"
_PUBLISH: Final = "PUBLISH"


def invitation_of(
    entry: Entry, organizer: Recipient, invited: Iterable[Recipient], form: CalendarForm, stamp: datetime
) -> Invitation | None:
    """The calendar part of a mail; None where none is asked. ``stamp`` is the moment in UTC.

    ``organizer`` should be the mailbox that sends it: answers go there. Asked again it is an update, since
    the meeting has the same id; a meeting that was called off is taken off the calendars.
    """
    if form is CalendarForm.NONE:
        return None
    asks = form is CalendarForm.REQUEST
    method = _CANCEL if entry.cancelled else _REQUEST if asks else _PUBLISH
    event = event_of(entry, 0, stamp)
    event.add("organizer", _person(organizer))
    if method != _PUBLISH:
        for recipient in invited:
            event.add("attendee", _attendee(recipient))
    calendar = new_calendar(method=method)
    calendar.add_component(_busy(event))
    return Invitation(method, bytes(calendar.to_ical()), asks)


def _busy(event: Event) -> Event:
    """A meeting without an hour is still one to come to."""
    event.pop("transp", None)
    return event


def _person(recipient: Recipient) -> vCalAddress:
    """Without quotation marks in the name, which old programs show as they are encoded."""
    address = vCalAddress(f"mailto:{recipient.email}")
    name = " ".join(recipient.name.replace('"', "").split())
    if name:
        address.params["CN"] = vText(name)
    return address


def _attendee(recipient: Recipient) -> vCalAddress:
    address = _person(recipient)
    address.params.update(
        CUTYPE=vText("INDIVIDUAL"),
        ROLE=vText("REQ-PARTICIPANT"),
        PARTSTAT=vText("NEEDS-ACTION"),
        RSVP=vText("TRUE"),
    )
    return address
