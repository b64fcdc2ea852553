"""Which moment of the journal is on the screen: what a person sees when they ask for a change.

A page is as new as its last complete reading; what it reads later for a part does not make the rest newer. So a
change is compared with what was shown, never with more. A dialog outside of a page is as new as its own last reading.
"""

from uuid import UUID
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject
from shiboken6 import isValid


class Renewal:
    """One complete reading of a page; its moment is the earliest of what was read for it."""

    def __init__(self, page: QObject) -> None:
        self.page = page
        self.moment: UUID | None = None


class Shown:
    """The moment that each page and dialog shows."""

    def __init__(self) -> None:
        self._of_page: WeakKeyDictionary[QObject, UUID] = WeakKeyDictionary()
        self._of_other: WeakKeyDictionary[QObject, UUID] = WeakKeyDictionary()

    def renewed(self, renewal: Renewal, moment: UUID) -> None:
        """A part of a complete reading has come."""
        renewal.moment = moment if renewal.moment is None else min(renewal.moment, moment)
        self._of_page[renewal.page] = renewal.moment

    def read(self, owner: QObject | None, moment: UUID) -> None:
        """Something was read apart from that."""
        if owner is not None and not any(widget in self._of_page for widget in _upward(owner)):
            self._of_other[owner] = moment

    def of(self, owner: QObject | None) -> UUID | None:
        """What the person sees who asks for something there; None where nothing of the file is shown yet."""
        for widget in _upward(owner):
            moment = self._of_page.get(widget) or self._of_other.get(widget)
            if moment is not None:
                return moment
        return None


def _upward(owner: QObject | None) -> list[QObject]:
    """An object and those it stands in."""
    chain = []
    while owner is not None and isValid(owner):
        chain.append(owner)
        owner = owner.parent()
    return chain
