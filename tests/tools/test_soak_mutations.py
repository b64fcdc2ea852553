"""A short share of the soak of mutated files: each is read, or refused in one sentence."""

import pytest

from tests.beginnings import example_of_run
from tools.soak import mutations


@pytest.mark.long
@pytest.mark.usefixtures("forks_and_signals")
def test_mutated_files_are_read_or_refused_in_a_sentence() -> None:
    figures = mutations.run(7, 0.002, example_of_run())
    assert [figure.seen for figure in figures if not figure.good] == []
    assert [figure.rounds for figure in figures] == [5] * 6 + [30]
    assert all("0 tracebacks" in figure.seen for figure in figures[:-1])
