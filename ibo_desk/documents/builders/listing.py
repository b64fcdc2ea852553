"""A list as it stands on the screen as the content of a paper; only for the secretariat, which saw it."""

from datetime import date

from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.content_rows import Head
from ibo_desk.documents.kinds import LISTING
from ibo_desk.documents.layouts.listing import Listing
from ibo_desk.documents.rich_text import Run, row
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.shown_list import ShownList
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.settings import RegionRow
from ibo_desk.services.words.format import day


def listing(shown: ShownList, region: RegionRow, today: date) -> Listing:
    """The paper of a list."""
    count = len(shown.rows)
    head = Head(
        kind=LISTING.key,
        title=shown.name,
        subtitle=ngettext("{count} row", "{count} rows", count).format(count=count),
        body=region.name,
        region=region.name,
        audience=readers(Audience.SECRETARIAT),
        sample=_("Fictitious sample data") if region.sample else "",
        data_date=day(today),
        data_iso=today.isoformat(),
    )
    headings = row([[Run(text=text, bold=True)] for text in shown.headings], 1)
    rows = [row([[Run(text=cell.text)] for cell in line], 1) for line in shown.rows]
    narrowed = _("Only {filters}").format(filters=" · ".join(shown.narrowed)) if shown.narrowed else ""
    return Listing(head=head, narrowed=narrowed, rows=(headings, *rows))
