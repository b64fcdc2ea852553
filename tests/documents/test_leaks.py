"""No paper tells what its readers may not know: every narrow field carries a mark, every form is searched for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from email.policy import default
from urllib.parse import unquote
from uuid import UUID

import pytest
from sqlmodel import select

from ibo_desk.data.tables import (
    AgendaItem,
    CollegeConsequence,
    Engagement,
    EngagementPartner,
    FeedbackRound,
    Position,
    ReferralTarget,
)
from ibo_desk.documents.builders.agenda import build_agenda
from ibo_desk.documents.builders.minutes import build_minutes
from ibo_desk.documents.content import Content
from ibo_desk.documents.content_json import to_json
from ibo_desk.documents.kinds import KINDS, About, Copies
from ibo_desk.documents.note_words import note_words
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.render import FORMATS, render
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.feedback import Answer, Question, Side
from ibo_desk.domain.topics import ReferralOutcome, Stance
from ibo_desk.exchange.mail_drafts import MailDrafts, PrintedNote
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.words import label
from ibo_desk.services.words.format import money
from tests.documents.builders.reading_files import docx_parts, docx_words, pdf_words
from tests.documents.builders.small_region import SECRET, SmallRegion, amount_of


@dataclass
class Marks:
    """What was written where: of the secretariat only, and of each college alone."""

    secretariat: set[str] = field(default_factory=set)
    college: dict[str, set[str]] = field(default_factory=dict)

    def hide(self, name: str) -> str:
        mark = f"Qgeheim{name}{len(self.secretariat)}q"
        self.secretariat.add(mark)
        return mark

    def own(self, town: str, name: str) -> str:
        mark = f"Qeigen{name}{sorted(self.college).index(town):02}q"
        self.college[town].add(mark)
        return mark


@pytest.fixture
def marked(region: SmallRegion) -> Marks:
    """The small region with a mark in every field that some reader may not see."""
    marks = Marks(college={town: set() for town in sorted(region.colleges)})
    _mark_items(region, marks)
    _mark_rounds(region, marks)
    _mark_engagements(region, marks)
    return marks


def _mark_items(region: SmallRegion, marks: Marks) -> None:
    with region.store.write("Merken") as work:
        for item in work.session.exec(select(AgendaItem)).all():
            item.secretariat_note = marks.hide("nota")
            if item.preparation_audience is Audience.SECRETARIAT:
                item.preparation_note = marks.hide("voorbereiding")
            if item.audience is Audience.SECRETARIAT:
                item.introduction = item.discussion = item.conclusion = marks.hide("punt")
                item.title = item.attachments = marks.hide("titel")
            work.add(item)
            position = Position(
                item_id=item.id,
                organisation_id=region.towns["Deerlijk"],
                stance=Stance.DISSENTS,
                text=marks.hide("standpunt"),
                subject=marks.hide("deel"),
                audience=Audience.SECRETARIAT,
            )
            work.add(position)
            engagement = Engagement(
                item_id=item.id, what=marks.hide("engagement"), audience=Audience.SECRETARIAT
            )
            work.add(engagement)
            work.add(EngagementPartner(engagement_id=engagement.id, organisation_id=region.towns["Menen"]))
        for target in work.session.exec(select(ReferralTarget)).all():
            target.note = marks.hide("doel")
            work.add(target)


def _mark_rounds(region: SmallRegion, marks: Marks) -> None:
    """Every college answered about every item, before and after; of each, one answer for the secretariat alone."""
    towns = {college: town for town, college in region.colleges.items()}
    with region.store.write("Merken") as work:
        for row in work.session.exec(select(FeedbackRound)).all():
            town = towns[row.college_id]
            row.question_text = marks.own(town, "vraag")
            row.answer_text = marks.own(town, "antwoord")
            row.reference = marks.own(town, "kenmerk")
            row.note = marks.hide("ronde")
            row.answer, row.answered_on = Answer.AGREES_WITH_RESERVATION, date(2026, 11, 2)
            if row.question is Question.POSITION and row.side is Side.AFTER:
                row.answer = Answer.POSTPONED
            work.add(row)
        for number, (college, town) in enumerate(sorted(towns.items(), key=lambda pair: pair[1])):
            narrow = FeedbackRound(
                item_id=region.fietsbrug,
                college_id=college,
                side=Side.BEFORE,
                number=50 + number % 3,
                question=Question.POSITION,
                answer=Answer.DOES_NOT_AGREE,
                answered_on=date(2026, 11, 1),
                answer_text=marks.hide(f"antwoord{town.lower().replace('-', '')}"),
                audience=Audience.SECRETARIAT,
            )
            work.add(narrow)
        for told in work.session.exec(select(CollegeConsequence)).all():
            told.text = marks.own(towns[told.college_id], "gevolg")
            told.finance = marks.own(towns[told.college_id], "raming")
            work.add(told)


def _mark_engagements(region: SmallRegion, marks: Marks) -> None:
    by_id = {town_id: town for town, town_id in region.towns.items()}
    with region.store.write("Merken") as work:
        for engagement in work.session.exec(select(Engagement)).all():
            engagement.note = marks.hide("opmerking")
            engagement.progress = marks.hide("stand")
            work.add(engagement)
        for share in work.session.exec(select(EngagementPartner)).all():
            share.evidence = marks.hide("bewijs")
            town = by_id.get(share.organisation_id)
            if town and share.amount_cents:
                share.condition = marks.own(town, "voorwaarde")
                marks.college[town].add(money(amount_of(town)))
            work.add(share)
        target = work.session.exec(
            select(ReferralTarget).where(ReferralTarget.body_id != None)  # noqa: E711  SQL, not Python
        ).first()
        assert target is not None
        target.outcome, target.outcome_on = ReferralOutcome.REJECTED, date(2026, 11, 20)
        work.add(target)


def _forms(content: Content) -> Iterator[tuple[str, str]]:
    """Each form of a paper with everything that can be read in its file."""
    yield "json", to_json(content)
    for form in FORMATS:
        made = render(content, form)
        if form == "docx":
            yield form, docx_parts(made) + docx_words(made)
        else:
            yield form, pdf_words(made) if form == "pdf" else made.decode()


def _told(marks: set[str], text: str) -> set[str]:
    """Capitals do not count: papers change the first letter of what goes on inside a sentence."""
    folded = _folded(text)
    return {mark for mark in marks if _folded(mark) in folded}


def _folded(text: str) -> str:
    return text.casefold().replace("\u00a0", " ")


@pytest.mark.long
@pytest.mark.parametrize(
    ("meeting", "kind"),
    [
        (meeting, kind.key)
        for kind in KINDS.values()
        if kind.about is About.MEETING and kind.copies is Copies.SAME
        for meeting in ("ibo", "vrr")
    ]
    + [("next_ibo", "agenda")],
)
def test_papers_of_the_meeting(region: SmallRegion, marked: Marks, kind: str, meeting: str) -> None:
    (paper,) = Papers(region).contents(PaperRequest(kind, meeting_id=getattr(region, meeting)))
    answers = {
        mark
        for own in marked.college.values()
        for mark in own
        if "voorwaarde" not in mark and "€" not in mark
    }
    for form, text in _forms(paper.content):
        assert _told(marked.secretariat, text) == set(), form
        assert _told(answers, text) == set(), form
        assert SECRET.casefold() not in text.casefold(), form


@pytest.mark.long
@pytest.mark.parametrize(
    ("audience", "reader", "told"),
    [
        (Audience.PARTICIPANTS, Audience.PARTICIPANTS, True),
        (Audience.PUBLIC, Audience.PARTICIPANTS, True),
        (Audience.MUNICIPALITIES, Audience.PARTICIPANTS, False),
        (Audience.COLLEGE, Audience.PARTICIPANTS, False),
        (Audience.SECRETARIAT, Audience.PARTICIPANTS, False),
        (Audience.MUNICIPALITIES, Audience.MUNICIPALITIES, True),
        (Audience.PARTICIPANTS, Audience.PUBLIC, False),
    ],
)
def test_an_answer_beforehand_stands_at_its_item_for_its_readers_only(
    region: SmallRegion, marked: Marks, audience: Audience, reader: Audience, told: bool
) -> None:
    mark = "Qvoorafq"
    with region.store.write("Merken") as work:
        row = work.session.exec(
            select(FeedbackRound).where(
                FeedbackRound.item_id == region.fietsbrug,
                FeedbackRound.college_id == region.colleges["Kortrijk"],
                FeedbackRound.side == Side.BEFORE,
                FeedbackRound.audience != Audience.SECRETARIAT,
            )
        ).first()
        assert row is not None
        row.answer_text, row.audience = mark, audience
        work.add(row)
    sources = Sources(region.store)
    for content in (build_agenda(sources, region.ibo, reader), build_minutes(sources, region.ibo, reader)):
        for form, text in _forms(content):
            assert (mark.casefold() in text.casefold()) is told, (content.head.kind, form)
            assert _told(marked.secretariat, text) == set(), form
    for paper in Papers(region).contents(PaperRequest("memo", meeting_id=region.ibo)):
        assert (mark in to_json(paper.content)) is (
            paper.college_id == region.colleges["Kortrijk"] and _told_to_it(audience)
        )


def _told_to_it(audience: Audience) -> bool:
    """A college reads its own answer in its note, unless only the secretariat may."""
    return audience is not Audience.SECRETARIAT


@pytest.mark.long
@pytest.mark.parametrize("meeting", ["ibo", "vrr", "next_ibo"])
def test_the_note_to_a_college(region: SmallRegion, marked: Marks, meeting: str) -> None:
    """All 13 as neutral content; three of them, Kortrijk's too, in every form."""
    towns = {college: town for town, college in region.colleges.items()}
    papers = Papers(region).contents(PaperRequest("memo", meeting_id=getattr(region, meeting)))
    assert len(papers) == 13
    for paper in papers:
        assert paper.college_id is not None
        town = towns[paper.college_id]
        others = {mark for name, own in marked.college.items() if name != town for mark in own}
        forms = (
            _forms(paper.content) if town in {"Anzegem", "Kortrijk", "Zwevegem"} else _neutral(paper.content)
        )
        for form, text in forms:
            assert _told(marked.secretariat, text) == set(), (town, form)
            assert _told(others, text) == set(), (town, form)
            assert SECRET.casefold() not in text.casefold(), (town, form)


@pytest.mark.long
def test_the_mails_to_all_colleges(region: SmallRegion, marked: Marks) -> None:
    """Text, HTML, links, subject and file name of 13 × 3 notes with their text inside, of reminders and of notices."""
    towns = {college: town for town, college in region.colleges.items()}
    mails = MailDrafts(region.store)
    drafts = [*mails.reminders(), *mails.notices()]
    for meeting_id in (region.ibo, region.vrr, region.next_ibo):
        papers = Papers(region).contents(PaperRequest("memo", meeting_id=meeting_id))
        printed = {paper.college_id: PrintedNote(*note_words(paper)) for paper in papers if paper.college_id}
        drafts += mails.notes(meeting_id, dict.fromkeys(printed, ()), printed=printed)
    looked_for, seen = 0, set()
    for draft in drafts:
        town = towns[draft.college_id]
        others = {mark for name, own in marked.college.items() if name != town for mark in own}
        message = message_from_bytes(draft.data, policy=default)
        parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
        assert len(parts) == 2
        for text in (*parts, unquote(parts[1]), draft.text, draft.html, draft.subject, draft.file_name):
            assert _told(marked.secretariat | others, text) == set(), (town, draft.kind)
            assert SECRET.casefold() not in text.casefold(), (town, draft.kind)
            looked_for += len(marked.secretariat | others)
            seen |= _told(marked.college[town], text)
    assert len(drafts) > 3 * 13
    assert looked_for > 10_000
    assert len(seen) > 13 * 3, "the mails do tell what is the college's own"


def _neutral(content: Content) -> Iterator[tuple[str, str]]:
    yield "json", to_json(content)


@pytest.mark.long
def test_the_search_finds_what_a_note_does_tell(region: SmallRegion, marked: Marks) -> None:
    """Else the tests above would pass on unreadable files."""
    kortrijk = region.colleges["Kortrijk"]
    (paper,) = Papers(region).contents(PaperRequest("memo", meeting_id=region.ibo, college_ids=[kortrijk]))
    own = marked.college["Kortrijk"]
    for form, text in _forms(paper.content):
        found = " ".join(_told(own, text))
        for word in ("vraag", "antwoord", "gevolg", "raming", "voorwaarde"):
            assert f"Qeigen{word}" in found, (form, word)
        assert _folded(money(amount_of("Kortrijk"))) in _folded(text), form


@pytest.mark.long
def test_outcomes_in_other_councils_are_not_told(region: SmallRegion, marked: Marks) -> None:
    del marked
    for paper in Papers(region).contents(PaperRequest("memo", meeting_id=region.ibo)):
        own = _council_told(region, paper.college_id)
        assert (f"{label(ReferralOutcome.REJECTED)} op 20 november 2026" in to_json(paper.content)) == own


def _council_told(region: SmallRegion, college_id: UUID | None) -> bool:
    """Whether the outcome that was marked belongs to this college's own municipality."""
    with region.store.read() as session:
        rejected = session.exec(
            select(ReferralTarget.body_id).where(ReferralTarget.outcome == ReferralOutcome.REJECTED)
        ).one()
    owners = {body.id: body.organisation_id for body in Bodies(region.store).listing()}
    return rejected is not None and college_id is not None and owners[rejected] == owners[college_id]


def test_papers_of_the_ibo_never_say_decision(region: SmallRegion) -> None:
    """What a note proposes to the college is its decision; what the IBO does is a conclusion."""
    papers = Papers(region)
    (minutes,) = papers.contents(PaperRequest("minutes", meeting_id=region.ibo))
    labels = {item.outcome_label for item in minutes.content.items}  # type: ignore[union-attr]
    for paper in papers.contents(PaperRequest("memo", meeting_id=region.ibo)):
        shown = [*paper.content.asked, *paper.content.noted]  # type: ignore[union-attr]
        labels |= {item.outcome_label for item in shown}
        labels |= {section.outcome_label for item in shown for section in item.sections}
    assert labels <= {"", "Conclusie", "Kennisname", "Goedkeuring", "Behandeling"}
    assert "beslissing" not in to_json(minutes.content).lower()
