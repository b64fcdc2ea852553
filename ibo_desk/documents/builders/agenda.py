"""The agenda of a meeting."""

from collections.abc import Iterator
from uuid import UUID

from ibo_desk.documents.builders.agenda_version import with_version
from ibo_desk.documents.builders.answers import answered
from ibo_desk.documents.builders.facts import MeetingFacts, load_meeting
from ibo_desk.documents.builders.head import called_off, cancelled, head, meeting_lines
from ibo_desk.documents.builders.items import (
    attachments,
    layer,
    main_number,
    outcome,
    prepared,
    type_of,
)
from ibo_desk.documents.builders.phrases import flat, joined, secretariat
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.content import Agenda, AgendaItem
from ibo_desk.documents.content_rows import Fact
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.rich_text import Blocks, parse, plain
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, present_at
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import Capacity
from ibo_desk.domain.topics import NOT_TREATED, Treatment
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.meetings.attendance import AttendanceRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import clock, day, long_day


def papers(sources: Sources, request: PaperRequest) -> list[Paper]:
    """The agenda of a meeting for those who sit there."""
    agenda = build_agenda(sources, request.meeting)
    return [Paper(with_version(sources, agenda, request.meeting), request.meeting)]


def build_agenda(sources: Sources, meeting_id: UUID, audience: Audience | None = None) -> Agenda:
    """The agenda for an audience, by default those who sit there; ``NotFoundError`` for an unknown meeting."""
    facts = load_meeting(sources, meeting_id)
    return agenda_of(facts, audience or present_at(facts.body.kind))


def agenda_of(facts: MeetingFacts, reader: Audience) -> Agenda:
    """The agenda from facts that were read before."""
    lines = (*meeting_lines(facts), *_chairs(facts))
    meets = not (facts.meeting.written or cancelled(facts))
    return Agenda(
        head=head(
            facts,
            kind="agenda",
            title=_("Written procedure") if facts.meeting.written else _("Agenda"),
            audience=readers(reader),
            status=_status(facts),
            lines=lines,
        ),
        invitation=_invitation(facts),
        reply_by=long_day(facts.meeting.reply_by) if meets else "",
        invited=tuple(_invited(facts)),
        reason=_called_off(facts) + parse(facts.meeting.reason),
        items=tuple(_item(facts, item, reader) for item in facts.items_for(reader)),
        practical=_practical(facts),
    )


def _status(facts: MeetingFacts) -> str:
    draft = _("Draft agenda") if facts.meeting.state is MeetingState.PLANNED else ""
    return cancelled(facts) or draft


def _invites(facts: MeetingFacts) -> bool:
    """Whether the paper asks people to come: not to what is called off, done in writing or convened elsewhere."""
    return not (cancelled(facts) or facts.meeting.written or facts.body.external_secretariat)


def _invitation(facts: MeetingFacts) -> str:
    if not _invites(facts):
        return ""
    return facts.sentences.invitation(facts.meeting.title, facts.meeting.on)


def _invited(facts: MeetingFacts) -> Iterator[str]:
    """Those on the attendance list, whether they come or not: the delegates on one line, the guests on the next."""
    if not _invites(facts):
        return
    guests = [row for row in facts.attendance if row.capacity is Capacity.GUEST]
    delegates = [row for row in facts.attendance if row.capacity is not Capacity.GUEST]
    for rows, heading in ((delegates, N_("Invited")), (guests, N_("Guests"))):
        if rows:
            yield f"{_(heading)}: {joined([_with_name(row) for row in rows])}"


def _with_name(row: AttendanceRow) -> str:
    name = row.label.partition(", ")[0]
    return f"{row.organisation} ({name})" if name else row.organisation


def _called_off(facts: MeetingFacts) -> Blocks:
    """That the meeting does not take place, above all else."""
    text = called_off(facts)
    return plain(text) if text else ()


def _chairs(facts: MeetingFacts) -> tuple[Fact, ...]:
    pairs = ((_("Chaired by"), joined(facts.meeting.chairs)), (_("Reported by"), facts.meeting.secretary))
    return tuple(Fact(label=name, value=value) for name, value in pairs if value)


def _item(facts: MeetingFacts, item: ItemRow, reader: Audience) -> AgendaItem:
    gone = _is_gone(facts, item)
    lasts = item.minutes and not (gone or facts.meeting.written)
    return AgendaItem(
        number=item.number,
        title=item.title,
        time="" if gone else clock(item.starts),
        minutes=_("{count} min.").format(count=item.minutes) if lasts else "",
        type=type_of(item),
        action=item.action or "",
        layer=layer(item),
        submitted_by=item.submitted_by or "",
        prepared=" ".join(
            part for part in (prepared(facts, item, reader), answered(facts, item, reader)) if part
        ),
        mark=_mark(item),
        introduction=outcome(item, facts.sentences) if gone else parse(item.introduction),
        asked="" if gone else flat(item.asked),
        attachments=() if gone else attachments(item),
        main=main_number(item),
        withdrawn=_withdrawn(item),
        key=str(item.id),
    )


def _is_gone(facts: MeetingFacts, item: ItemRow) -> bool:
    """Whether the meeting will not take this up: one sentence says so, in place of what it would have been asked."""
    withdrawn = item.treatment is Treatment.WITHDRAWN
    return withdrawn or (item.treatment in NOT_TREATED and not facts.held)


def _mark(item: ItemRow) -> str:
    marks = [
        _withdrawn(item),
        _("urgent") if item.urgent else "",
        _("added later") if item.late else "",
        _("resumed item") if item.previous_id else "",
    ]
    return ", ".join(mark for mark in marks if mark)


def _withdrawn(item: ItemRow) -> str:
    """An item that was taken back keeps its number, so that nobody looks for it."""
    return label(Treatment.WITHDRAWN) if item.treatment is Treatment.WITHDRAWN else ""


def _practical(facts: MeetingFacts) -> Blocks:
    """Whom to tell that one cannot come; another secretariat has its own habits."""
    if facts.body.external_secretariat:
        text = _("This agenda was taken over from the secretariat of the meeting ({secretariat}).")
        return plain(text.format(secretariat=secretariat(facts.body)))
    if cancelled(facts):
        return ()
    if facts.meeting.written:
        text = _("Nobody meets. Send {secretariat} your position on each item in writing, by {day}.")
        by = day(facts.meeting.on)
        return plain(text.format(secretariat=secretariat(facts.body), day=by))
    values = {"secretariat": secretariat(facts.body), "day": day(facts.meeting.reply_by)}
    if facts.meeting.reply_by is not None:
        text = _("Please tell {secretariat} by {day} whether you attend, and who replaces you if you do not.")
    else:
        text = _("You cannot attend? Please tell {secretariat}, and who replaces you.")
    return plain(text.format(**values))
