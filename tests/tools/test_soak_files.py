"""A short seeded part of the soaks of files: nothing lost, nothing that is damaged passes as good."""

import pytest

from tools.soak import damage, kills


@pytest.mark.long
@pytest.mark.parametrize("seed", [1])
def test_damaged_files(seed: int) -> None:
    figures = damage.run(seed, share=0.01)
    assert [figure.what for figure in figures if not figure.good] == []
    assert len(figures) == 4


@pytest.mark.long
@pytest.mark.usefixtures("forks_and_signals")
def test_kills() -> None:
    (figure,) = kills.run(seed=2, share=0.004)
    assert figure.good, figure.seen
    assert figure.rounds == 4
