"""The sheet of a regional action for those who sit at the table: its file without what is narrower than that."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from ibo_desk.documents.builders.engagements import alike_shares
from ibo_desk.documents.builders.period import PeriodFacts, load_period, period_head
from ibo_desk.documents.builders.phrases import capital, flat, joined
from ibo_desk.documents.builders.progress import readable
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.content_rows import Attachment, Engagement
from ibo_desk.documents.layouts.action_sheet import (
    ActionSheet,
    SheetBearer,
    SheetEvaluation,
    SheetIndicator,
    SheetMoment,
    SheetMoney,
    SheetNote,
)
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.rich_text import parse
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.actions import OVER, Bearing, StoryKind
from ibo_desk.domain.audience import Audience, OwnPart, may_print, told_of_action
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.funding import awaited_days
from ibo_desk.domain.names import display_name
from ibo_desk.language import _
from ibo_desk.services.actions.rows import ActionRow, BurdenRow, Dossier, FundingRow, IndicatorRow, StoryLine
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, money, number

_READER = Audience.PARTICIPANTS
_NOTES = 3  # states of play: the older ones stand in the file


def papers(sources: Sources, request: PaperRequest) -> list[Paper]:
    """The sheet of the action that is asked for; ``NotFoundError`` for none."""
    return [Paper(build_action_sheet(sources, request.action), action_id=request.action)]


def build_action_sheet(sources: Sources, action_id: UUID) -> ActionSheet:
    """What participants may know of an action, on the day of which the sources tell."""
    file, facts = sources.actions.dossier(action_id), load_period(sources, sources.day, sources.day)
    row, today = file.row, sources.day
    if not may_print(_READER, told_of_action(row.state)):
        raise NotFoundError("no_such_record", kind="regional_action", id=str(action_id))
    story = list(_readable_story(sources, facts, file))
    return ActionSheet(
        head=period_head(
            facts,
            kind="action-sheet",
            title=_("Sheet of the regional action"),
            period=f"{row.number}. {row.title}" if row.number else row.title,
            audience=readers(_READER),
            lines=(),
        ),
        action=row.title,
        short=f"{row.number} {display_name(row.short_title, row.title)}".strip(),
        state=label(row.state),
        stopped=_stopped(file),
        lines=joined(list(row.lines)),
        leads=joined(list(row.leads)),
        partners=joined(list(row.partners)),
        coordinator=row.coordinator,
        links=joined([link.other for link in file.links]),
        next_step="" if row.state in OVER else _with_day(row.next_step, row.next_step_on),
        progress=_progress(row, today),
        summary=parse(row.summary),
        notes=tuple(
            SheetNote(on=day(note.on), text=parse(note.text))
            for note in [note for note in file.notes if note.on <= today and may_print(_READER, note.audience)][:_NOTES]
        ),
        ahead=tuple(_moment(line) for line in story if line.on > today),
        indicators=tuple(_indicator(indicator, today) for indicator in file.indicators),
        evaluations=tuple(
            SheetEvaluation(
                on=day(row.on) if row.on else _("planned on {day}").format(day=day(row.planned_on)),
                text=flat(row.text),
                next=day(row.next_due_on),
            )
            for row in file.evaluations
            if row.on is None or row.on <= today
        ),
        engagements=tuple(_engagements(sources, facts, action_id)),
        money=tuple(map(_money, file.funding)),
        bearers=tuple(_bearers(file)) if may_print(_READER, OwnPart.SHARE) else (),
        story=tuple(_moment(line) for line in reversed(story) if line.on <= today),
        documents=tuple(
            Attachment(title=document.title)
            for document in file.documents
            if document.size and may_print(_READER, document.audience)
        ),
    )  # fmt: skip


def _stopped(file: Dossier) -> str:
    if file.row.stopped_on is None:
        return ""
    text = _("Stopped on {day}: {reason}")
    return text.format(day=day(file.row.stopped_on), reason=file.row.stopped_reason)


def _progress(row: ActionRow, today: date) -> str:
    """The sentence for everybody, unless it tells of a day to come."""
    on = row.public_progress_on
    return "" if on is not None and on > today else _with_day(row.public_progress, on)


def _with_day(text: str, on: date | None) -> str:
    """ "Toets door het IBO (11 december 2026)"; nothing without words."""
    return f"{text} ({day(on)})" if text and on else text


def _readable_story(sources: Sources, facts: PeriodFacts, file: Dossier) -> Iterator[StoryLine]:
    """The line of time without the items that the reader may not know of."""
    ids = {line.id for line in file.story if line.kind is StoryKind.ITEM}
    known = {item.id for item in sources.agenda.by_ids(ids) if readable(facts, item, _READER)}
    yield from (line for line in file.story if line.kind is not StoryKind.ITEM or line.id in known)


def _moment(line: StoryLine) -> SheetMoment:
    return SheetMoment(
        on=day(line.on),
        what=line.body or capital(label(line.kind)),
        title=line.title,
        outcome=label(line.outcome) if line.outcome else "",
    )


def _indicator(row: IndicatorRow, today: date) -> SheetIndicator:
    measured = [
        (each.on, each.value_thousandths)
        for each in row.measurements
        if each.value_thousandths is not None and each.on <= today
    ]
    on, last = max(measured) if measured else (None, None)
    trend = row.until(today).trend
    return SheetIndicator(
        name=row.name,
        unit=row.unit,
        baseline=_with_day(number(row.baseline_thousandths), row.baseline_on),
        last=_with_day(number(last), on),
        target=_with_day(number(row.target_thousandths), row.target_on),
        trend=label(trend) if trend else "",
    )


def _engagements(sources: Sources, facts: PeriodFacts, action_id: UUID) -> Iterator[Engagement]:
    for row in sources.engagements.listing(action_id=action_id, on=sources.past):
        if may_print(_READER, row.audience):
            yield from alike_shares(facts.towns, row, _READER)


def _money(row: FundingRow) -> SheetMoney:
    days = (f"{label(kind)}: {day(on)}" for kind, on in awaited_days(row))
    return SheetMoney(
        what=row.label or row.call or _("without a name"),
        payer=row.organisation,
        kind=label(row.kind) if row.kind else "",
        state=label(row.state),
        asked=money(row.asked_cents),
        granted=money(row.granted_cents),
        days="\n".join(days),
    )


def _bearers(file: Dossier) -> Iterator[SheetBearer]:
    """Municipalities by name; who bears and gains nothing is left out."""
    for town_id, name in file.burdens.municipalities:
        by_bearing = {
            bearing: "\n".join(
                _share(burden, burden.shares[town_id])
                for burden in file.burdens.burdens
                if burden.bearing is bearing and town_id in burden.shares
            )
            for bearing in Bearing
        }
        if any(by_bearing.values()):
            burdens, benefits = by_bearing[Bearing.BURDEN], by_bearing[Bearing.BENEFIT]
            yield SheetBearer(municipality=name, burdens=burdens, benefits=benefits)


def _share(burden: BurdenRow, thousandths: int) -> str:
    return f"{burden.what}: {number(thousandths)} {burden.unit}".rstrip()
