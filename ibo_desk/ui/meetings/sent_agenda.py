"""What became of the agenda since it was sent, beside the items themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from ibo_desk.domain.agenda_marks import AgendaMark
from ibo_desk.domain.meetings import AHEAD, MeetingState
from ibo_desk.language import _
from ibo_desk.services.words import format as formats
from ibo_desk.ui.tones import INFO, WARN, Tone

if TYPE_CHECKING:
    from ibo_desk.app import App


@dataclass(frozen=True)
class SentAgenda:
    """The agenda that was sent last ("" where none was) and, until the meeting is held, what differs from it."""

    letter: str
    sentence: str
    marks: Mapping[UUID, AgendaMark]
    dropped: tuple[str, ...]
    differs: bool

    def mark(self, item_id: UUID) -> tuple[str, Tone] | None:
        """The words of an item that is new or changed."""
        mark = self.marks.get(item_id)
        if mark is AgendaMark.NEW:
            return _("new since agenda {letter}").format(letter=self.letter), INFO
        if mark is AgendaMark.WITHDRAWN:
            return _("withdrawn since agenda {letter}").format(letter=self.letter), WARN
        if mark is AgendaMark.CHANGED:
            return _("changed since agenda {letter}").format(letter=self.letter), WARN
        return None


NOT_SENT = SentAgenda("", "", {}, (), differs=False)


def read_sent(app: "App", meeting_id: UUID, state: MeetingState) -> SentAgenda:
    """Raises nothing; a meeting that was held keeps its letters but no marks: its items go on changing."""
    versions = app.agenda_versions.versions(meeting_id)
    if not versions:
        return NOT_SENT
    text = _("Agenda {letter} sent on {day}").format(
        letter=versions[0].letter, day=formats.short_day(versions[0].sent_on or versions[0].made_at.date())
    )
    if state not in AHEAD:
        return SentAgenda(versions[0].letter, text, {}, (), differs=False)
    rows = app.agenda_versions.marks(meeting_id)
    return SentAgenda(
        letter=versions[0].letter,
        sentence=text,
        marks={row.item_id: row.mark for row in rows if row.mark is not AgendaMark.DROPPED},
        dropped=tuple(row.title for row in rows if row.mark is AgendaMark.DROPPED),
        differs=any(row.mark is not AgendaMark.SAME for row in rows),
    )
