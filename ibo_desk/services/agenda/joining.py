"""Items of a meeting that are treated as one: what comes of either holds for the other, and paper says so."""

from uuid import UUID

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import AgendaItem
from ibo_desk.domain.bodies import STANDING_TYPES
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _
from ibo_desk.services.agenda.writing import head_follows, joined_to, topic_follows
from ibo_desk.services.base.writing import refuse_locked


class Joining:
    """Joining items of one agenda, and parting them again."""

    _store: Store

    def join(self, item_id: UUID, with_id: UUID) -> None:
        """Treat an item with another; what was joined to it goes along, and the first of all is the one that counts.

        What the item concluded itself stays its own. Raises ``LockedError``, ``RuleError("item_of_other_meeting")``,
        ``("joined_to_itself")`` and ``("standing_item_not_joined")``.
        """
        with self._store.write("") as work:
            item, head = work.get(AgendaItem, item_id), work.get(AgendaItem, with_id)
            refuse_locked(work.session, item.meeting_id, "agenda_item")
            if item.meeting_id != head.meeting_id:
                raise RuleError("item_of_other_meeting", title=head.title)
            if head.id == item.id:
                raise RuleError("joined_to_itself", title=item.title)
            if head.joined_to_id == item.id:  # turned round: what went along with the item now leads
                head.joined_to_id = None
                work.add(head)
            elif head.joined_to_id is not None:
                head = work.get(AgendaItem, head.joined_to_id)
            if {item.item_type, head.item_type}.intersection(STANDING_TYPES):
                raise RuleError("standing_item_not_joined")
            members = [item, *(other for other in joined_to(work, item) if other.id != head.id)]
            for member in members:
                member.joined_to_id = head.id
                work.add(member)
                _follow(work, member, head.treatment)
            head_follows(work, head, members)
            work.entry.label = _("“{title}” treated together with “{head}”").format(
                title=item.title, head=head.title
            )

    def part(self, item_id: UUID) -> None:
        """Treat an item by itself again; raises ``LockedError``."""
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            refuse_locked(work.session, item.meeting_id, "agenda_item")
            head = work.get(AgendaItem, item.joined_to_id) if item.joined_to_id else None
            item.joined_to_id = None
            work.add(item)
            if head is not None:
                head_follows(work, head, [other for other in joined_to(work, head) if other.id != item.id])
            _follow(work, item, Treatment.OPEN)
            work.entry.label = _("“{title}” treated by itself again").format(title=item.title)


def _follow(work: Work, item: AgendaItem, treatment: Treatment) -> None:
    if item.outcome is None and item.treatment is not treatment:
        item.treatment = treatment
        work.add(item)
        topic_follows(work, item, treatment)
