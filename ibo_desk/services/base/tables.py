"""The tables as services ask them: plain columns instead of record objects, and never what was deleted."""

from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Select, Table, and_, or_, select
from sqlmodel import Session

from ibo_desk.data.tables import metadata
from ibo_desk.domain.names import fold

_tables = metadata.tables
action_lines = _tables["action_strategic_line"]
actions = _tables["regional_action"]
agenda_versions = _tables["agenda_version"]
attendances = _tables["attendance"]
bodies = _tables["body"]
body_sentences = _tables["body_sentence"]
calendars = _tables["body_calendar"]
closed_days = _tables["closed_day"]
college_sessions = _tables["college_session"]
consequences = _tables["college_consequence"]
engagements = _tables["engagement"]
evaluations = _tables["evaluation"]
fundings = _tables["funding"]
follow_ups = _tables["engagement_follow_up"]
instalments = _tables["instalment"]
item_presences = _tables["item_presence"]
items = _tables["agenda_item"]
mandates = _tables["mandate"]
lendings = _tables["lending"]
meeting_chairs = _tables["meeting_chair"]
meetings = _tables["meeting"]
memberships = _tables["membership"]
milestones = _tables["milestone"]
minutes_remarks = _tables["minutes_remark"]
minutes_versions = _tables["minutes_version"]
list_remainders = _tables["list_remainder"]
organisations = _tables["organisation"]
partners = _tables["action_partner"]
periods = _tables["engagement_period"]
permissions = _tables["body_permission"]
persons = _tables["person"]
portfolios = _tables["portfolio"]
positions = _tables["position"]
recesses = _tables["calendar_recess"]
referrals = _tables["referral"]
rounds = _tables["feedback_round"]
shares = _tables["engagement_partner"]
states = _tables["engagement_partner_state"]
sent_files = _tables["sent_file"]
sent_items = _tables["sent_item"]
sent_papers = _tables["sent_paper"]
regions = _tables["region"]
representations = _tables["spokes"]
strategic_lines = _tables["strategic_line"]
targets = _tables["referral_target"]
topic_lines = _tables["topic_strategic_line"]
topics = _tables["topic"]


_FEW = 3000  # ids that go along as values; engines bound how many values a statement may have


@cache
def again(table: Table, name: str) -> FromClause:
    """The same table a second time in a statement, as ``name``; made once, as its columns take a while to make."""
    return table.alias(name)


def alive(*tables: FromClause) -> ColumnElement[bool]:
    """Rows that are not deleted."""
    return and_(*(table.c.deleted_in.is_(None) for table in tables))


def valid_on(table: FromClause, day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Rows whose from–to, both ends included and each perhaps open, holds ``day``: a day, or a column with one."""
    return and_(
        or_(table.c.valid_from.is_(None), table.c.valid_from <= day),
        or_(table.c.valid_to.is_(None), table.c.valid_to >= day),
    )


def contains(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """A folded column that holds the words, whatever their case and accents."""
    return column.contains(fold(text), autoescape=True)


def ids_once(session: Session, selection: Select[tuple[UUID]]) -> Select[tuple[UUID]]:
    """The same selection of item ids, looked up once when there are few of them and several queries follow."""
    ids = list(session.execute(selection.limit(_FEW + 1)).scalars())
    return selection if len(ids) > _FEW else select(items.c.id).where(items.c.id.in_(ids))
