"""What the page of documents offers, read in one go on the store thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from ibo_desk.domain.names import display_name
from ibo_desk.services.actions.rows import ActionChoice
from ibo_desk.services.feedback.sent import SentRow
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.ui.documents.made import Made

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.documents.templates import Template


@dataclass(frozen=True)
class Offered:
    """Of the meetings only those to begin with: all of them come later."""

    meetings: list[MeetingRow]
    actions: "list[ActionChoice]"
    colleges: list[BodyRow]
    names: list[tuple[str, UUID]]  # of the colleges, as their municipality is called
    templates: "list[Template]"
    made: list[Made]
    sent: list[SentRow]


def read_offered(app: "App", begin_with: set[UUID]) -> Offered:
    """These meetings and the one at hand, and all else that a paper can be about."""
    from ibo_desk.documents.templates import available
    from ibo_desk.services.feedback import listings

    at_hand = app.meetings.at_hand()
    meetings = app.meetings.listing(only=begin_with | ({at_hand.id} if at_hand is not None else set()))
    colleges = app.bodies.colleges()
    names = [(display_name(college.organisation, college.name), college.id) for college in colleges]
    by_id = {college_id: name for name, college_id in names}
    made = [
        Made(
            document.id, document.revision, document.title, document.file_name, document.made_at, document.audience,
            by_id.get(document.college_id, "") if document.college_id else "",
        )
        for document in listings.documents(app.store)
    ]  # fmt: skip
    return Offered(
        list(meetings),
        list(app.actions.choices()),
        list(colleges),
        names,
        list(available()),
        made,
        list(app.sent.listing()),
    )
