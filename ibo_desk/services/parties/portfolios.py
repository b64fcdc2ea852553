"""Whose field something is: what an alderman has in their portfolio, whether they sit in the body or not.

"Schepenen die niet in de vervoerraad zetelen" hear too late of what concerns their field: they get a copy of mails.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Mandate, Portfolio
from ibo_desk.data.tables.organisations import PortfolioFields
from ibo_desk.domain.ids import natural_id
from ibo_desk.language import _
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.records import RecordType, add
from ibo_desk.services.base.tables import alive, bodies, portfolios, strategic_lines

PORTFOLIO = RecordType(Portfolio, PortfolioFields, lambda _work, _portfolio: _("field of an alderman"))


@dataclass(frozen=True)
class PortfolioRow:
    """A strategic line, or a body of which everything is their field; ``part_id`` is the line or the body."""

    id: UUID
    part_id: UUID
    name: str


class Portfolios:
    """Says whose field it is."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def set(self, mandate_id: UUID, line_ids: Collection[UUID], body_ids: Collection[UUID]) -> None:
        """Let a mandate have these strategic lines and bodies in its portfolio, and no others.

        Raises ``NotFoundError("no_such_record")``.
        """
        parts = dict.fromkeys(line_ids, "line_id") | dict.fromkeys(body_ids, "body_id")
        with self._store.write(_("Portfolio changed")) as work:
            mandate = work.get(Mandate, mandate_id)
            there = {row.part_id: row.id for row in read_portfolios(work.session).get(mandate.id, ())}
            for part_id in there.keys() - parts.keys():
                work.delete(work.get(Portfolio, there[part_id]))
            for part_id, column in parts.items():
                if part_id not in there:
                    key = natural_id("portfolio", mandate.id, part_id)
                    add(work, PORTFOLIO, {"mandate_id": mandate.id, column: part_id}, key)


def read_portfolios(session: Session) -> dict[UUID, Sequence[PortfolioRow]]:
    """What each mandate has in its portfolio: strategic lines in the order of the region, then bodies."""
    query = (
        select(
            portfolios.c.id, portfolios.c.mandate_id, portfolios.c.line_id, portfolios.c.body_id,
            strategic_lines.c.name.label("line"), name_shown(bodies).label("body"),
        )
        .join(strategic_lines, strategic_lines.c.id == portfolios.c.line_id, isouter=True)
        .join(bodies, bodies.c.id == portfolios.c.body_id, isouter=True)
        .where(alive(portfolios))
        .order_by(portfolios.c.line_id.is_(None), strategic_lines.c.order_key, bodies.c.order_key, portfolios.c.id)
    )  # fmt: skip
    by_mandate: dict[UUID, list[PortfolioRow]] = defaultdict(list)
    for row in session.execute(query):
        part = PortfolioRow(row.id, row.line_id or row.body_id, row.line or row.body)
        by_mandate[row.mandate_id].append(part)
    return dict(by_mandate)
