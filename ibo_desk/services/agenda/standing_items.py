"""The items that every agenda of a body has, by the body's own rules."""

from collections.abc import Iterable
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Body, Meeting
from ibo_desk.domain.bodies import STANDING_TYPES, ItemType
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.names import display_name
from ibo_desk.language import _, ngettext
from ibo_desk.services.agenda.standing import place_standing, standing_types
from ibo_desk.services.base.writing import refuse_locked
from ibo_desk.services.words import label


class StandingItems:
    """Which standing items a body has, and putting them on an agenda."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def types(self, body_id: UUID) -> tuple[ItemType, ...]:
        """What every new meeting of the body gets by itself; empty until somebody fills it in."""
        with self._store.read() as session:
            body = session.get(Body, body_id)
            return standing_types(body) if body else ()

    def set_types(self, body_id: UUID, types: Iterable[ItemType]) -> None:
        """Say which standing items every new meeting of a body gets.

        Raises ``RuleError("not_a_standing_item")`` for a type that belongs to a topic.
        """
        chosen = list(dict.fromkeys(types))
        for kind in chosen:
            if kind not in STANDING_TYPES:
                raise RuleError("not_a_standing_item", item_type=kind)
        with self._store.write("") as work:
            body = work.get(Body, body_id)
            body.standing_items = " ".join(chosen)
            work.add(body)
            work.entry.label = _("Standing items of {body}: {types}").format(
                body=display_name(body.short_name, body.name),
                types=", ".join(label(kind) for kind in chosen) or _("nothing"),
            )

    def place(self, meeting_id: UUID) -> list[UUID]:
        """Put the body's standing items on this agenda where they are missing (all three, if it has no rules).

        One approval item for each earlier meeting whose minutes wait for it. Returns the new items, none when all
        were there. Raises ``LockedError``, ``RuleError("meeting_cancelled")``.
        """
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            refuse_locked(work.session, meeting_id, "agenda_item")
            made = place_standing(
                work, meeting, standing_types(work.get(Body, meeting.body_id)) or STANDING_TYPES
            )
            work.entry.label = ngettext(
                "{count} standing item placed", "{count} standing items placed", len(made)
            ).format(count=len(made))
            return made
