"""A share of the soak: windows are killed while one types in them, and no letter older than two seconds is lost."""

import pytest

from tools.soak import typing


@pytest.mark.long
@pytest.mark.usefixtures("forks_and_signals")
def test_two_windows_are_killed_while_one_types():
    figures = typing.run(seed=3, share=0.04)
    assert [figure.good for figure in figures] == [True, True]
    assert figures[0].rounds == 2
    assert "0 losses" in figures[0].seen
