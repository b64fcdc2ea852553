"""Making what was blanked unreadable in the bytes of a file, too: a deleted value stays in free pages until then."""

import sqlite3
from contextlib import closing

from ibo_desk.data.store import Store


def compact(store: Store) -> bool:
    """Write the file anew without what is in no record; False where that did not succeed, or on a server.

    A full disk or somebody who reads just now leaves the file as it was. A server does this by itself, in time.
    """
    if store.is_server:
        return False
    store.engine.dispose()
    try:
        with closing(sqlite3.connect(store.place, isolation_level=None)) as connection:
            connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
            connection.execute("VACUUM")
    except sqlite3.OperationalError:
        return False
    return True
