"""The small region, made once per run and opened to read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from ibo_desk.data.store import Store
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.clock import FixedClock
from tests.beginnings import Beginnings
from tests.documents.builders.small_region import SmallRegion, small_region


@pytest.fixture(scope="session")
def _small_file(tmp_path_factory: pytest.TempPathFactory, beginnings: Beginnings) -> tuple[Path, SmallRegion]:
    path = beginnings.file(tmp_path_factory.mktemp("small") / "klein.ibo", None)
    store = Store(str(path), _noon(), actor="test", copy_id=UUID(int=1))
    made = small_region(store)
    store.close()
    return path, made


def _noon() -> FixedClock:
    return FixedClock(datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Brussels")))


@pytest.fixture
def region(_small_file: tuple[Path, SmallRegion], tmp_path: Path) -> Iterator[SmallRegion]:
    """A copy of the small region that a test may write in."""
    path, made = _small_file
    own = tmp_path / "klein.ibo"
    own.write_bytes(path.read_bytes())
    store = Store(str(own), _noon(), actor="test", copy_id=UUID(int=1))
    yield replace(made, store=store)
    store.close()


@pytest.fixture
def sources(region: SmallRegion) -> Sources:
    """What builders read from."""
    return Sources(region.store)
