"""The outcomes in minutes that another secretariat sent: pasted, laid beside the items, and noted where none stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from ibo_desk.data.store import Store, live
from ibo_desk.data.tables import AgendaItem, Meeting
from ibo_desk.domain.agenda_text import AgendaReading
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.language import ngettext
from ibo_desk.services.agenda.agenda import Agenda, conclude
from ibo_desk.services.agenda.paste import Becomes, pasted_rows
from ibo_desk.services.base.writing import refuse_locked

_SAYS = re.compile(
    r"^(?:besluit|beslissing|conclusie|advies|uitkomst|standpunt|kennisname|goedkeuring)\s*:\s*(?P<text>.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class OutcomeRow:
    """An item of the meeting with what the text says of it; ``stands`` is what is noted, which is left as it is."""

    item_id: UUID
    number: str
    title: str
    text: str
    stands: str

    @property
    def fresh(self) -> bool:
        """Whether it can be noted."""
        return bool(self.text) and not self.stands


class PastedOutcomes:
    """Reading outcomes per item, and noting them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def preview(self, meeting_id: UUID, reading: AgendaReading) -> list[OutcomeRow]:
        """Every item of the meeting, in order, with the words of the text under its title."""
        with self._store.read() as session:
            rows = pasted_rows(session, live(session, Meeting, meeting_id), reading.items, {})
        said = {
            row.record.record_id: outcome_in(row.item.note)
            for row in rows
            if row.becomes is Becomes.THERE and row.record is not None
        }
        return [
            OutcomeRow(item.id, item.number, item.title, said.get(item.id, ""), item.conclusion)
            for item in Agenda(self._store).items(meeting_id)
        ]

    def record(self, meeting_id: UUID, said: Mapping[UUID, str]) -> int:
        """Note these outcomes as one journal entry, and how many; an item that has one keeps it.

        Raises ``InvalidValueError("no_outcome_in_text")``, ``LockedError``, ``RuleError("meeting_cancelled")``.
        """
        with self._store.write("") as work:
            refuse_locked(work.session, meeting_id, "agenda_item")
            items = [work.get(AgendaItem, item_id) for item_id in said]
            fresh = [item for item in items if not item.conclusion and item.meeting_id == meeting_id]
            if not fresh:
                raise InvalidValueError("no_outcome_in_text")
            for item in fresh:
                conclude(work, item, said[item.id])
            text = ngettext("{count} outcome pasted", "{count} outcomes pasted", len(fresh))
            work.entry.label = text.format(count=len(fresh))
            return len(fresh)


def outcome_in(note: str) -> str:
    """The words that say what came of it, from "Besluit:" on where that stands; else all that stands there."""
    lines = [line.removeprefix("- ") for line in note.splitlines()]
    for at, line in enumerate(lines):
        match = _SAYS.match(line)
        if match is not None:
            return "\n\n".join(filter(None, [match["text"], *lines[at + 1 :]]))
    return "\n\n".join(lines)
