"""All tables; here every code column gets its named CHECK and every foreign key becomes deferrable."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import CheckConstraint, Connection, MetaData, column, event, text
from sqlmodel import SQLModel

from ibo_desk.data.tables.actions import (
    ActionLink,
    ActionPartner,
    ActionStrategicLine,
    ProgressNote,
    RegionalAction,
    StrategicLine,
)
from ibo_desk.data.tables.bodies import (
    Body,
    BodyCalendar,
    BodyPermission,
    BodyRules,
    BodySentence,
    CalendarRecess,
    ClosedDay,
    CollegeSession,
    Membership,
)
from ibo_desk.data.tables.documents import Blob, Document, ImportedRow
from ibo_desk.data.tables.engagements import (
    Engagement,
    EngagementFollowUp,
    EngagementPartner,
    EngagementPartnerState,
    EngagementPeriod,
    Instalment,
)
from ibo_desk.data.tables.feedback import CollegeConsequence, FeedbackRound
from ibo_desk.data.tables.journal import Change, JournalEntry
from ibo_desk.data.tables.lists import ListLayout, ListRemainder, OrganisationAlias
from ibo_desk.data.tables.meetings import (
    AgendaVersion,
    Attendance,
    ItemPresence,
    Meeting,
    MeetingChair,
    MinutesRemark,
    MinutesVersion,
)
from ibo_desk.data.tables.organisations import Mandate, Organisation, Person, Portfolio, Representation
from ibo_desk.data.tables.packages import GivenPackage, Lending, TakenOperation
from ibo_desk.data.tables.progress import (
    Burden,
    BurdenShare,
    Evaluation,
    Funding,
    Indicator,
    Measurement,
    Milestone,
)
from ibo_desk.data.tables.read_by import ReadBy
from ibo_desk.data.tables.record import Record
from ibo_desk.data.tables.regions import Region, Setting
from ibo_desk.data.tables.sent import SentFile, SentItem, SentPaper
from ibo_desk.data.tables.topics import (
    AgendaItem,
    Position,
    Referral,
    ReferralTarget,
    Topic,
    TopicStrategicLine,
)
from ibo_desk.data.tables.types import WHERE, Code

__all__ = [
    "READ_BY", "ActionLink", "ActionPartner", "ActionStrategicLine", "AgendaItem", "AgendaVersion",
    "Attendance", "Blob", "Body", "BodyCalendar", "BodyPermission", "BodyRules", "BodySentence",
    "Burden", "BurdenShare",
    "CalendarRecess", "Change", "ClosedDay", "CollegeConsequence", "CollegeSession", "Document", "Engagement",
    "EngagementFollowUp", "EngagementPartner", "EngagementPartnerState", "EngagementPeriod", "Evaluation",
    "FeedbackRound", "Funding", "GivenPackage", "ImportedRow", "Indicator", "Instalment", "ItemPresence",
    "JournalEntry",
    "Lending", "ListLayout", "ListRemainder", "Mandate", "Measurement", "Meeting", "MeetingChair", "Membership",
    "Milestone", "MinutesRemark", "MinutesVersion", "Organisation", "OrganisationAlias", "Person", "Portfolio",
    "Position", "ProgressNote", "Record", "Referral", "ReferralTarget", "Region",
    "RegionalAction", "Representation", "SentFile", "SentItem", "SentPaper", "Setting", "StrategicLine",
    "TakenOperation", "Topic", "TopicStrategicLine", "metadata",
]  # fmt: skip

metadata = SQLModel.metadata
# Who may read the records of each table, and what of them, as declared beside its fields.
READ_BY: Mapping[str, ReadBy] = {
    str(table.__tablename__): table.read_by  # type: ignore[attr-defined]  # a class without it fails at once
    for table in (*Record.__subclasses__(), Blob, JournalEntry, Change)
}


def _finish_tables() -> None:
    for table in metadata.tables.values():
        for col in table.columns:
            if isinstance(col.type, Code):
                allowed = column(col.name).in_([str(value) for value in col.type.kind])
                rule = allowed if not col.nullable else (column(col.name).is_(None) | allowed)
                table.append_constraint(CheckConstraint(rule, name=f"code_{col.name}"))
        for foreign_key in table.foreign_key_constraints:
            foreign_key.deferrable = True
            foreign_key.initially = "DEFERRED"


@event.listens_for(metadata, "before_create")
def _hold_only_some(_target: MetaData, connection: Connection, **_more: Any) -> None:
    """Make the marked indexes partial in the words of the engine that tables are made on."""
    for table in metadata.tables.values():
        for index in table.indexes:
            if WHERE in index.info:
                index.dialect_options[connection.dialect.name]["where"] = text(index.info[WHERE])


_finish_tables()
