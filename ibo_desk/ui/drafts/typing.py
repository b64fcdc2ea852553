"""One text being typed, from its first change until its record holds it."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from PySide6.QtWidgets import QWidget

from ibo_desk.domain.drafts import DraftKey, TypedText

_numbers = itertools.count(1)


@dataclass(eq=False)
class Typing:
    """A text between keyboard and record.

    ``label`` names the field on screen, ``base`` is the text that stood there, ``read()`` gives the text as it stands
    now. ``record(leaving)`` writes the record; None for a line that a command of the person records. ``problem`` is why
    the record does not hold it, in words.
    """

    key: DraftKey
    label: str
    base: str
    revision: UUID | None
    read: Callable[[], str]
    widget: QWidget
    record: Callable[[bool], None] | None = None
    is_text: bool = True  # False for a choice or a tick: recorded at once, it needs no draft
    visit: UUID = field(default_factory=uuid4)
    number: int = field(default_factory=lambda: next(_numbers))
    state: TypedText = field(default_factory=TypedText)
    region: UUID | None = None
    problem: str = ""
    last: str = ""  # the text as it was read last, for when its widget is gone
