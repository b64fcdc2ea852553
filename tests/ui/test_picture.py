"""A chart on screen: in the window's typeface, never wider than its place, and the same in words."""

from ibo_desk.documents.charts import PAPER, Chart, lead_times
from ibo_desk.ui.picture import Picture, colours_of
from ibo_desk.ui.theme import Theme


def test_a_chart_is_as_large_as_its_letters_want_and_shrinks_with_its_place(theme, qtbot):
    shown = Picture(theme)
    qtbot.addWidget(shown)
    shown.resize(1200, 600)
    shown.show()
    chart = lead_times([3, 9, 30])
    shown.show_chart(chart)
    wide, tall = shown.picture.width(), shown.picture.height()
    assert wide > chart.width
    assert abs(tall / wide - chart.height / chart.width) < 0.01
    assert shown.picture.renderer().isValid()
    assert shown.words.text() == shown.picture.accessibleName() == chart.alt

    shown.resize(500, 600)
    assert shown.picture.width() < 500
    assert abs(shown.picture.height() / shown.picture.width() - chart.height / chart.width) < 0.02


def test_where_there_is_nothing_to_show_only_words_stand(theme, qtbot):
    shown = Picture(theme)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_chart(Chart("", "Niets te tonen", 0, 0))
    assert not shown.picture.isVisible()
    assert shown.words.text() == "Niets te tonen"


def test_a_chart_takes_the_colours_of_the_window(theme):
    assert colours_of(theme) == PAPER
    assert colours_of(Theme(dark=True)) != PAPER
