"""Days and weeks as people say them, on Friday 27 November 2026."""

from datetime import date

import pytest

from ibo_desk.domain.relative_days import relative_days, week_meant

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("nota van gisteren", "nota van 26/11/2026"),
        ("Morgen", "28/11/2026"),
        ("vorige week maandag", "16/11/2026"),
        ("maandag vorige week", "16/11/2026"),
        ("volgende week vrijdag", "04/12/2026"),
        ("volgende vrijdag", "04/12/2026"),
        ("deze vrijdag", "27/11/2026"),
        ("vorige vrijdag", "20/11/2026"),
        ("volgende dinsdag", "01/12/2026"),
        ("vorige dinsdag", "24/11/2026"),
        ("Morgenland", "Morgenland"),
        ("vrijdag", "vrijdag"),
    ],
)
def test_a_day_from_today(said: str, told: str) -> None:
    assert relative_days(said, FRIDAY) == told


def test_a_week_from_today() -> None:
    assert week_meant("IBO volgende week", FRIDAY) == (date(2026, 11, 30), date(2026, 12, 6), "ibo")
    assert week_meant("week 50", FRIDAY) is None
