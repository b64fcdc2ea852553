"""What a paste or Delete could not write: which cells, and why, in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _, ngettext

_REASONS = 3  # told one by one; of more only how many


@dataclass(frozen=True)
class Refusal:
    """One cell that was not written: its column, its row and why; without a row ``column`` names the place.

    ``text`` is what should have been written; with ``row_id`` and ``key`` (of the column) it can be mended.
    """

    column: str
    row: str
    why: str
    text: str = ""
    row_id: UUID | None = None
    key: str = ""


class RefusedCellsError(UserError):
    """Some cells of a block were not written; the others were."""

    def __init__(self, refusals: Sequence[Refusal], asked: int) -> None:
        super().__init__("cells_refused")
        self._refusals = refusals
        self._asked = asked

    @property
    def sentence(self) -> str:
        alike: dict[tuple[str, str], list[str]] = {}
        for refusal in self._refusals:
            alike.setdefault((refusal.column, refusal.why), []).append(refusal.row)
        reasons = [
            f"{_places(column, rows)}: {why.rstrip('.')}"
            for (column, why), rows in list(alike.items())[:_REASONS]
        ]
        more = sum(len(rows) for rows in list(alike.values())[_REASONS:])
        if more:
            reasons.append(ngettext("{count} more cell", "{count} more cells", more).format(count=more))
        count = len(self._refusals)
        begin = ngettext(
            "{count} of {asked} cells was not written.", "{count} of {asked} cells were not written.", count
        )
        return begin.format(count=count, asked=self._asked) + " " + "; ".join(reasons) + "."


def _places(column: str, rows: Sequence[str]) -> str:
    if not rows[0]:
        return column
    place = _("“{column}” of “{row}”").format(column=column, row=rows[0])
    if len(rows) > 1:
        place += " " + _("and {count} more").format(count=len(rows) - 1)
    return place
