"""Table classes and drafts that pydantic and SQLAlchemy finish when they are first used as classes.

Most statements ask the plain tables (``services.base.tables``), and making a model of a class takes longer than making
its table. So a class statement makes the class and its table only; fields, validators and mapping follow with the
first record or draft, ``select(Meeting)`` or ``Meeting.title``. What that saves stands in docs/benchmarks.md.
"""

from abc import ABCMeta
from collections.abc import Mapping
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING, Any, ClassVar, dataclass_transform, get_origin

from pydantic.fields import FieldInfo
from sqlalchemy import Column, Table, inspection
from sqlmodel import Field
from sqlmodel.main import SQLModelMetaclass, default_registry, get_column_from_field

TABLE_CLASSES: dict[str, type[object]] = {}  # by the name of their table
_unfinished: dict[
    type[object], tuple[dict[str, Any], dict[str, Any]]
] = {}  # what their class statements said
_in_work: list[type[object]] = []
_finishing = RLock()  # two lanes may use a class for the first time at once
# What may be asked of a class without finishing it: that of Python itself, of its table, and of who may read it.
_KNOWN_AT_ONCE = frozenset({
    "__abstractmethods__", "__annotations__", "__bases__", "__class__", "__dict__", "__doc__", "__module__",
    "__mro__", "__name__", "__qualname__", "__subclasshook__", "__subclasses__", "__table__", "__table_args__",
    "__tablename__", "_abc_impl", "metadata", "read_by",
})  # fmt: skip


class _FilledIn(ABCMeta):
    """Where pydantic asks for a new class, it gets the one that the class statement made, filled in."""

    def __new__(
        cls, name: str, bases: tuple[type[object], ...], namespace: dict[str, Any], **rest: object
    ) -> Any:
        if not _in_work:
            return super().__new__(cls, name, bases, namespace, **rest)
        for key, value in namespace.items():
            type.__setattr__(_in_work[-1], key, value)
        return _in_work[-1]


@dataclass_transform(kw_only_default=True, field_specifiers=(Field,))
class FinishedLater(SQLModelMetaclass, _FilledIn):
    """The type of drafts and table classes; these have no relationships, so that each can be mapped alone."""

    def __new__(
        cls, name: str, bases: tuple[type[object], ...], class_dict: dict[str, object], **rest: object
    ) -> "FinishedLater":
        values = {key: value for key, value in class_dict.items() if not isinstance(value, FieldInfo)}
        made = ABCMeta.__new__(cls, name, bases, values)
        _unfinished[made] = class_dict, rest
        return made

    def __init__(
        cls, classname: str, bases: tuple[type[object], ...], dict_: dict[str, object], **rest: object
    ) -> None:
        type.__init__(cls, classname, bases, dict_)
        if not rest.get("table"):
            return
        columns = [_column(name, field) for name, field in _fields(cls).items()]
        name: str = cls.__tablename__  # type: ignore[attr-defined]  # SQLModel gives each class one
        rules: Any = dict_.get("__table_args__", ())
        table = Table(name, cls.metadata, *columns, *rules)
        type.__setattr__(cls, "__table__", table)
        TABLE_CLASSES[table.name] = cls

    # To who checks types a class has its columns, takes their values, and nothing else.
    if not TYPE_CHECKING:

        def __getattribute__(cls, name: str) -> Any:
            if name not in _KNOWN_AT_ONCE and cls in _unfinished:
                finish(cls)
            return super().__getattribute__(name)

        def __call__(cls, *args: Any, **values: Any) -> Any:
            finish(cls)
            return super().__call__(*args, **values)


def finish(kind: type[object]) -> None:
    """Give a draft or table class what pydantic and SQLAlchemy make of it, unless it has that."""
    if kind not in _unfinished:
        return
    with _finishing:
        if kind not in _unfinished or kind in _in_work:
            return
        for base in kind.__bases__:
            finish(base)
        _in_work.append(kind)
        try:
            _fill_in(kind, *_unfinished[kind])
            del _unfinished[kind]
        finally:
            _in_work.pop()


def _fill_in(kind: Any, statement: dict[str, Any], options: dict[str, Any]) -> None:
    SQLModelMetaclass.__new__(type(kind), kind.__name__, kind.__bases__, statement, **options)
    if options.get("table"):
        for column in kind.__table__.columns:
            type.__delattr__(
                kind, column.name
            )  # SQLModel's second column of the field; mapping puts its own there
        default_registry.map_imperatively(kind, kind.__table__)


def _fields(kind: type[object]) -> Mapping[str, FieldInfo]:
    """The fields of a class in the order in which pydantic has them: those of its bases first."""
    fields: dict[str, FieldInfo] = {}
    for part in reversed(kind.__mro__):
        if part in _unfinished:
            fields.update(_own_fields(part))  # type: ignore[arg-type]  # a class can be hashed
    return fields


@cache  # those of what every record has are asked for each table
def _own_fields(kind: type[object]) -> Mapping[str, FieldInfo]:
    statement, _options = _unfinished[kind]
    return {
        name: FieldInfo.from_annotated_attribute(hint, statement[name])
        if name in statement
        else FieldInfo.from_annotation(hint)
        for name, hint in statement.get("__annotations__", {}).items()
        if get_origin(hint) is not ClassVar
    }


def _column(name: str, field: FieldInfo) -> Column[Any]:
    column = get_column_from_field(field)
    column.key = column.name = name
    return column


@inspection._inspects(FinishedLater)  # noqa: SLF001  so SQLAlchemy itself finds the mapper of a class it is given
def _mapper_of(kind: FinishedLater) -> Any:
    finish(kind)
    return vars(kind).get("__mapper__")
