"""The conclusions of a meeting, taken from its minutes: so both say the same, to the same readers."""

from dataclasses import replace

from ibo_desk.documents.builders import printed_minutes
from ibo_desk.documents.content import Minutes
from ibo_desk.documents.layouts.conclusions import Conclusion, Conclusions
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.language import N_, text_in


def papers(sources: Sources, request: PaperRequest) -> list[Paper]:
    """The conclusions as the minutes have them; ``PaperError`` where there can be no minutes."""
    minutes = [paper.content for paper in printed_minutes.papers(sources, request)]
    return [Paper(conclusions_of(each), request.meeting) for each in minutes if isinstance(each, Minutes)]


def conclusions_of(minutes: Minutes) -> Conclusions:
    """What came of each item, in the language of the minutes; items of which nothing came are left out."""
    head = minutes.head
    return Conclusions(
        head=replace(head, kind="conclusions", title=text_in(head.language, N_("List of conclusions"))),
        items=tuple(
            Conclusion(
                number=item.number,
                title=item.title,
                outcome_label=item.outcome_label,
                outcome=item.outcome,
                referrals=item.referrals,
                engagements=tuple(replace(engagement, action="") for engagement in item.engagements),
                later=item.later,
            )
            for item in minutes.items
            if item.outcome or item.referrals or item.engagements
        ),
    )
