"""The minutes of a meeting, or what we noted of a meeting whose minutes another secretariat keeps."""

from datetime import date
from uuid import UUID

from ibo_desk.documents.builders.answers import answered
from ibo_desk.documents.builders.attendance import away, groups
from ibo_desk.documents.builders.engagements import followed_up, minuted
from ibo_desk.documents.builders.facts import MeetingFacts, load_meeting
from ibo_desk.documents.builders.head import head, meeting_lines
from ibo_desk.documents.builders.items import (
    attachments,
    layer,
    main_number,
    outcome,
    outcome_label,
    positions,
    prepared,
    type_of,
)
from ibo_desk.documents.builders.phrases import capital, flat, secretariat
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.builders.referrals import referrals
from ibo_desk.documents.builders.since import since_lines
from ibo_desk.documents.content import Minutes, MinutesItem
from ibo_desk.documents.content_rows import Attachment, Fact, Signature
from ibo_desk.documents.rich_text import Blocks, parse, plain
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, may_print, present_at
from ibo_desk.domain.bodies import ApprovalMode, BodyKind
from ibo_desk.domain.course import as_treated, read_breaks
from ibo_desk.domain.meetings import MinutesState
from ibo_desk.domain.slash import said_on_paper
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _, ngettext, pgettext
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.meetings.procedure import quorum_sentence, votes_sentence
from ibo_desk.services.parties.body_rows import the_body
from ibo_desk.services.words import label
from ibo_desk.services.words.format import clock, day, long_day


def build_minutes(
    sources: Sources,
    meeting_id: UUID,
    audience: Audience | None = None,
    *,
    approved_on: date | None = None,
    how: ApprovalMode | None = None,
) -> Minutes:
    """The minutes for an audience, by default those who sit there: how it stood at the meeting.

    ``approved_on`` makes the text that approval locks: without "draft" and without what happened since, with the day
    on which it was approved, and by which meeting or otherwise ``how``.
    ``NotFoundError`` for an unknown meeting.
    """
    facts = load_meeting(sources, meeting_id)
    return minutes_of(facts, audience or present_at(facts.body.kind), approved_on=approved_on, how=how)


def minutes_of(
    facts: MeetingFacts,
    reader: Audience,
    *,
    approved_on: date | None = None,
    how: ApprovalMode | None = None,
) -> Minutes:
    """The minutes from facts that were read before."""
    read = facts.items_for(reader)
    order = as_treated([item.sub for item in read], [item.began_at for item in read])
    items = tuple(_item(facts, read[at], reader, final=approved_on is not None) for at in order)
    meeting, external, overviews = facts.meeting, facts.body.external_secretariat, facts.body.prints_overviews
    title = _("What was noted of the meeting") if external else pgettext("paper", "Minutes")
    if meeting.written:
        title = _("Report of the written procedure")
    return Minutes(
        head=head(
            facts,
            kind="minutes",
            title=title,
            audience=readers(reader),
            status=_status(facts, approved_on, how),
            lines=(*_numbered(facts), *meeting_lines(facts)),
        ),
        notice=_notice(facts) if external else "",
        attendance=() if meeting.written else groups(facts),
        chairs=meeting.chairs,
        secretary=meeting.secretary,
        opened=_opened(facts),
        closed=_closed(facts),
        items=items,
        engagements=tuple(each for item in items for each in item.engagements) if overviews else (),
        referrals=tuple(each for item in items for each in item.referrals) if overviews else (),
        next_meeting=_next(facts),
        feedback_to=_feedback_to(facts),
        attachments=_attachments(facts, reader),
        signatures=() if external else _signatures(facts),
    )


def _numbered(facts: MeetingFacts) -> tuple[Fact, ...]:
    """ "Verslag nr.: 2026/3", where the body numbers its minutes."""
    number = facts.meeting.report_number
    if number is None:
        return ()
    return (Fact(label=_("Minutes no."), value=f"{facts.meeting.on.year}/{number}"),)


def _status(facts: MeetingFacts, approved_on: date | None, how: ApprovalMode | None) -> str:
    if facts.body.external_secretariat:
        return _("Not the official minutes")
    if not facts.held:
        return _("Draft; it was not noted yet that the meeting was held")
    state = _state(facts, approved_on, how)
    if facts.corrects is None:
        return state
    return _("{state}; replaces the minutes that were approved on {day}").format(
        state=state, day=day(facts.corrects)
    )


def _state(facts: MeetingFacts, approved_on: date | None, how: ApprovalMode | None) -> str:
    if approved_on is not None:
        return _approved(facts, approved_on, how)
    if facts.approval is not None and facts.approval.concluded:
        return _approved(facts, facts.approval.on, ApprovalMode.NEXT_MEETING)
    return capital(label(facts.meeting.minutes_state or MinutesState.DRAFT))


def _approved(facts: MeetingFacts, on: date, how: ApprovalMode | None) -> str:
    """ "Goedgekeurd door het IBO op 18 september 2026"; in writing or silently where no meeting did it."""
    at_meeting = facts.approval is not None and facts.approval.on == on
    if how is ApprovalMode.NEXT_MEETING or (how is None and at_meeting):
        return _("Approved by {body} on {day}").format(body=the_body(facts.body), day=day(on))
    texts = {
        ApprovalMode.IN_WRITING: _("Approved in writing on {day}"),
        ApprovalMode.SILENT: _("Approved without remarks within the term, on {day}"),
    }
    return texts.get(how or ApprovalMode.UNKNOWN, _("Approved on {day}")).format(day=day(on))


def _notice(facts: MeetingFacts) -> str:
    text = _(
        "{secretariat} keeps the minutes of this meeting. This text holds what was noted of it for the follow-up"
        " in the region, and does not replace those minutes."
    )
    return text.format(secretariat=secretariat(facts.body))


def _opened(facts: MeetingFacts) -> str:
    """What the secretary wrote of the opening, else the hour; and whether the body's own quorum was reached."""
    if facts.meeting.written:
        text = _("Nobody met: the partners could answer in writing until {day}.")
        return " ".join((text.format(day=day(facts.meeting.on)), flat(facts.meeting.opening_note))).strip()
    start = clock(facts.meeting.opened_at or facts.meeting.starts_at) if facts.held else ""
    begins = (
        _("The chair opens the meeting at {time}.")
        if facts.meeting.chairs
        else _("The meeting begins at {time}.")
    )
    text = flat(facts.meeting.opening_note) or _at(begins, start)
    quorum = quorum_sentence(facts.procedure) if facts.held and facts.attendance else ""
    return " ".join(part for part in (text, f"{capital(quorum)}." if quorum else "") if part)


def _closed(facts: MeetingFacts) -> str:
    """The hour at which it really ended before the planned one; and a break after which nothing was taken up."""
    meeting = facts.meeting
    if meeting.written:
        return ""
    ends = (
        _("The chair closes the meeting at {time}.") if meeting.chairs else _("The meeting ends at {time}.")
    )
    end = _at(ends, clock(meeting.closed_at or meeting.ends_at))
    return " ".join(part for part in (*_breaks(facts, None), end) if part)


def _breaks(facts: MeetingFacts, item: ItemRow | None) -> list[str]:
    """The breaks just before an item, those before the end for None."""
    began = sorted({other.began_at for other in facts.items if other.began_at is not None})
    sentences = []
    for each in read_breaks(facts.meeting.breaks):
        after = next((hour for hour in began if hour > each.since), None)
        if after == (item.began_at if item else None):
            text = _("The meeting was suspended from {start} to {end}.")
            sentences.append(
                text.format(start=clock(each.since), end=clock(each.until)) if each.until else ""
            )
    return [text for text in sentences if text]


def _before(facts: MeetingFacts, item: ItemRow) -> Blocks:
    """What happened before the discussion of an item: a break, and who was not there."""
    if item.began_at is None and _stands_above(facts, item):
        return ()
    suspended = _breaks(facts, item) if item.began_at is not None else []
    return (plain(" ".join(suspended)) if suspended else ()) + away(facts, item)


def _with_others(facts: MeetingFacts, item: ItemRow, reader: Audience) -> Blocks:
    """Which items were treated under this one, as far as this reader has them."""
    numbers = [
        other.number
        for other in facts.items_for(reader)
        if other.joined_to_id == item.id and other.treatment in {item.treatment, Treatment.OPEN}
    ]
    if not numbers or _untreated(facts, item):
        return ()
    text = ngettext(
        "Treated together with item {numbers}.", "Treated together with items {numbers}.", len(numbers)
    )
    return plain(text.format(numbers=", ".join(numbers)))


def _at(sentence: str, time: str) -> str:
    return sentence.format(time=time) if time else ""


def _item(facts: MeetingFacts, item: ItemRow, reader: Audience, *, final: bool) -> MinutesItem:
    aside = _before(facts, item) + _with_others(facts, item, reader)
    discussion = parse(said_on_paper(item.discussion))
    return MinutesItem(
        number=item.number,
        title=item.title,
        type=", ".join(part for part in (type_of(item), _("urgent") if item.urgent else "") if part),
        action=item.action or "",
        layer=layer(item),
        submitted_by=item.submitted_by or "",
        prepared=" ".join(
            part for part in (prepared(facts, item, reader), answered(facts, item, reader)) if part
        ),
        # A heading "discussion" over who was not there would say that there was one.
        introduction=parse(item.introduction) + (() if discussion else aside),
        discussion=aside + discussion if discussion else (),
        outcome_label=pgettext("paper", "Treatment") if _untreated(facts, item) else outcome_label(item),
        outcome=_came_of(facts, item) + _votes(facts, item, reader),
        positions=positions(facts.positions.get(item.id, ()), reader),
        engagements=minuted(facts, item, reader),
        later=() if final else since_lines(facts, item, reader),
        follow_ups=followed_up(facts, item, reader),
        referrals=referrals(facts, item),
        main=main_number(item),
    )


def _untreated(facts: MeetingFacts, item: ItemRow) -> bool:
    """Whether a meeting that was held says nothing at all of an item, nor of what was treated with it."""
    head = item.joined_to_id or item.id
    together = (other for other in facts.items if head in {other.id, other.joined_to_id})
    said = any(
        other.discussion.strip() or other.outcome is not None or other.conclusion.strip()
        for other in together
    )
    if said or _stands_above(facts, item):
        return False
    return facts.held and item.treatment is Treatment.OPEN


def _stands_above(facts: MeetingFacts, item: ItemRow) -> bool:
    """Whether an item is only the heading of others that were dealt with."""
    below = (other for other in facts.items if other.sub and main_number(other) == item.number)
    return any(other.treatment is not Treatment.OPEN for other in below)


def _came_of(facts: MeetingFacts, item: ItemRow) -> Blocks:
    return plain(_("Not treated.")) if _untreated(facts, item) else outcome(item, facts.sentences)


def _votes(facts: MeetingFacts, item: ItemRow, reader: Audience) -> Blocks:
    """The votes where the body votes; nothing to readers who may not see every position that counts."""
    rows = facts.positions.get(item.id, ())
    if not all(may_print(reader, row.audience) for row in rows):
        return ()
    text = votes_sentence(facts.procedure, rows)
    return plain(text) if text else ()


def _next(facts: MeetingFacts) -> str:
    following = facts.following
    if following is None:
        return ""
    at = clock(following.starts_at)
    when = _("{day} at {hour}").format(day=long_day(following.on), hour=at) if at else long_day(following.on)
    text = ", ".join(part for part in (when, following.place) if part)
    if following.cancelled_on is not None and following.cancelled_on <= facts.today:
        return _("{meeting} (cancelled since, on {day})").format(
            meeting=text, day=day(following.cancelled_on)
        )
    return text


def _feedback_to(facts: MeetingFacts) -> tuple[str, ...]:
    """The colleges of the region, and the body that asked for a cross-check (R10)."""
    colleges = [body for body in facts.bodies.values() if body.kind is BodyKind.COLLEGE]
    towns = len(facts.municipalities)
    readers = [_("The colleges of mayor and aldermen of the {count} municipalities").format(count=towns)]
    asking = {capital(the_body(facts.bodies[item.body_id])): None for item in facts.cross_checked}
    return (*(readers if colleges and towns else ()), *asking)


def _attachments(facts: MeetingFacts, reader: Audience) -> tuple[Attachment, ...]:
    return tuple(attachment for item in facts.items_for(reader) for attachment in attachments(item))


def _signatures(facts: MeetingFacts) -> tuple[Signature, ...]:
    """Chairs and reporter; a body without legal personality has no other forms (R27)."""
    meeting = facts.meeting
    first, other = pgettext("paper", "Chair"), pgettext("paper", "Co-chair")
    named = [(other if at else first, name) for at, name in enumerate(meeting.chairs)]
    named.append((pgettext("paper", "Reporter"), meeting.secretary))
    return tuple(Signature(role=role, name=name) for role, name in named if name)
