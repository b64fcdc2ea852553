"""A region or a small desk to begin with, on each engine: a test gets the one that it asks for."""

import pytest

from ibo_desk.data.store import Store
from tests.beginnings import Beginnings, Fill
from tests.services.desk import Desk, settle
from tests.services.region import Region, found

_FILLS: dict[str, Fill] = {"region": found, "desk": settle}


@pytest.fixture
def fill(request: pytest.FixtureRequest) -> Fill | None:
    """By the fixtures of the test."""
    return next((fill for name, fill in _FILLS.items() if name in request.fixturenames), None)


@pytest.fixture
def region(store: Store, beginnings: Beginnings) -> Region:
    """The services on a region to consult in, once in a file and once on a server."""
    made: Region = beginnings.made(store, found)
    return made


@pytest.fixture
def desk(store: Store, beginnings: Beginnings) -> Desk:
    """The services on a small region, once in a file and once on a server."""
    made: Desk = beginnings.made(store, settle)
    return made
