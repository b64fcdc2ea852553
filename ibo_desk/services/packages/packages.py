"""Files of their own for colleges, as windows and scripts ask for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.services.packages.giving import GivenFile, Progress, give
from ibo_desk.services.packages.ownership import holder, package_here


@dataclass(frozen=True)
class OwnPackage:
    """What the file that is open is, where it was given to a college; ``given_at`` in UTC."""

    college_id: UUID
    college: str
    number: int
    given_at: datetime


class Packages:
    """Giving, sending back and taking over."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def own(self) -> OwnPackage | None:
        """The package that this file is; None in the file of a region."""
        with self._store.read() as session:
            package = package_here(session)
            if package is None:
                return None
            college = holder(session, package).college
            return OwnPackage(package.college_id, college, package.number, package.given_at)

    def give(
        self, college_ids: Sequence[UUID], folder: Path, progress: Progress | None = None
    ) -> list[GivenFile]:
        """Make a file for each college in a folder; raises like ``giving.give``."""
        return give(self._store, college_ids, folder, progress)
