"""Table classes that SQLAlchemy maps when they are first used as classes.

Most statements ask the plain tables (``services.base.tables``), and mapping a class takes longer than making its
table. So a class statement makes the table only; the mapping follows with the first record, ``select(Meeting)`` or
``Meeting.title``. What that saves stands in docs/benchmarks.md.
"""

from threading import RLock
from typing import TYPE_CHECKING, Any, dataclass_transform

from sqlalchemy import Column, Table, inspection
from sqlalchemy.orm import Mapper
from sqlmodel import Field
from sqlmodel.main import SQLModelMetaclass, default_registry

TABLE_CLASSES: dict[str, type[object]] = {}  # by the name of their table
_unmapped: set[type[object]] = set()
_mapping = RLock()  # two lanes may use a class for the first time at once


@dataclass_transform(kw_only_default=True, field_specifiers=(Field,))
class MappedLater(SQLModelMetaclass):
    """The type of the table classes; these have no relationships, so that each can be mapped alone."""

    def __init__(
        self, name: str, bases: tuple[type[object], ...], namespace: dict[str, object], **rest: object
    ) -> None:
        if not self.model_config.get("table"):
            super().__init__(name, bases, namespace, **rest)
            return
        columns = {key: value for key, value in vars(self).items() if isinstance(value, Column)}
        for key, column in columns.items():
            column.key = column.name = key
            type.__delattr__(self, key)  # so that asking for it comes by __getattr__
        rules = vars(self).get("__table_args__", ())
        table = self.__tablename__  # type: ignore[attr-defined]  # SQLModel gives each class one
        self.__table__ = Table(table, self.metadata, *columns.values(), *rules)
        TABLE_CLASSES[self.__table__.name] = self
        _unmapped.add(self)

    # To who checks types a class has its columns, takes their values, and nothing else.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if self in _unmapped and (name in self.__table__.columns or name == "__mapper__"):
                ensure_mapped(self)
                return getattr(self, name)
            return super().__getattr__(name)

        def __call__(self, *args: Any, **values: Any) -> Any:
            ensure_mapped(self)
            return super().__call__(*args, **values)


def ensure_mapped(table: type[object]) -> None:
    """Map a table class unless it is."""
    if table in _unmapped:
        with _mapping:
            if table in _unmapped:
                default_registry.map_imperatively(table, table.__table__)  # type: ignore[attr-defined]
                _unmapped.discard(table)


@inspection._inspects(MappedLater)  # noqa: SLF001  so SQLAlchemy itself finds the mapper of a class it is given
def _mapper_of(table: MappedLater) -> Mapper[Any] | None:
    ensure_mapped(table)
    return vars(table).get("__mapper__")
