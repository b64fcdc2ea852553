"""What the journal keeps of a value gives the same value again, for every type of column."""

import json
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Column

from ibo_desk.data.tables import metadata
from ibo_desk.data.tables.types import Code
from ibo_desk.data.values import from_plain, to_text

SAMPLES: dict[str, Any] = {
    "Uuid": UUID(int=7),
    "AutoString": "tekst",
    "Text": "tekst\nmet “aanhaling”",
    "OrderKey": "i5",
    "Date": date(2026, 12, 11),
    "Time": time(14, 0),
    "UtcMoment": datetime(2026, 12, 11, 13, 0, tzinfo=UTC),
    "Boolean": True,
    "Integer": 3,
}
COLUMNS = [
    pytest.param(column, id=f"{table.name}.{column.name}")
    for table in metadata.sorted_tables
    if "deleted_in" in table.columns
    for column in table.columns
]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_value_comes_back_from_the_journal(column: Column[Any]) -> None:
    values = (
        list(column.type.kind) if isinstance(column.type, Code) else [SAMPLES[type(column.type).__name__]]
    )
    for value in values:
        back = from_plain(column, json.loads(to_text(value)))
        assert back == value
        assert type(back) is type(value)
    assert from_plain(column, json.loads(to_text(None))) is None
