"""The page of a college: what waits for it, what comes and what was concluded, and nothing of another college (R23).

Notes stand as they were sent, not as they would read today. Everything else is what is registered on the day the page
is made; the next page takes its place.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, TypeVar
from uuid import UUID

from ibo_desk.documents.builders.engagements import own_shares
from ibo_desk.documents.builders.month_overview import (
    followed_up,
    is_own_target,
    own_point,
    point_is_told,
)
from ibo_desk.documents.builders.period import (
    Gathering,
    PeriodFacts,
    chosen_colleges,
    digest,
    end_of_next_month,
    load_period,
    month_of,
    own_targets,
    period_head,
)
from ibo_desk.documents.builders.phrases import body_name, flat
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.content import Memo, MemoItem
from ibo_desk.documents.content_json import from_json
from ibo_desk.documents.content_rows import Article, Head
from ibo_desk.documents.layouts.college_page import (
    CollegePage,
    PageAnswer,
    PageDay,
    PageDraft,
    PageNote,
    PageQuestion,
)
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.engagements import OPEN_STATES
from ibo_desk.domain.feedback import Turn
from ibo_desk.language import _, ngettext, pgettext
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.services.feedback.rows import RoundRow
from ibo_desk.services.feedback.sent import Sent, SentRow
from ibo_desk.services.feedback.why import DeadlineRow, Deadlines
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day

_BACK: Final = timedelta(days=92)  # how far the page looks back on meetings and notes
_ANSWERS_BACK: Final = timedelta(days=366)
R = TypeVar("R", RoundRow, DeadlineRow, SentRow)


def papers(sources: Sources, request: PaperRequest) -> list[Paper]:
    """The page of each college that is asked for, all by default; ``NotFoundError`` for what is no college."""
    colleges = chosen_colleges(sources, request.college_ids)
    made = _Pages(sources, colleges)
    return [Paper(made.of(college), college_id=college.id) for college in colleges]


class _Pages:
    """What the pages of some colleges are made of, read once for all."""

    def __init__(self, sources: Sources, colleges: Collection[BodyRow]) -> None:
        ids = [college.id for college in colleges]
        today = sources.store.clock.today()
        self._facts = load_period(sources, today - _BACK, today, until=end_of_next_month(month_of(today)[1]))
        self._rounds = sources.feedback.open_or_answered(ids, today - _ANSWERS_BACK)
        self._deadlines = _by_college(Deadlines(sources.store).listing())
        self._targets = sources.agenda.open_targets()
        self._engagements = sources.engagements.listing()
        self._topics = sources.topics.listing()
        self._readable = {
            item.id
            for item in sources.agenda.by_ids(
                {
                    *(target.item_id for target in self._targets),
                    *(row.item_id for rows in self._deadlines.values() for row in rows),
                    *(row.item_id for rows in self._rounds.values() for row in rows),
                }
            )
            if may_print(Audience.COLLEGE, item.audience)
        }
        register = Sent(sources.store)
        sent = [row for row in register.listing() if row.college_id in ids and _holds(row, today)]
        contents = register.contents([row.id for row in sent])
        self._notes = _by_college(sent)
        self._memos = {sent_id: from_json(content) for sent_id, content in contents.items()}

    def of(self, college: BodyRow) -> CollegePage:
        assert college.organisation_id is not None
        owner, facts = college.organisation_id, self._facts
        concerned = [gathering for gathering in facts.gatherings if _concerns(gathering, college)]
        coming = [
            gathering for gathering in concerned if not gathering.held and gathering.meeting.on >= facts.today
        ]
        held = [gathering for gathering in reversed(concerned) if gathering.held]
        of_college = own_targets(facts, owner)
        deadlines = {row.item_id: row for row in self._deadlines[college.id] if row.item_id in self._readable}
        shown = [
            row
            for row in self._rounds[college.id]
            if row.item_id in self._readable and may_print(Audience.COLLEGE, row.audience, own=True)
        ]
        waiting = [row for row in shown if row.turn is Turn.COLLEGE]
        return CollegePage(
            head=_head(facts, college),
            college=body_name(college),
            municipality=college.organisation,
            first=_first(waiting, deadlines),
            questions=tuple(_questions(waiting, deadlines)),
            days=tuple(_days(coming, waiting, deadlines)),
            agenda=tuple(digest(gathering, Audience.COLLEGE, of_college) for gathering in coming),
            notes=tuple(_note(row, self._memos.get(row.id)) for row in self._notes[college.id]),
            conclusions=tuple(digest(gathering, Audience.COLLEGE, of_college) for gathering in held),
            follow_up=tuple(
                followed_up(facts, row)
                for row in self._targets
                if row.item_id in self._readable and is_own_target(facts, row, owner)
            ),
            engagements=own_shares(
                [row for row in self._engagements if _is_open(row, owner)],
                facts.towns,
                owner,
                Audience.COLLEGE,
            ),
            answers=tuple(_answer(row) for row in _answered(shown, facts.today)),
            own_points=tuple(
                own_point(topic) for topic in self._topics if point_is_told(facts, topic, owner)
            ),
        )


def _by_college(rows: Iterable[R]) -> defaultdict[UUID, list[R]]:
    by_item: defaultdict[UUID, list[R]] = defaultdict(list)
    for row in rows:
        by_item[row.college_id].append(row)
    return by_item


def _answered(rows: Iterable[RoundRow], today: date) -> list[RoundRow]:
    """Answers of the past year, the newest first."""
    given = [
        row for row in rows if row.answer and row.answered_on and row.answered_on >= today - _ANSWERS_BACK
    ]
    return sorted(given, key=lambda row: row.answered_on or row.meeting_on, reverse=True)


def _holds(row: SentRow, today: date) -> bool:
    """A note that no later one replaced, and that is not of long ago."""
    return row.kind == "memo" and row.replaced_by_id is None and row.sent_on >= today - _BACK


def _concerns(gathering: Gathering, college: BodyRow) -> bool:
    # Project teams prepare among officials.
    return college.id in gathering.colleges and gathering.body.kind is not BodyKind.PROJECT_TEAM


def _head(facts: PeriodFacts, college: BodyRow) -> Head:
    made = day(facts.today)
    return period_head(
        facts,
        kind="college-page",
        title=_("Page of the college"),
        period=_("{college} · as registered on {day}").format(college=body_name(college), day=made),
        audience=readers(Audience.COLLEGE, college.organisation),
        lines=((pgettext("paper", "To"), body_name(college)), (pgettext("paper", "Date"), made)),
    )


def _first(waiting: Collection[RoundRow], deadlines: Mapping[UUID, DeadlineRow]) -> str:
    if not waiting:
        return _("Nothing waits for the college, as far as registered.")
    said = ngettext(
        "{count} question waits for the college.", "{count} questions wait for the college.", len(waiting)
    ).format(count=len(waiting))
    days = [
        deadlines[row.item_id].in_by
        for row in waiting
        if row.item_id in deadlines and deadlines[row.item_id].in_by is not None
    ]
    first = min((known_on for known_on in days if known_on is not None), default=None)
    return (
        said
        if first is None
        else said + " " + _("The first note must be in on {day}.").format(day=day(first))
    )


def _questions(waiting: Iterable[RoundRow], deadlines: Mapping[UUID, DeadlineRow]) -> Iterator[PageQuestion]:
    for row in sorted(waiting, key=lambda row: (_decisive(row, deadlines), row.item)):
        deadline = deadlines.get(row.item_id)
        yield PageQuestion(
            title=row.item,
            meeting=row.meeting,
            question=label(row.question),
            question_text=flat(row.question_text),
            college_by=day(deadline.last_session) if deadline else "",
            submit_by=day(deadline.in_by) if deadline else "",
            answer_by=day(row.answer_by),
            reason=deadline.reason if deadline else "",
            state=label(row.state),
        )


def _decisive(row: RoundRow, deadlines: Mapping[UUID, DeadlineRow]) -> date:
    deadline = deadlines.get(row.item_id)
    return (deadline and (deadline.in_by or deadline.decisive_on)) or row.answer_by or date.max


def _days(
    coming: Iterable[Gathering], waiting: Iterable[RoundRow], deadlines: Mapping[UUID, DeadlineRow]
) -> Iterator[PageDay]:
    """Meetings to come, and of what waits when the note must be in, the college treats it and the answer is due."""
    happens: set[tuple[date, str]] = {(gathering.meeting.on, gathering.meeting.title) for gathering in coming}
    for row in waiting:
        if row.answer_by is not None:
            happens.add((row.answer_by, _("Answer by today: {item}").format(item=row.item)))
        deadline = deadlines.get(row.item_id)
        if deadline is None:
            continue
        if deadline.in_by is not None:
            happens.add((deadline.in_by, _("Note in by today: {item}").format(item=row.item)))
        if deadline.last_session is not None:
            happens.add((deadline.last_session, _("Last useful college: {item}").format(item=row.item)))
    for on, what in sorted(happens):
        yield PageDay(on=day(on), what=what)


def _note(row: SentRow, memo: object) -> PageNote:
    replaces = _("Replaces the note of {day}.").format(day=day(row.replaces_on)) if row.replaces_on else ""
    drafts = tuple(_drafts(memo)) if isinstance(memo, Memo) else ()
    return PageNote(
        title=row.title,
        sent=_("sent on {day}").format(day=day(row.sent_on)),
        replaces=replaces,
        items=row.items,
        drafts=drafts,
    )


def _drafts(memo: Memo) -> Iterator[PageDraft]:
    for item in memo.asked:
        articles = _articles(item)
        if articles:
            yield PageDraft(title=item.title, articles=articles)
    if memo.noted_articles:
        yield PageDraft(title=_("items to be noted"), articles=memo.noted_articles)


def _articles(item: MemoItem) -> tuple[Article, ...]:
    """Those of the item, or those under the headings of the municipality."""
    return item.articles or tuple(article for section in item.sections for article in section.articles)


def _answer(row: RoundRow) -> PageAnswer:
    assert row.answer is not None
    return PageAnswer(
        title=row.item,
        meeting=row.meeting,
        answer=label(row.answer),
        on=day(row.answered_on),
        reference=row.reference,
        text=flat(row.answer_text),
    )


def _is_open(row: EngagementRow, owner: UUID) -> bool:
    return any(share.organisation_id == owner and share.state in OPEN_STATES for share in row.partners)
