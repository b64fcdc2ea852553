"""Two who wrote the same field: both versions side by side, and a choice that loses neither.

Whoever writes a value and gets a ``StaleRecordError`` keeps what was typed where it stands and calls::

    resolve(desk, self, [FieldConflict(kind, record_id, "discussion", _("Discussion"), base, mine, "text")], done)

``base`` is the value the person saw when typing began. What only one side changed is settled without a question; for
the rest a view opens that locks no window but ``parent``'s. ``done(conflict, value, revision)`` follows for each
field once its value is in the record. Closing the view writes nothing and calls nothing: what was typed stays where
the caller has it.
"""

from ibo_desk.ui.conflicts.field import FieldConflict
from ibo_desk.ui.conflicts.view import ConflictView, resolve, resolve_stale

__all__ = ["ConflictView", "FieldConflict", "resolve", "resolve_stale"]
