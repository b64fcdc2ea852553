"""How long an item of a meeting is being treated: counted while it is on, not during a break."""

from datetime import datetime, timedelta
from uuid import UUID


class ItemTimer:
    """Time per item; an item that comes back goes on where it was left."""

    def __init__(self) -> None:
        self._spent: dict[UUID, timedelta] = {}
        self._item: UUID | None = None
        self._since: datetime | None = None

    @property
    def paused(self) -> bool:
        """Whether there is a break: an item is on, and its time stands still."""
        return self._item is not None and self._since is None

    def turn_to(self, item_id: UUID | None, now: datetime) -> None:
        """Begin with another item, or end with None; the one that is on goes on. Ends a break."""
        if item_id == self._item and self._since is not None:
            return
        self._settle(now)
        self._item, self._since = item_id, now if item_id is not None else None

    def pause(self, now: datetime) -> None:
        """Begin a break, which ``turn_to`` ends."""
        self._settle(now)
        self._since = None

    def spent(self, item_id: UUID, now: datetime) -> timedelta:
        """The time that an item has had."""
        running = now - self._since if item_id == self._item and self._since is not None else timedelta()
        return self._spent.get(item_id, timedelta()) + running

    def _settle(self, now: datetime) -> None:
        if self._item is not None and self._since is not None:
            self._spent[self._item] = self.spent(self._item, now)
