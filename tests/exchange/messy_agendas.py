"""Agendas of other secretariats as they come: five texts in a folder, one Word document made here. All fictief."""

from pathlib import Path
from typing import Final

from docx import Document

FOLDER: Final = Path(__file__).parent / "agendas"
TEXTS: Final = ("levels.txt", "hours.txt", "forwarded.eml", "scan.txt", "bullets.txt")
TABLE: Final = (
    ("Nr", "Onderwerp", "Wie", "Duur", "Doel", "Bijlagen"),
    ("1", "Verslag vorige vergadering (goedkeuring)", "voorzitter", "5", "", "verslag 12-11.docx"),
    ("2", "Regionaal mobiliteitsplan: actualisatie", "AWV", "25", "advies", "ontwerp RMP"),
    ("2.1", "Maatregelen fiets", "", "", "bespreking", ""),
    ("2.2", "Maatregelen parkeren", "Zwevegem", "10 min", "info", ""),
    ("", "Pauze", "", "15", "", ""),
    ("3", "Deelwagens in de rand", "Autodelen (fictief)", "20'", "ter beslissing", ""),
    ("", "vraag: wie betaalt de standplaatsen?", "", "", "", ""),
    ("4", "Varia", "", "", "", ""),
)


def word_table(folder: Path) -> Path:
    """A document with the agenda in a table, words around it, and a list that Word itself numbers under it."""
    document = Document()
    document.add_paragraph("Vergadering van 17 december 2026 (fictief)")
    document.add_paragraph("Agenda")
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for row, cells in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.rows[2].cells[1].add_paragraph("met de opmerkingen van het openbaar onderzoek")
    document.add_paragraph("Met vriendelijke groeten")
    document.add_paragraph("Het secretariaat")
    path = folder / "table.docx"
    document.save(str(path))
    return path


def counted_list(folder: Path) -> Path:
    """A document whose numbers stand nowhere in its words: Word counts them."""
    document = Document()
    for text, style in (
        ("Agenda van 17 december 2026", "Heading 1"),
        ("Opening", "List Number"),
        ("Fietsbrug over de Leie – ter info", "List Number"),
        ("nota van De Vlaamse Waterweg", "List Bullet"),
        ("Varia", "List Number"),
    ):
        document.add_paragraph(text, style=style)
    path = folder / "list.docx"
    document.save(str(path))
    return path


def every_agenda(folder: Path) -> list[Path]:
    return [*(FOLDER / name for name in TEXTS), word_table(folder), counted_list(folder)]
