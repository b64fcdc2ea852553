"""Searching everything that is in the file."""

from dataclasses import dataclass
from uuid import UUID

from ibo_desk.data import search
from ibo_desk.data.store import Store


@dataclass(frozen=True)
class Hit:
    """A record that holds the words; ``kind`` is its table name, ``excerpt`` the text around the words."""

    kind: str
    id: UUID
    title: str
    excerpt: str


class Search:
    """The search box over all kinds."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def hits(self, words: str, limit: int = 50) -> list[Hit]:
        """The records that hold every word (or one that begins so), accents and capitals aside; the best first."""
        with self._store.read() as session:
            return [
                Hit(one.kind, one.id, one.title, one.excerpt) for one in search.find(session, words, limit)
            ]
