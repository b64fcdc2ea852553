"""The agenda of a meeting."""

from uuid import UUID

from ibo_desk.documents.asked import Asked, Paper
from ibo_desk.documents.builders.agenda_version import with_version
from ibo_desk.documents.builders.answers import answered
from ibo_desk.documents.builders.facts import MeetingFacts, load_meeting
from ibo_desk.documents.builders.head import called_off, cancelled, head, meeting_lines
from ibo_desk.documents.builders.items import attachments, layer, main_number, prepared
from ibo_desk.documents.builders.phrases import flat, joined, secretariat
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.content import Agenda, AgendaItem
from ibo_desk.documents.content_rows import Fact
from ibo_desk.documents.rich_text import Blocks, parse, plain
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, present_at
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import clock, day


def papers(sources: Sources, asked: Asked) -> list[Paper]:
    """The agenda of a meeting for those who sit there."""
    agenda = build_agenda(sources, asked.meeting)
    return [Paper(with_version(sources, agenda, asked.meeting), asked.meeting)]


def build_agenda(sources: Sources, meeting_id: UUID, audience: Audience | None = None) -> Agenda:
    """The agenda for an audience, by default those who sit there; ``NotFoundError`` for an unknown meeting."""
    facts = load_meeting(sources, meeting_id)
    return agenda_of(facts, audience or present_at(facts.body.kind))


def agenda_of(facts: MeetingFacts, reader: Audience) -> Agenda:
    """The agenda from facts that were read before."""
    lines = (*meeting_lines(facts), *_chairs(facts))
    return Agenda(
        head=head(
            facts,
            kind="agenda",
            title=_("Written procedure") if facts.meeting.written else _("Agenda"),
            audience=readers(reader),
            status=_status(facts),
            lines=lines,
        ),
        reason=_called_off(facts) + parse(facts.meeting.reason),
        items=tuple(_item(facts, item, reader) for item in facts.items_for(reader)),
        practical=_practical(facts),
    )


def _status(facts: MeetingFacts) -> str:
    draft = _("Draft agenda") if facts.meeting.state is MeetingState.PLANNED else ""
    return cancelled(facts) or draft


def _called_off(facts: MeetingFacts) -> Blocks:
    """That the meeting does not take place, above all else."""
    text = called_off(facts)
    return plain(text) if text else ()


def _chairs(facts: MeetingFacts) -> tuple[Fact, ...]:
    pairs = ((_("Chaired by"), joined(facts.meeting.chairs)), (_("Reported by"), facts.meeting.secretary))
    return tuple(Fact(label=name, value=value) for name, value in pairs if value)


def _item(facts: MeetingFacts, item: ItemRow, reader: Audience) -> AgendaItem:
    return AgendaItem(
        number=item.number,
        title=item.title,
        time=clock(item.starts),
        minutes=_("{count} min.").format(count=item.minutes) if item.minutes else "",
        type=label(item.item_type),
        action=item.action or "",
        layer=layer(item),
        submitted_by=item.submitted_by or "",
        prepared=" ".join(
            part for part in (prepared(facts, item, reader), answered(facts, item, reader)) if part
        ),
        mark=_mark(item),
        introduction=parse(item.introduction),
        asked=flat(item.asked),
        attachments=attachments(item),
        main=main_number(item),
        withdrawn=_withdrawn(item),
        key=str(item.id),
    )


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
    if facts.meeting.written:
        text = _("Nobody meets. Send {secretariat} your position on each item in writing, by {day}.")
        by = day(facts.meeting.on)
        return plain(text.format(secretariat=secretariat(facts.body), day=by))
    text = _("You cannot attend? Please tell {secretariat}, and who replaces you.")
    return plain(text.format(secretariat=secretariat(facts.body)))
