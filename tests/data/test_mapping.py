"""Table classes are mapped at their first use, whatever that is and on whichever thread."""

import subprocess
import sys
from pathlib import Path

import pytest

_FIRST_USES = """
import sys
from concurrent.futures import ThreadPoolExecutor
from sqlalchemy import inspect
from sqlalchemy.orm import aliased
from sqlmodel import Session, create_engine, select
from sqlmodel.main import default_registry
from ibo_desk.data.tables import Meeting, metadata
engine = create_engine(f"sqlite:///{sys.argv[2]}")
metadata.create_all(engine)
assert not default_registry.mappers
uses = {
    "made": lambda _session: Meeting(place="Kortrijk").id,
    "got": lambda session: session.get(Meeting, Meeting.__table__.c.id.default.arg(None)),
    "selected": lambda session: session.exec(select(Meeting)).all(),
    "column": lambda session: session.exec(select(Meeting.place)).all(),
    "aliased": lambda session: session.exec(select(aliased(Meeting))).all(),
    "inspected": lambda _session: inspect(Meeting).attrs.place,
}
def used(_turn):
    with Session(engine) as session:
        uses[sys.argv[1]](session)
with ThreadPoolExecutor(4) as pool:
    list(pool.map(used, range(4)))
print(*[mapper.class_.__name__ for mapper in default_registry.mappers])
"""


@pytest.mark.long
@pytest.mark.parametrize("use", ["made", "got", "selected", "column", "aliased", "inspected"])
def test_a_class_is_mapped_alone_by_its_first_use(use: str, tmp_path: Path) -> None:
    words = [sys.executable, "-c", _FIRST_USES, use, str(tmp_path / "first.db")]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["Meeting"]
