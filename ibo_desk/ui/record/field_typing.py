"""What is being typed in a field of a record, also when its editor shows another one by now."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ibo_desk.domain.errors import UserError
from ibo_desk.services import words
from ibo_desk.ui.drafts.typing import Typing
from ibo_desk.ui.editors.widgets import Editor


@dataclass(eq=False)
class FieldTyping(Typing):
    """What is being typed in a field of one record: ``take()`` gives its value now, ``base_value`` the record's."""

    row: Any = None
    base_value: Any = None
    take: Callable[[], Any] = lambda: None
    has_left: bool = False  # the field was left: what comes back may be written as it is always written


def name_of(kind: str, row: Any) -> str:
    """Which record it is, for a list of drafts: what it is called, or else its kind."""
    for name in ("title", "name", "what"):
        if isinstance(value := getattr(row, name, None), str) and value:
            return value
    return words.kind_label(kind)


def as_it_stands(editor: Editor) -> Callable[[], Any]:
    """The value of an editor now, for later; raises then what it raises now."""
    try:
        value = editor.value()
    except UserError as error:
        kept = error

        def refuse() -> Any:
            raise kept

        return refuse
    return lambda: value
