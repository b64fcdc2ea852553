"""The lists we know, as data: which headings stand for which field; and finding the heading row in a sheet."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ibo_desk.domain.due import day_in_figures
from ibo_desk.domain.names import fold
from ibo_desk.exchange.workbook import Sheet, SourceRow, as_text, column_letter

HEADING_WITHIN = 40  # rows: title, explanation and logos stand above the headings


@dataclass(frozen=True)
class Layout:
    """A kind of list; ``needed`` fields must have a heading before a sheet counts as one, of ``some`` two of them."""

    name: str
    headings: Mapping[str, tuple[str, ...]]
    needed: frozenset[str]
    told_by_headings: bool = True  # else its headings are those of another kind too, and its shape tells
    some: frozenset[str] = frozenset()

    def fits(self, headings: Collection[str]) -> bool:
        """Whether the headings that were found make it a list of this kind."""
        return self.needed <= set(headings) and len(self.some.intersection(headings)) >= min(
            2, len(self.some)
        )

    def field_of(self, heading: str) -> str | None:
        """The field that a heading stands for: "Ingebracht door CvB (j/n)" → "prepared"."""
        words = fold(heading).split("(")[0].strip(" .:*")
        return next((name for name, known in self.headings.items() if words in known), None)


ACTIONS = Layout(
    "actions",
    {
        "number": ("nr", "nummer", "nr actie", "actienr", "#", "volgnr"),
        "title": ("regionale actie", "actie", "titel", "titel actie", "naam actie", "regionale acties"),
        "line": ("krachtlijn", "krachtlijnen", "strategische lijn", "strategische krachtlijn", "thema"),
        "lead": ("trekker", "trekkers", "trekker/verantwoordelijke", "verantwoordelijke", "getrokken door"),
        "partners": ("partners", "partner", "betrokken partners", "betrokkenen", "wie"),
        "engagement": ("engagement", "engagementen", "afspraak", "afspraken", "wat", "toezegging"),
        "due": (
            "deadline",
            "tegen",
            "timing",
            "termijn",
            "uiterlijk",
            "tegen wanneer",
            "wanneer",
            "einddatum",
        ),
        "status": ("status", "stand", "toestand"),
        "progress": ("stand van zaken", "voortgang", "svz", "laatste stand van zaken"),
        "discussed": ("laatst besproken", "besproken op", "laatste bespreking"),
        "remarks": ("opmerkingen", "opmerking", "nota", "toelichting", "bemerkingen", "commentaar"),
    },
    frozenset({"title", "engagement"}),
)
AGENDA = Layout(
    "agenda",
    {
        "date": ("datum", "datum vergadering", "vergadering", "zitting"),
        "number": ("nr", "nummer", "volgnr", "agendapunt nr", "puntnr", "#"),
        "title": ("punt", "agendapunt", "onderwerp", "omschrijving"),
        "prepared": ("ingebracht door cvb", "via cvb", "cvb", "voorbereid door cvb", "ingebracht door"),
        "type": ("type", "soort", "aard"),
        "minutes": ("duur", "tijd", "timing", "minuten"),
        "attachments": ("bijlage", "bijlagen", "stukken", "documenten"),
    },
    frozenset({"date", "title"}),
)
ENGAGEMENTS = Layout(
    "engagements",
    {
        "partner": (*ACTIONS.headings["partners"], "organisatie", "engagementhouder", "gemeente"),
        "contact": ("contactpersoon", "contact", "contactpersonen"),
        "engagement": ACTIONS.headings["engagement"],
        "action": ("actie", "regionale actie", "actienr", "nr actie"),
        "source": ("bron", "vergadering", "gemaakt op", "afgesproken op"),
        **{name: ACTIONS.headings[name] for name in ("due", "status", "progress", "discussed", "remarks")},
    },
    frozenset({"partner", "engagement"}),
    told_by_headings=False,
)
_REFERENCE = re.compile(r"(?:(?:ra|actie|nr|a|r)[\s.:-]*)?\d+(?:[.\-]\d+)*[a-z]?\.?")
FEEDBACK = Layout(
    "feedback",
    {
        "title": (
            "agendapunt",
            "punt",
            "onderwerp",
            "terugkoppeling",
            "terugkoppeling cbs",
            "terugkoppeling colleges",
        ),
        "date": ("datum", "datum vergadering", "vergadering", "overleg"),
    },
    frozenset({"title"}),
)


def feedback_layout(colleges: Mapping[str, tuple[str, ...]]) -> Layout:
    """A matrix item × college: a column for each college, known by the names of its municipality (field → names)."""
    return replace(FEEDBACK, headings={**FEEDBACK.headings, **colleges}, some=frozenset(colleges))


LAYOUTS: Mapping[str, Layout] = {layout.name: layout for layout in (ACTIONS, AGENDA, ENGAGEMENTS, FEEDBACK)}


@dataclass(frozen=True)
class Table:
    """A list found in a sheet: where each field stands, the rows under the headings, what stood above them."""

    sheet: str
    layout: Layout
    columns: Mapping[str, int]
    rows: tuple[SourceRow, ...]
    above: tuple[SourceRow, ...]
    unread: tuple[str, ...]
    hidden: tuple[str, ...] = ()  # headings of columns that are read and hidden

    def text(self, row: SourceRow, name: str) -> str:
        return row.text(self.columns.get(name))

    def day(self, row: SourceRow, name: str) -> date | None:
        """The day in a date cell, or written out in figures with its year, as lists without types hold it."""
        at = self.columns.get(name)
        value = None if at is None else row.cells.get(at)
        return value if isinstance(value, date) else day_in_figures(value) if isinstance(value, str) else None


def is_engagement_list(table: Table) -> bool:
    """Whether what looks like an action list is one of engagements: a row for each promise, its action beside it.

    Then the action is only referred to, comes after who promised what, or a contact person stands with it.
    """
    if table.layout is not ACTIONS:
        return False
    at = table.columns
    titles = [fold(text) for row in table.rows if (text := table.text(row, "title"))]
    if titles and all(_REFERENCE.fullmatch(title) for title in titles):
        return True
    giver = at.get("partners")
    if at["engagement"] < at["title"] or (giver is not None and giver < at["title"]):
        return True
    beside = {ENGAGEMENTS.field_of(heading) for heading in table.unread}
    return "number" not in at and bool(beside & {"contact", "source"})


def find_table(sheet: Sheet, layouts: Sequence[Layout]) -> Table | None:
    """The list in a sheet, read by the layout that knows most of its headings; None for a legend or a cover."""
    best: tuple[tuple[int, int], Table] | None = None
    for at, row in enumerate(sheet.rows[:HEADING_WITHIN]):
        following = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else None
        for layout in layouts:
            columns, heading_rows = _headings(layout, row, following)
            rank = len(columns), -heading_rows  # a title above the headings is no first row of them
            if layout.fits(columns) and (best is None or rank > best[0]):
                rows = sheet.rows[at + heading_rows :]
                headings = sheet.rows[at : at + heading_rows]
                unread = _named(
                    headings, {column for row in rows for column in row.cells} - {*columns.values()}
                )
                hidden = _named(headings, {column for column in columns.values() if sheet.hides(column)})
                table = Table(sheet.name, layout, columns, rows, sheet.rows[:at], unread, hidden)
                best = rank, table
    return best[1] if best else None


def _headings(layout: Layout, row: SourceRow, following: SourceRow | None) -> tuple[dict[str, int], int]:
    """Fields by column, and over how many rows the headings go (a second row completes the first)."""
    single = _columns(layout, {column: [as_text(value)] for column, value in row.cells.items()})
    if following is None or any(not isinstance(value, str) for value in following.cells.values()):
        return single, 1
    both: dict[int, list[str]] = {}
    for column in sorted({*row.cells, *following.cells}):
        top, low = row.text(column), following.text(column)
        both[column] = [f"{top} {low}", low, top]
    double = _columns(layout, both)
    return (double, 2) if len(double) > len(single) else (single, 1)


def _columns(layout: Layout, texts: Mapping[int, Sequence[str]]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, candidates in texts.items():
        for text in candidates:
            name = layout.field_of(text)
            if name and name not in columns:
                columns[name] = column
                break
    return columns


def _named(headings: Sequence[SourceRow], columns: Collection[int]) -> tuple[str, ...]:
    """Columns by what stands above them, else by their letter."""
    return tuple(
        next(filter(None, (row.text(column) for row in headings)), column_letter(column))
        for column in sorted(columns)
    )
