"""Whether a file is whole: its pages, and the records that point to each other."""

from sqlalchemy import text

from ibo_desk.data.store import Store
from ibo_desk.language import _


def complaints(store: Store) -> list[str]:
    """What is wrong with the store, one sentence each; nothing for a sound one. A server keeps its own files whole."""
    if store.is_server:
        return []
    with store.read() as session:
        pages = [str(row[0]) for row in session.connection().execute(text("PRAGMA integrity_check"))]
        loose = [tuple(row) for row in session.connection().execute(text("PRAGMA foreign_key_check"))]
    damaged = _("The file is damaged ({detail}); restore the latest backup.")
    lost = _("A record of “{table}” points to one of “{other}” that is not there; restore the latest backup.")
    return [damaged.format(detail=page) for page in pages if page != "ok"] + [
        lost.format(table=table, other=other) for table, _row, other, _key in loose
    ]
