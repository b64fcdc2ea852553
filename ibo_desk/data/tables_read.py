"""Which tables a reading asked: whoever shows what was read knows by it which changes make that old."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Table, event
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext
from sqlalchemy.sql import visitors
from sqlalchemy.sql.compiler import Compiled


class TablesRead:
    """Listens to an engine of one thread; notes nothing outside of ``noting``."""

    def __init__(self, engine: Engine) -> None:
        self._noted: set[str] | None = None
        # SQLAlchemy keeps what it compiled, so each statement is looked through once.
        self._of_statement: WeakKeyDictionary[Compiled, frozenset[str]] = WeakKeyDictionary()
        event.listen(engine, "before_cursor_execute", self._note)

    @contextmanager
    def noting(self, tables: set[str]) -> Iterator[None]:
        """Add the name of every table that is asked inside to ``tables``."""
        outside, self._noted = self._noted, tables
        try:
            yield
        finally:
            self._noted = outside

    def _note(
        self,
        _connection: Connection,
        _cursor: DBAPICursor,
        _statement: str,
        _parameters: Any,
        context: ExecutionContext | None,
        _many: bool,
    ) -> None:
        compiled = context.compiled if context is not None else None
        if self._noted is None or compiled is None:  # what is sent as plain text begins and ends transactions
            return
        if compiled not in self._of_statement:
            self._of_statement[compiled] = tables_in(compiled)
        self._noted |= self._of_statement[compiled]


def tables_in(compiled: Compiled) -> frozenset[str]:
    """The tables of a statement, also those of its subqueries, in whatever clause they stand."""
    statement = compiled.statement
    if statement is None:
        return frozenset()
    return frozenset(part.name for part in visitors.iterate(statement) if isinstance(part, Table))
