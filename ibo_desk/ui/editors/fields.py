"""What a field of a record is, for the panel that edits it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ibo_desk.language import _
from ibo_desk.ui.values import show_value

if TYPE_CHECKING:
    from ibo_desk.app import App


@dataclass(frozen=True)
class Field:
    """One field of a form.

    ``label`` is a msgid, ``name`` the field that ``records.patch`` writes and the attribute of the row that
    is read. ``editor``: line, names (several, with ";" between), text (rich text), plain (several lines, no
    formatting), date, time, number, decimal (thousandths), money, vte, check, choice, record. A choice offers the
    members of ``enum`` or
    ``options(row)``: pairs (value, text); ``record`` is a choice with a filter while typing; ``empty`` is the text of
    "none" (None: it may not be empty). ``get`` and ``save(app, row, value)`` replace attribute and patch.
    ``width`` in columns of the form (of 6); ``visible``, ``allowed`` look at the row, and so does ``empty_line``: what
    stands in grey in a line that holds nothing. ``of_office``: only the secretariat has it; in the file of a college it
    is not shown.
    """

    label: str
    name: str
    editor: str = "line"
    enum: type[StrEnum] | None = None
    options: Callable[[Any], Sequence[tuple[Any, str]]] | None = None
    empty: str | None = None
    width: int = 6
    lines: int = 4
    help: str = ""
    get: Callable[[Any], Any] | None = None
    save: "Callable[[App, Any, Any], object] | None" = None
    visible: Callable[[Any], bool] | None = None
    allowed: Callable[[Any], bool] | None = None
    empty_line: Callable[[Any], str] | None = None
    of_office: bool = False

    def value(self, row: Any) -> Any:
        return self.get(row) if self.get else getattr(row, self.name)


@dataclass(frozen=True)
class Section:
    """A title (msgid) above the fields that follow."""

    title: str


def options_of(field: Field, row: Any) -> list[tuple[Any, str]]:
    """What can be chosen in a field of this row, each with its text."""
    if field.options is not None:
        offered = list(field.options(row))
    else:
        offered = [(code, show_value(code)) for code in field.enum or ()]
    return offered if field.empty is None else [(None, _(field.empty) if field.empty else ""), *offered]
