"""What may be written in a file that is a package, or that was lent to somebody."""

from sqlmodel import Session

from ibo_desk.data.journal import Guard, table_of
from ibo_desk.data.store import Store
from ibo_desk.data.tables import Record, TakenOperation
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.packages import OWN, LendingState
from ibo_desk.services.packages.lending import newest_lending, refused_while_lent, remember
from ibo_desk.services.packages.ownership import Holder, is_own, package_here


def bound(store: Store) -> Holder | None:
    """Let a store that was opened write no more than its file is for; says which package the file is, if it is one."""
    with store.read() as session:
        here, lent = package_here(session), newest_lending(session)
    if here is not None:
        store.guard = package_guard(here)
    if lent is not None and lent.state is LendingState.OUT:
        store.lent = None if store.read_only else refused_while_lent(lent)
        store.read_only = True
    elif lent is not None and not (store.read_only or store.is_server):
        remember(store)
        store.listeners.append(lambda _changes: remember(store))
    return here


def package_guard(holder: Holder) -> Guard:
    """Lets a college write what is its own; the rest raises ``RuleError("not_yours_to_write")``."""

    def guard(session: Session, record: Record, fields: frozenset[str] | None) -> None:
        kind = table_of(record)
        if isinstance(record, TakenOperation) or _stays_here(kind, record):
            return
        if kind in OWN and is_own(session, kind, record, holder.owners) and _may(kind, fields):
            return
        named = sorted(fields or ())
        raise RuleError("not_yours_to_write", kind=kind, fields=named, college=holder.college)

    return guard


def _stays_here(kind: str, record: Record) -> bool:
    """Papers that were made are noted in the file and never come back."""
    name, value = OWN[kind].only if kind in OWN else ("", "")
    return bool(name) and str(getattr(record, name)) != value


def _may(kind: str, fields: frozenset[str] | None) -> bool:
    own = OWN[kind]
    if fields is None:
        return bool(own.given)
    may = own.writable | ({"deleted_in"} if own.removes else frozenset())
    # What was made here may be brought back and filled in anew (an undo, a key that was there before).
    return fields <= may | (own.of_new if "deleted_in" in fields else frozenset())
