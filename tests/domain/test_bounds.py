"""The bounds that are kept are those that docs/trust.md promises."""

from pathlib import Path

from ibo_desk.domain import bounds

TRUST = Path(__file__).parents[2] / "docs" / "trust.md"


def test_every_bound_stands_in_the_table() -> None:
    table = TRUST.read_text(encoding="utf-8").split("## What comes from outside")[1].split("\n## ")[0]
    numbers = {
        name: value
        for name, value in vars(bounds).items()
        if isinstance(value, int | float) and name != "MIB"
    }
    assert len(numbers) > 15
    missing = [name for name, value in numbers.items() if _written(value) not in table]
    for package in (bounds.WORKBOOK, bounds.FORM, bounds.TEMPLATE):
        parts = f"{package.parts:,} parts".replace(",", " ")
        asked = (f"{package.packed // bounds.MIB} MiB", parts, f"{package.depth} elements")
        missing += [text for text in (*asked, f"{package.seconds:.0f} s") if text not in table]
    assert missing == []


def _written(value: float) -> str:
    """As the table writes it: whole mebibytes, or a number with thousands apart."""
    if value >= bounds.MIB and value % bounds.MIB == 0:
        return f"{value // bounds.MIB:.0f} MiB"
    return f"{value:,.0f}".replace(",", " ")
