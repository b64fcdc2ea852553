"""Bodies whose term is about to end, or ended: only the councils can prolong it."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.domain.bodies import LegalForm
from ibo_desk.domain.legal_forms import term_alarm
from ibo_desk.domain.overview import OverviewGroup
from ibo_desk.language import _
from ibo_desk.services.base.tables import alive, bodies
from ibo_desk.services.today.lines import Line


def terms_ending(session: Session, today: date) -> Iterator[Line]:
    """Those whose term asks to be prolonged, the first to end on top; a college ends with its municipality."""
    b = bodies.c
    query = select(b.id, b.name, b.legal_form, b.valid_from, b.valid_to).where(
        alive(bodies), b.organisation_id.is_(None)
    )
    ending = [
        (ends, row)
        for row in session.execute(query)
        if (ends := term_alarm(LegalForm(row.legal_form), row.valid_from, row.valid_to, today)) is not None
    ]
    for ends, row in sorted(ending, key=lambda pair: (pair[0], pair[1].name)):
        text = _("term ended: prolonged?") if ends < today else _("term ends: to be prolonged in time")
        yield Line(OverviewGroup.TERMS_ENDING, row.name, text, ends, "body", row.id, None)
