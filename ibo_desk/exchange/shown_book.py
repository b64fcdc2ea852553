"""A list as it stands on the screen, as a workbook: days and amounts as such, frozen and filtered headings."""

from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from ibo_desk.domain.shown_list import ShownCell, ShownList, Unit
from ibo_desk.language import _

_FORMATS: Final = {Unit.EURO: "[$€-813]\\ #,##0.00", Unit.STAFF: "0.0##", Unit.NONE: "General"}
_NARROWEST: Final = 8  # letters
_WIDEST: Final = 60
_NOT_IN_NAMES: Final = str.maketrans("", "", "[]:*?/\\'")
_LONGEST_NAME: Final = 31


def shown_book(shown: ShownList) -> bytes:
    """The workbook as bytes; it holds what is shown and is not meant to be read back."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = shown.name.translate(_NOT_IN_NAMES)[:_LONGEST_NAME] or _("List")
    for at, heading in enumerate(shown.headings, 1):
        head = page.cell(1, at)
        _write(head, ShownCell(heading))
        head.font, head.fill = Font(bold=True, color="1F3A5F"), PatternFill("solid", fgColor="E4EAF2")
    for number, row in enumerate(shown.rows, 2):
        for at, cell in enumerate(row, 1):
            _write(page.cell(number, at), cell)
    for at, heading in enumerate(shown.headings, 1):
        longest = max((len(line) for row in shown.rows for line in row[at - 1].text.split("\n")), default=0)
        width = min(_WIDEST, max(_NARROWEST, len(heading), longest) + 3)
        page.column_dimensions[get_column_letter(at)].width = width
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(shown.headings))}{len(shown.rows) + 1}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    book.properties.creator = "IBO Desk"
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _write(place: Cell | MergedCell, cell: ShownCell) -> None:
    """A day, hour or number as that; words stay words, also where they begin as a formula does."""
    place.alignment = Alignment(wrap_text=True, vertical="top")
    if cell.value is not None:
        place.value = cell.value
        if not hasattr(cell.value, "isoformat"):
            place.number_format = _FORMATS[cell.unit]
        elif hasattr(cell.value, "year"):
            place.number_format = "dd/mm/yyyy"
        else:
            place.number_format = "hh:mm"
    elif cell.text:
        place.value = cell.text
        place.data_type = "s"
