"""The slash line that says what became of an engagement of an earlier meeting."""

import re
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlmodel import Session

from ibo_desk.data.store import live
from ibo_desk.data.tables import Meeting
from ibo_desk.domain.engagements import ENGAGEMENT_TRANSITIONS, OPEN_STATES, EngagementState
from ibo_desk.domain.errors import AmbiguousNameError, NotFoundError
from ibo_desk.domain.names import fold
from ibo_desk.domain.slash import FOLLOW_UP_WORDS, SlashLine
from ibo_desk.language import _
from ibo_desk.services.base.bulk import Over
from ibo_desk.services.engagements.engagements import Engagements
from ibo_desk.services.engagements.rows import EngagementRow, read_engagements
from ibo_desk.services.meetings.returning_items import open_engagement_ids
from ibo_desk.services.slash.matching import Names
from ibo_desk.services.slash.plan import At, Plan, SlashResult
from ibo_desk.services.words import label

_WORDS = 6  # of an engagement, where it is offered by name
_TYPED: Mapping[EngagementState | None, str] = {state: words for words, state in FOLLOW_UP_WORDS}
_SMALL = frozenset({"de", "het", "een", "van", "en", "voor", "aan", "in", "op"})


def follows_up(at: At, session: Session, read: SlashLine) -> Plan:
    """Which engagement is meant, by partner and words of it, and what became of it; nothing is picked."""
    row = _meant(_open(session, at.meeting_id, at.store.clock.today()), read.parties)
    said = ", ".join(part for part in (_TYPED.get(read.became, ""), read.text) if part)
    follows = read.became is not None and _may_become(row, read.became)
    text = f"{called(row)}: {said}"

    def do(_over: Over | None) -> SlashResult:
        words = read.text if follows else said
        Engagements(at.store).follow_up(
            at.item_id, row.id, said=words or None, state=read.became if follows else None
        )
        return SlashResult("engagement", row.id, text)

    stays = (
        "" if follows or row.state is None else _("its state stays {state}").format(state=label(row.state))
    )
    shown = " · ".join(part for part in (text, stays) if part)
    return Plan(_("Followed up: {text}").format(text=shown), do)


def _may_become(row: EngagementRow, state: EngagementState) -> bool:
    """Whether a share can take that state; what was only proposed cannot be "not kept", but it is said all the same."""
    return any(
        part.state in OPEN_STATES and state in ENGAGEMENT_TRANSITIONS[part.state] for part in row.partners
    )


def called(row: EngagementRow) -> str:
    """The engagement in a few words: "Harelbeke advies fietsbrug bezorgen"."""
    partners = list(dict.fromkeys(part.organisation for part in row.partners))
    return " ".join([*partners[:1], *re.findall(r"[\w€.'-]+", row.what)[:_WORDS]])


def open_names(session: Session, meeting_id: UUID, today: date) -> Names:
    """How the open engagements are called, to be offered."""
    return Names({}, tuple(called(row) for row in _open(session, meeting_id, today)), {}, {})


def _open(session: Session, meeting_id: UUID, today: date) -> list[EngagementRow]:
    return read_engagements(session, open_engagement_ids(live(session, Meeting, meeting_id)), today)


def _meant(rows: list[EngagementRow], text: str) -> EngagementRow:
    asked = [word for word in _words(text) if word not in _SMALL]
    meant = [row for row in rows if asked and all(_holds(row, word) for word in asked)]
    if not meant:
        raise NotFoundError("no_open_engagement", name=text)
    if len(meant) > 1:
        raise AmbiguousNameError("ambiguous_engagement", name=text, names=tuple(called(row) for row in meant))
    return meant[0]


def _holds(row: EngagementRow, word: str) -> bool:
    there = _words(" ".join([row.what, *(part.organisation for part in row.partners)]))
    return any(each.startswith(word) for each in there)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))
