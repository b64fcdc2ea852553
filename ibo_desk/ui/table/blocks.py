"""Blocks of cells as text: what Excel, LibreOffice and this program put on the clipboard."""

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

# Ours beside the text: the exact cells, for a paste in this program.
OWN_CELLS = "application/x-ibo-desk-cells"

# A cell counts as quoted only where it begins with a quote and its closing quote stands before the next tab, the end
# of the line or of the text. A tab never stands inside: Excel has none in a cell, and a loose quote swallows nothing.
_QUOTED = re.compile(r'"((?:[^"\t]|"")*)"(?=\t|\n|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")
_TO_QUOTE = re.compile(r'^"|[\r\n]')  # a bare \r at the end of a line would read as part of its line end


class Given(NamedTuple):
    """A cell that is pasted: the words that were shown, and the number or day below them where it is known."""

    text: str
    exact: str = ""


def read_block(text: str) -> list[list[str]]:
    """Lines and cells of a block; exactly one line end at its end belongs to no cell. Nothing is no block."""
    if not text:
        return []
    text = text.replace("\r\n", "\n").removesuffix("\n")
    block: list[list[str]] = [[]]
    at = 0
    while True:
        quoted = _QUOTED.match(text, at)
        cell = quoted or _PLAIN.match(text, at)
        assert cell is not None  # the plain cell may be empty
        block[-1].append(cell[1].replace('""', '"') if quoted else cell[0])
        at = cell.end()
        if at == len(text):
            return block
        if text[at] == "\n":
            block.append([])
        at += 1


def write_block(block: Sequence[Sequence[str]]) -> str:
    """The text of a block, for other programs; one cell alone ends in no line end."""
    lines = "\n".join("\t".join(map(_written, line)) for line in block)
    return lines if len(block) == 1 and len(block[0]) == 1 else f"{lines}\n"


def _written(cell: str) -> str:
    cell = cell.replace("\t", " ")  # other programs would see two cells
    return '"' + cell.replace('"', '""') + '"' if _TO_QUOTE.search(cell) else cell


def pack_block(block: Sequence[Sequence[Given]]) -> bytes:
    """A block as ``OWN_CELLS``."""
    return json.dumps(block).encode()


def unpack_block(data: bytes) -> list[list[Given]]:
    """The block that ``pack_block`` packed."""
    return [[Given(*cell) for cell in line] for line in json.loads(data)]
