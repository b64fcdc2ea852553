"""Who may read what is written."""

from itertools import pairwise

import pytest

from ibo_desk.domain.audience import READS, Audience, may_read

ORDER = list(Audience)


def test_the_secretariat_reads_all_of_it() -> None:
    assert all(may_read(Audience.SECRETARIAT, written) for written in Audience)


def test_only_the_secretariat_reads_its_notes() -> None:
    readers = {reader for reader in Audience if may_read(reader, Audience.SECRETARIAT, own=True)}
    assert readers == {Audience.SECRETARIAT}


@pytest.mark.parametrize("reader", [one for one in Audience if one is not Audience.SECRETARIAT])
def test_nobody_reads_the_text_of_another_college(reader: Audience) -> None:
    assert not may_read(reader, Audience.COLLEGE)


def test_a_college_reads_its_own_text() -> None:
    assert may_read(Audience.COLLEGE, Audience.COLLEGE, own=True)
    assert not may_read(Audience.MUNICIPALITIES, Audience.COLLEGE, own=True)


def test_a_wider_circle_never_reads_more() -> None:
    for narrow, wide in pairwise(ORDER):
        assert READS[wide] < READS[narrow]
    assert READS[Audience.PUBLIC] == {Audience.PUBLIC}
