"""Lists that were read in and of which something is still to be settled."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.domain.overview import OverviewGroup
from ibo_desk.language import ngettext
from ibo_desk.services.base.tables import alive, list_remainders
from ibo_desk.services.today.lines import Line


def left_of_lists(session: Session) -> Iterator[Line]:
    """One line for each list; what its first rest is about says which list that was."""
    left = list_remainders.c
    query = select(left.id, left.source, left.text).where(alive(list_remainders))
    by_list: dict[str, list[tuple[UUID, str]]] = {}
    for row in session.execute(query.order_by(left.source, left.sheet, left.row_number, left.id)):
        by_list.setdefault(row.source, []).append((row.id, row.text))
    for source, rows in by_list.items():
        record_id, first = rows[0]
        text = ngettext("{count} line to settle", "{count} lines to settle", len(rows))
        sentence = text.format(count=len(rows))
        yield Line(
            OverviewGroup.LEFT_OF_LISTS, source, sentence, None, "list_remainder", record_id, None, first
        )
