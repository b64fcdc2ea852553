"""A small region on each engine."""

import pytest

from ibo_desk.data.store import Store
from tests.services.desk import Desk, settle


@pytest.fixture
def desk(store: Store) -> Desk:
    """The services on a small region, once in a file and once on a server."""
    return settle(store)
