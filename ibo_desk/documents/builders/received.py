"""What one college received, about one topic or about all of them, until the day of which the paper tells."""

from ibo_desk.documents.builders.period import PeriodFacts, chosen_colleges, load_period, period_head
from ibo_desk.documents.builders.phrases import body_name
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.layouts.received import Received, ReceivedLine, ReceivedTopic
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience
from ibo_desk.language import _, pgettext
from ibo_desk.services.feedback.sent_story import TopicStory, stories
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.words.format import day, short_day


def papers(sources: Sources, request: PaperRequest) -> list[Paper]:
    """A list for each college that is named, all by default."""
    facts = load_period(sources, sources.day, sources.day)
    return [
        Paper(
            _received(
                facts, college, stories(sources.store, college.id, request.topic_id, until=sources.day)
            ),
            college_id=college.id,
        )
        for college in chosen_colleges(sources, request.college_ids)
    ]


def _received(facts: PeriodFacts, college: BodyRow, topics: list[TopicStory]) -> Received:
    notice = (
        _(
            "What the college of {municipality} was sent and asked, and what it answered, as far as it was recorded."
        )
        if topics
        else _("Nothing that the college of {municipality} was sent, asked or answered is recorded.")
    )
    return Received(
        head=period_head(
            facts,
            kind="received",
            title=_("What did {municipality} receive?").format(municipality=college.organisation),
            period=_("Until {day}").format(day=day(facts.today)),
            audience=readers(Audience.COLLEGE, college.organisation),
            lines=((pgettext("paper", "To"), body_name(college)),),
        ),
        municipality=college.organisation,
        notice=notice.format(municipality=college.organisation),
        topics=tuple(
            ReceivedTopic(
                title=topic.title,
                lines=tuple(
                    ReceivedLine(
                        on=short_day(line.on), what=line.what, in_words=line.in_words, meeting=line.meeting
                    )
                    for line in topic.lines
                ),
            )
            for topic in topics
        ),
    )
