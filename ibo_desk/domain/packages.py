"""A file of one's own for a college: what may be written in it and comes back, and how far that was dealt with."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class TakenAs(StrEnum):
    """What became of an operation of a return."""

    RECORDED = "recorded"
    ALREADY = "already"  # the same stood there already
    OURS = "ours"  # it met something else, and what was written on this side was chosen to stay
    OVERTAKEN = "overtaken"  # a later operation on the same field had it in it


class LendingState(StrEnum):
    """Who may write: the borrower (in the file that stayed behind, and in the one that went), or the lender again."""

    OUT = "out"
    BORROWED = "borrowed"
    BACK = "back"
    CALLED_BACK = "called_back"


class OperationState(StrEnum):
    """What an operation of a return would do here."""

    NEW = "new"
    SAME = "same"  # it stands here already
    COLLISION = "collision"  # something else was written here meanwhile
    GONE = "gone"  # the record, or what it is about, is not here any more
    KNOWN = "known"  # dealt with before


@dataclass(frozen=True)
class Own:
    """What a college writes in the records of one table that are its own.

    ``owner`` is the column that says whose a record is: it holds the college, its organisation, or a record that is
    theirs. ``fields`` come back; ``follows`` are written along by the program and follow again where they come back.
    ``given`` are further fields of records that the college makes; without them it makes none. ``together`` are
    fields that say one thing: where one of them meets something else, all do. ``of_part`` says that ``owner`` names
    something of theirs, not themselves. ``only`` bounds what comes back to the
    records with that value; others stay in the file. All hold names with a space between.
    """

    owner: str
    fields: str = ""
    given: str = ""
    follows: str = ""
    together: str = ""
    removes: bool = False
    of_part: bool = False
    only: tuple[str, str] = ("", "")

    @property
    def writable(self) -> frozenset[str]:
        return frozenset(f"{self.fields} {self.follows}".split())

    @property
    def of_new(self) -> frozenset[str]:
        """What may be filled in of a record that a college makes."""
        return frozenset(f"{self.fields} {self.given}".split())

    def unit(self, field: str) -> str:
        """The name of what a field is a part of."""
        parts = self.together.split()
        return parts[0] if field in parts else field


# A college's own, by table: its answers, its engagements, its points, its people, its days. The order is that in which
# records are taken over: what others refer to comes first.
OWN: Final[Mapping[str, Own]] = {
    "organisation": Own("id", "mailbox"),
    "person": Own("organisation_id", "name email phone function", given="organisation_id", removes=True),
    "body": Own("organisation_id", "note_headings note_per_item note_handled_by"),
    "mandate": Own(
        "organisation_id",
        "capacity function valid_from valid_to body_id",
        given="person_id organisation_id",
        removes=True,
    ),
    "portfolio": Own("mandate_id", given="mandate_id line_id body_id", removes=True, of_part=True),
    "body_calendar": Own(
        "body_id",
        "weekday submit_days rhythm since week_of_month submit_rule submit_weekday submit_at",
        given="body_id",
        removes=True,
        together="weekday submit_days rhythm since week_of_month submit_rule submit_weekday submit_at",
    ),
    "calendar_recess": Own(
        "body_id", "first last label", given="body_id", removes=True, together="first last"
    ),
    "college_session": Own(
        "body_id", "on kind moved_to note", given="body_id", removes=True, together="on kind moved_to"
    ),
    "feedback_round": Own(
        "college_id",
        "heard_on answer answered_on answer_text reference",
        given="item_id college_id side number question",
        follows="dealt_with_on noted_on asked_on deleted_in",
        together="answer answered_on answer_text reference",
    ),
    "document": Own(
        "college_id",
        given="title kind file_name content_hash blob_sha256 made_at item_id college_id audience",
        removes=True,
        only=("kind", "answer"),
    ),
    "topic": Own(
        "submitted_by_id",
        "title summary",
        given="submitted_by_id submitted_on origin_body_id action_id",
        follows="preparation_since",
    ),
    "engagement_partner": Own(
        "organisation_id",
        "evidence confirmed_by_id confirmed_reference",
        follows="state state_since closed_on confirmed_on",
    ),
    "engagement_partner_state": Own(
        "partner_id",
        "state since by_id reference",
        given="partner_id",
        follows="amount_cents vte_thousandths item_id noted_on",
        together="state since by_id reference",
        removes=True,
        of_part=True,
    ),
}
