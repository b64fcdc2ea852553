"""Freeing what papers hold back: an item or an engagement gets a wider audience, with a reason that stays."""

from typing import Final
from uuid import UUID

from sqlmodel import SQLModel

from ibo_desk.data.store import Store
from ibo_desk.data.tables import AgendaItem, Engagement
from ibo_desk.data.tables.engagements import EngagementFields
from ibo_desk.data.tables.topics import AgendaItemFields
from ibo_desk.domain.audience import Audience, wider
from ibo_desk.domain.errors import RuleError
from ibo_desk.language import _
from ibo_desk.services.base.writing import set_fields
from ibo_desk.services.words import label

_KINDS: Final[dict[str, tuple[type[AgendaItem] | type[Engagement], type[SQLModel]]]] = {
    "agenda_item": (AgendaItem, AgendaItemFields),
    "engagement": (Engagement, EngagementFields),
}
_LONGEST: Final = 200  # letters of a reason: the line of the journal holds it with the title


class Freeing:
    """Gives one record at a time a wider audience."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def free(self, kind: str, record_id: UUID, audience: Audience, reason: str) -> None:
        """Make an "agenda_item" or "engagement" readable for an audience; the journal says why.

        Raises ``RuleError``: "free_without_reason", "free_reason_long", "free_narrower" where more may read it already.
        """
        why = " ".join(reason.split())
        if not why:
            raise RuleError("free_without_reason")
        if len(why) > _LONGEST:
            raise RuleError("free_reason_long", most=_LONGEST)
        table, fields = _KINDS[kind]
        with self._store.write("") as work:
            record = work.get(table, record_id)
            title = record.title if isinstance(record, AgendaItem) else record.what
            if not wider(audience, record.audience):
                raise RuleError("free_narrower", title=title, audience=label(record.audience))
            set_fields(work, record, fields, {"audience": audience})
            text = _("“{title}” made readable for {audience}: {reason}")
            short = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
            work.entry.label = text.format(title=short, audience=label(audience), reason=why)
