"""Drawings as PNG, for forms that take no SVG: drawn by Typst, so that they look as they do in the PDF."""

import struct
from functools import lru_cache
from typing import Final

from ibo_desk.documents.glyphs import shown
from ibo_desk.documents.pdf import compiler

_PPI: Final = 200.0  # sharp on paper, and still a small file


@lru_cache(maxsize=64)
def png(svg: str) -> bytes:
    """The drawing, as wide as the text of a page; the same bytes for the same drawing."""
    made = compiler("picture").compile(sys_inputs={"svg": shown(svg)}, format="png", ppi=_PPI)
    assert isinstance(made, bytes)
    return made


def size(made: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels, which its first chunk tells."""
    width, height = struct.unpack_from(">II", made, 16)
    return width, height
