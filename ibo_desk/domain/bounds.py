"""How much of what comes from outside is read: every bound in one place, as docs/trust.md prints them.

They lie far above what people make and far below what would fill a memory or a morning.
"""

from dataclasses import dataclass
from typing import Final

MIB: Final = 1024 * 1024


@dataclass(frozen=True)
class PackageBounds:
    """What one zip of XML parts (.xlsx, .docx) may ask; sizes in bytes, ``seconds`` of reading."""

    packed: int  # of the file itself
    unpacked: int  # of all parts that are read, together
    part: int  # of one XML part that is read as a whole
    parts: int
    depth: int  # elements inside elements
    seconds: float


WORKBOOK: Final = PackageBounds(50 * MIB, 300 * MIB, 300 * MIB, 5_000, 100, 60.0)
FORM: Final = PackageBounds(40 * MIB, 40 * MIB, 20 * MIB, 2_000, 200, 30.0)
TEMPLATE: Final = PackageBounds(50 * MIB, 100_000_000, 20 * MIB, 2_000, 200, 30.0)
OLD_WORKBOOK: Final = 10 * MIB  # of an .xls, which is taken apart as a whole
DELIMITED: Final = 20 * MIB  # of a .csv

ROWS: Final = 20_000  # of a sheet, that hold anything
SHEETS: Final = 200  # of a workbook: each is looked at for every kind of list
CELLS: Final = 500_000  # of a workbook, that hold anything, merged ones counted for each row
MERGES: Final = 20_000  # areas of a sheet
STRINGS: Final = 1_000_000  # shared texts of a workbook
STRINGS_TOGETHER: Final = 100_000_000  # characters of the shared texts of a workbook
CELL_TEXT: Final = 32_767  # characters; Excel itself holds no more
STYLES: Final = 100_000  # of a workbook; Excel itself holds 65 490
CELL_LOOK: Final = 500  # characters of a cell that are looked at for a state, a term, an amount
NOTES: Final = 10_000  # comments and links of a sheet

TEMPLATE_TAGS: Final = 5_000  # in all parts of a template
TEMPLATE_PARAGRAPH_TAGS: Final = 500
TEMPLATE_NESTING: Final = 40  # of an expression, and of loops and conditions in each other
TEMPLATE_LOOPS: Final = 8  # loops in each other
TEMPLATE_TAG: Final = 4_000  # characters
TEMPLATE_STEPS: Final = (
    1_000_000  # loop passes, pieces printed and values looked at; long minutes take 20 000
)
TEMPLATE_SECONDS: Final = 20.0
TEMPLATE_TEXT: Final = 1_000_000  # characters of one value
TEMPLATE_OUTPUT: Final = 30_000_000  # characters of one paper

PASTED: Final = 200_000  # characters of a mail or an agenda: some hundred pages
PASTED_LINE: Final = 1_000  # characters of a line of it that are looked at for a number, an hour, a date
PASTED_WORD: Final = 300  # characters without a space, in a mail; the rest of such a word is left out
SEARCH_TEXT: Final = 2_000  # characters that are looked at for words
SEARCH_WORDS: Final = 8  # different words of one search
SEARCH_WORD: Final = 64  # characters
