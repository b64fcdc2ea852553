"""What is being typed: when it goes to its draft, when to its record, and what a draft remembers of it.

No clock and no thread of its own: moments are handed in, in seconds of any clock that only goes forward.
"""

import hashlib
import itertools
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

DRAFT_AFTER: Final = (
    0.7  # seconds from the first change that no draft holds yet; further typing does not put it off
)
PAUSE: Final = 10.0  # without a change: then the record is written
LATEST: Final = 60.0  # from the first change that the record does not hold, however one types on
AGAIN: Final = 30.0  # until a record that could not be written (disk full, server away) is tried again

_versions = itertools.count(
    1
)  # one row of numbers for all texts of this program: the larger one is the newer text


@dataclass(frozen=True)
class DraftKey:
    """Where a text belongs: a field of a record, or a line of a page or dialog (``record`` is what it is about)."""

    kind: str
    record: str
    field: str


def base_hash(base: str) -> str:
    """The mark of the text that typing began from."""
    return hashlib.sha256(base.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Draft:
    """A text that no record holds yet.

    ``base`` is the text that stood there when typing began, ``revision`` the one of its record; ``at`` in UTC.
    ``process`` and ``writer`` say in which program and in which of its editors it is being typed.
    """

    region: UUID
    key: DraftKey
    process: str
    writer: int
    version: int
    label: str
    base: str
    revision: UUID | None
    text: str
    at: datetime
    program: str = ""

    @property
    def place(self) -> tuple[UUID, str, int, DraftKey]:
        """What makes it this draft and no other."""
        return self.region, self.process, self.writer, self.key


@dataclass
class TypedText:
    """One text being typed, by the numbers of its versions: what was typed, what the draft and the record hold."""

    version: int = 0
    drafted: int = 0
    recorded: int = 0
    sending: int = 0  # on its way to the record; 0 for nothing
    refused: int = 0  # this version cannot be recorded; another one may
    _undrafted: float | None = None
    _unrecorded: float | None = None
    _changed: float = field(default=0.0)
    _not_before: float = field(default=0.0)

    @property
    def is_unrecorded(self) -> bool:
        """Whether something was typed that the record does not hold."""
        return self.version > self.recorded

    def type(self, now: float) -> None:
        """The text changed."""
        self.version = next(_versions)
        self._changed = now
        self._undrafted = now if self._undrafted is None else self._undrafted
        self._unrecorded = now if self._unrecorded is None else self._unrecorded

    def draft_is_due(self, now: float) -> bool:
        return self._undrafted is not None and now - self._undrafted >= DRAFT_AFTER

    def drafting(self) -> None:
        """The text as it stands is handed to the draft."""
        self.drafted = self.version
        self._undrafted = None

    def record_is_due(self, now: float) -> bool:
        if not self.can_send() or now < self._not_before or self._unrecorded is None:
            return False
        return now - self._changed >= PAUSE or now - self._unrecorded >= LATEST

    def can_send(self) -> bool:
        """Whether the record may be written now: there is something, nothing is under way, it was not refused."""
        return self.is_unrecorded and not self.sending and self.refused != self.version

    def send(self) -> int:
        """The text as it stands is on its way to the record; returns its version."""
        self.sending = self.version
        self._unrecorded = None
        return self.version

    def arrived(self, now: float) -> bool:
        """The record holds what was sent; returns whether that is all there is."""
        self.recorded, self.sending = self.sending, 0
        if self.is_unrecorded and self._unrecorded is None:
            self._unrecorded = now
        if not self.is_unrecorded:
            self._undrafted = None
        return not self.is_unrecorded

    def failed(self, now: float, *, for_good: bool) -> None:
        """The record was not written; ``for_good``: this text never will be (stale, locked, not valid)."""
        if for_good:
            self.refused = self.sending or self.version
        self.sending = 0
        self._not_before = now + AGAIN
        self._unrecorded = now if self._unrecorded is None else self._unrecorded

    def try_again(self) -> None:
        """The person asks for it, or the field is left: what was refused is tried once more."""
        self.refused = 0
        self._not_before = 0.0

    def may_be_taken_now(self) -> None:
        """What kept the record from being written (a server that is away) is over."""
        self._not_before = 0.0

    def withdraw(self) -> None:
        """What was typed was taken back: nothing is left to be written."""
        self.recorded = self.version
        self._undrafted = self._unrecorded = None
