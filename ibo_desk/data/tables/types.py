"""Column types and field makers that both engines agree on."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Self, TypedDict, TypeVar, Unpack, cast

from sqlalchemy import DateTime, Dialect, Index, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field

CodeT = TypeVar("CodeT", bound=StrEnum)
WHERE = "where"  # the mark of an index that holds some of the records


class Code(TypeDecorator[StrEnum]):
    """A str enum as plain text; ``ibo_desk.data.tables`` adds the named CHECK, never a native enum."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__(length=40)
        self.kind = kind
        self._known = {
            str(code): code for code in kind
        }  # quicker than asking the enum, for lists of many rows

    def process_bind_param(self, value: StrEnum | None, _dialect: Dialect) -> str | None:
        return None if value is None else str(self.kind(value))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> StrEnum | None:
        return None if value is None else self._known[value]

    def coerce_compared_value(self, _op: object, _value: object) -> Self:
        return self


class UtcMoment(TypeDecorator[datetime]):
    """A moment; stored in UTC, given back aware (SQLite itself forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class OrderKey(TypeDecorator[str]):
    """Text that sorts by code point on both engines."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(String(length=80, collation=collation))


class FieldOptions(TypedDict, total=False):
    """What a field may say beside its type; the makers below promise the type of its values, as ``Field`` does not."""

    nullable: bool
    min_length: int
    description: str


class DefaultOptions(FieldOptions, total=False):
    """The same, where a field need not begin empty."""

    default: object


def code(kind: type[CodeT], **rest: Unpack[DefaultOptions]) -> CodeT:
    """A field that holds one of the codes of ``kind``."""
    return cast(CodeT, Field(sa_type=cast(Any, Code(kind)), **rest))


def moment(**rest: Unpack[DefaultOptions]) -> datetime:
    """A field that holds a moment in UTC."""
    return cast(datetime, Field(sa_type=cast(Any, UtcMoment), **rest))


def long_text(**rest: Unpack[FieldOptions]) -> str:
    """A field of Markdown or plain text without a limit that a person would meet."""
    return cast(str, Field(default="", sa_type=Text, max_length=200_000, **rest))


def order_key() -> str:
    """The field by which a list is ordered by hand."""
    return cast(str, Field(default="i", sa_type=cast(Any, OrderKey), max_length=80))


def partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the records of which ``where`` (SQL) is true; ``ibo_desk.data.tables`` says so when tables are made.

    (An index with an option of an engine imports that engine at every start.)
    """
    return Index(name, *columns, unique=unique, info={WHERE: where})


def live(name: str, *columns: str) -> Index:
    """Found by these columns among the records that are not deleted."""
    return partial(name, *columns, where="deleted_in IS NULL")


def unique_live(name: str, *columns: str) -> Index:
    """Unique among the records that are not deleted."""
    return partial(name, *columns, where="deleted_in IS NULL", unique=True)
