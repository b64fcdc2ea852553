"""Every column of every table says who may read it."""

import pytest
from sqlalchemy import Column, LargeBinary, Table

from ibo_desk.data.tables import READ_BY, metadata
from ibo_desk.data.tables.read_by import TECHNICAL, By
from ibo_desk.data.tables.types import Code
from ibo_desk.domain.audience import Audience, OwnPart

TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)
COLUMNS = [column for table in TABLES for column in table.columns]


def test_every_table_declares_its_readers() -> None:
    assert set(READ_BY) == {table.name for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_column_has_one_rule(table: Table) -> None:
    named = [name for name, _rule in READ_BY[table.name].rules()]
    assert sorted(named) == sorted({column.name for column in table.columns} - TECHNICAL)


def _is_audience(column: Column[object]) -> bool:
    return isinstance(column.type, Code) and column.type.kind is Audience


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_what_a_rule_names_is_there(table: Table) -> None:
    declared = READ_BY[table.name]
    for rule in (declared.record, *declared.narrower):
        if isinstance(rule, By):
            assert set(rule.columns) <= set(table.columns.keys())
        elif not isinstance(rule, Audience | OwnPart):
            assert _is_audience(table.columns[rule])
    assert set(declared.within.split()) <= {key.parent.name for key in table.foreign_keys}
    for path in filter(None, (declared.own, *declared.with_any.split())):
        *other, name = path.split(".")
        assert name in (metadata.tables[other[0]] if other else table).columns


@pytest.mark.parametrize("column", [column for column in COLUMNS if _is_audience(column)], ids=str)
def test_an_audience_that_is_stored_is_one_that_counts(column: Column[object]) -> None:
    declared = READ_BY[column.table.name]
    rules = (declared.record, *declared.narrower)
    by = {name for rule in rules if isinstance(rule, By) for name in rule.columns}
    assert column.name in {*by, *(rule for rule in rules if isinstance(rule, str))}


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_what_belongs_to_one_says_to_whom(table: Table) -> None:
    """A text for a college or a part of its own without an owner would be read by the secretariat alone."""
    declared = READ_BY[table.name]
    rules = {declared.record, *declared.narrower}
    if rules & {Audience.COLLEGE, OwnPart.SHARE, OwnPart.CONTACT}:
        assert declared.own


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_what_is_narrower_can_be_left_empty(column: Column[object]) -> None:
    narrower = " ".join(READ_BY[column.table.name].narrower.values()).split()
    if column.name in narrower:
        assert column.nullable or (column.default is not None and column.default.is_scalar)
        assert not column.unique
        assert not isinstance(column.type, LargeBinary)
