"""What an editor had on the screen when it asked for a change: the ground on which a unit of work stands."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from ibo_desk.domain.errors import StaleRecordError


class Basis:
    """A moment of the journal, for all records or for some, and the entries that the editor's own program made.

    A field that somebody else wrote after that moment is not overwritten. Without a moment nothing is compared: a
    script has nothing on a screen. What the own program wrote is on its screen already.
    """

    def __init__(self, moment: UUID | None, own: Collection[UUID], entry: UUID) -> None:
        self._moment = moment
        self._own = own
        self._entry = entry  # of the unit of work itself, which may write a field more than once
        self._of_record: dict[UUID, UUID] = {}

    def saw(self, record_id: UUID, revision: UUID) -> None:
        """One record was seen at a revision of its own, whatever the rest of the screen showed."""
        self._of_record[record_id] = revision

    def compares(self, record_id: UUID) -> bool:
        return record_id in self._of_record or self._moment is not None

    def check(
        self, kind: str, record_id: UUID, fields: Iterable[str], writers: Mapping[tuple[UUID, str], UUID]
    ) -> None:
        """Raise ``StaleRecordError`` where somebody else wrote one of the fields; ``writers``: who wrote each last.

        Who deletes or brings back, writes the whole record; and nobody saw one that was made or deleted since.
        """
        since = self._of_record.get(record_id, self._moment)
        if since is None:
            return
        newer = {name: at for (of, name), at in writers.items() if of == record_id and at > since}
        named = set(fields)
        if "deleted_in" not in named and newer.keys().isdisjoint({"", "deleted_in"}):
            newer = {name: at for name, at in newer.items() if name in named}
        if any(at != self._entry and at not in self._own for at in newer.values()):
            newer_fields = sorted(name for name in newer if name) or sorted(named)
            raise StaleRecordError("changed_elsewhere", kind=kind, id=record_id, fields=newer_fields)
