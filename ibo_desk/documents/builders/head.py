"""The title block that every paper carries."""

from ibo_desk.documents.builders.facts import MeetingFacts
from ibo_desk.documents.builders.phrases import author, flat, secretariat
from ibo_desk.documents.content_rows import Fact, Head
from ibo_desk.domain.meetings import MeetingState, MinutesState
from ibo_desk.language import _, pgettext
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.words.format import clock, day, long_day


def head(
    facts: MeetingFacts,
    *,
    kind: str,
    title: str,
    audience: str,
    status: str = "",
    lines: tuple[Fact, ...] = (),
) -> Head:
    """The title block of a paper about this meeting; ``lines`` are the label-and-value lines under the title."""
    return Head(
        kind=kind,
        title=title,
        subtitle=_("{body} · {day}").format(body=facts.body.name, day=long_day(facts.meeting.on)),
        body=facts.body.name,
        body_short=facts.body.short_name,
        region=facts.region.name,
        audience=audience,
        status=status,
        sample=_("Fictitious sample data") if facts.region.sample else "",
        data_date=day(facts.today),
        data_iso=facts.today.isoformat(),
        meeting_iso=facts.meeting.on.isoformat(),
        facts=lines,
        author=author(facts.keeper),
    )


def meeting_lines(facts: MeetingFacts) -> tuple[Fact, ...]:
    """When and where; of a written procedure until when one can answer."""
    meeting = facts.meeting
    if meeting.written:
        written = ((pgettext("paper", "Procedure"), meeting.title), (_("Answer by"), long_day(meeting.on)))
        return tuple(Fact(label=label, value=value) for label, value in written)
    pairs = (
        (pgettext("paper", "Meeting"), meeting.title),
        (pgettext("paper", "Date"), long_day(meeting.on)),
        (pgettext("paper", "Time"), hours(facts)),
        (pgettext("paper", "Place"), meeting.place),
        (pgettext("paper", "Online"), meeting.online),
    )
    return tuple(Fact(label=label, value=value) for label, value in pairs if value)


def cancelled(facts: MeetingFacts) -> str:
    """The status of a paper about a meeting that does not take place; "" for another."""
    return pgettext("paper", "Cancelled") if facts.meeting.state is MeetingState.CANCELLED else ""


def called_off(facts: MeetingFacts) -> str:
    """That the meeting does not take place and why, as a sentence; "" for another."""
    if not cancelled(facts):
        return ""
    why = flat(facts.meeting.cancelled_reason)
    return _("This meeting was cancelled: {why}").format(why=why) if why else _("This meeting was cancelled.")


def hours(facts: MeetingFacts) -> str:
    """ "14:00 – 16:00 uur"; only the beginning where the end is not known."""
    start, end = clock(facts.meeting.starts_at), clock(facts.meeting.ends_at)
    if start and end:
        return _("{start} – {end}").format(start=start, end=end)
    return _("from {start}").format(start=start) if start else ""


def source_state(meeting: MeetingRow, body: BodyRow, *, approved: bool = False) -> str:
    """On the basis of which text a paper looks back on a meeting that was held."""
    if body.external_secretariat:
        text = _("on the basis of our own notes; the minutes are kept by {secretariat}")
        return text.format(secretariat=secretariat(body))
    if approved or meeting.minutes_state is MinutesState.APPROVED:
        return _("on the basis of the approved minutes")
    if meeting.minutes_state is MinutesState.SUBMITTED:
        return _("on the basis of the draft minutes submitted for approval")
    return _("on the basis of the draft minutes")
