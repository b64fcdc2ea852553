"""Going on in a newer file that was given: what was written in the older one and not taken over yet comes along."""

from dataclasses import dataclass

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import TakenOperation
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.domain.packages import OperationState, TakenAs
from ibo_desk.language import _
from ibo_desk.services.base.settings import Settings
from ibo_desk.services.packages.looking import Looked, look
from ibo_desk.services.packages.ownership import Holder, package_here
from ibo_desk.services.packages.sending import pending
from ibo_desk.services.packages.taking import take


@dataclass(frozen=True)
class TakenAlong:
    """How much came along, how much of it met something else, and how much the newer file has no place for any more."""

    number: int
    recorded: int
    met: int
    lost: int


def take_along(newer: Store, older: Store) -> TakenAlong:
    """Write in a newer file of a college what stands in an older one of the same college, as one entry.

    Where something newer stood, it is as the college wrote it; the other value stands in the history of the field, and
    at home, where that other value was written, it is asked which of the two stays.
    Raises ``RuleError("not_a_package")`` for the older file, and ``FileProblemError`` "region_not_package",
    "package_other_region", "package_other_college", "package_older" for the newer one; then nothing was written.
    """
    with older.read() as session:
        content, before = pending(session, older.place)
    number = _newer_number(newer, older, before)
    with newer.write(_("Taken along from the file that was given before")) as work:
        looked = look(work.session, content)
        met = {change.unit for change in looked if change.state is OperationState.COLLISION}
        taken = take(work, content, looked, met, ())
        over = [mark for change in looked if change.unit in met and (mark := _mark_over(work, change))]
    gone = sum(change.state is OperationState.GONE for change in looked)
    return TakenAlong(number, taken.recorded, len(over), gone + len(taken.refused))


def _mark_over(work: Work, change: Looked) -> TakenOperation | None:
    """Say of what met something else that the college's own stayed; None where a rule refused it."""
    mark = work.session.get(TakenOperation, change.operation.id)
    if mark is None or change.state is not OperationState.COLLISION:
        return None
    mark.taken_as = TakenAs.OURS
    work.add(mark)
    return mark


def _newer_number(newer: Store, older: Store, before: Holder) -> int:
    with newer.read() as session:
        there = package_here(session)
    if there is None:
        raise FileProblemError("region_not_package", place=newer.place)
    region = Settings(older).region()
    if region.id != Settings(newer).region().id:
        raise FileProblemError("package_other_region", place=newer.place, own=region.name)
    if there.college_id != before.college_id:
        raise FileProblemError("package_other_college", place=newer.place, college=there.college)
    if there.number <= before.number:
        raise FileProblemError("package_older", place=newer.place, number=before.number)
    return there.number
