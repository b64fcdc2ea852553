"""The widths of columns: all fit, none is cut while another has room, and those of least rank fold away first."""

import pytest

from ibo_desk.ui.table.fitting import Wish, fitted

NAME = Wish(need=300, floor=150, rank=0, main=True, stays=True)
DAY = Wish(need=84, floor=84, rank=1)
STATE = Wish(need=140, floor=116, rank=2)
NOTE = Wish(need=400, floor=120, rank=3)


def test_where_there_is_room_each_has_its_words_and_the_main_one_the_rest():
    assert fitted([NAME, DAY, STATE], 700, 24) == [476, 84, 140]


def test_room_goes_to_the_least_demanding_first():
    widths = fitted([NAME, DAY, STATE, NOTE], 600, 24)
    assert sum(widths) == 600
    assert widths[1:3] == [84, 140]
    assert widths[0] < NAME.need
    assert widths[3] < NOTE.need


def test_the_last_in_rank_folds_away_first():
    assert fitted([NAME, DAY, STATE, NOTE], 400, 24)[3] == 0
    assert fitted([NAME, DAY, STATE, NOTE], 260, 24) == [176, 84, 0, 0]


def test_a_column_folds_away_before_the_main_one_has_less_than_a_third():
    small = [Wish(need=110, floor=110, rank=at) for at in range(1, 7)]
    assert fitted([NAME, *small], 830, 24) == [280, 110, 110, 110, 110, 110, 0]


def test_columns_that_may_not_fold_become_narrow_together():
    stay = [Wish(need=200, floor=100, rank=at, stays=True) for at in range(4)]
    assert fitted(stay, 200, 24) == [50, 50, 50, 50]


def test_the_width_that_a_person_gave_stands():
    dragged = Wish(need=84, floor=84, rank=1, fixed=200)
    assert fitted([NAME, dragged], 600, 24) == [400, 200]


@pytest.mark.parametrize("room", range(120, 1500, 37))
def test_no_column_is_cut_while_another_has_room(room):
    wishes = [NAME, DAY, STATE, NOTE]
    widths = fitted(wishes, room, 24)
    assert sum(widths) <= room or sum(1 for width in widths if width) == 1
    cut = [at for at, wish in enumerate(wishes) if 0 < widths[at] < wish.need]
    spare = [at for at, wish in enumerate(wishes) if widths[at] > wish.need]
    assert not (cut and spare)
