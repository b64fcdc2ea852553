"""The mark of what was blanked in the journal when a person was erased: ``check`` and undo know it.

It stands where a value stood: as the whole of ``Change.old`` or ``Change.new`` (JSON text), or as the value of a
field in the JSON of a record's making. Nobody can type it: it begins with a character that is none.
"""

import json
from typing import Final

ERASED: Final = "\ufdd0erased"
ERASED_TEXT: Final = json.dumps(ERASED, ensure_ascii=False)


def is_erased(value: object) -> bool:
    """Whether a value of the journal (read from its JSON) was blanked."""
    return bool(value == ERASED)


def holds_erased(text: str | None) -> bool:
    """Whether the JSON text of a change is, or has in it, a value that was blanked."""
    return text is not None and ERASED_TEXT in text
