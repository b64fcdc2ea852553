"""A short seeded share of the collisions: eight processes, one crash, nothing accepted is lost."""

import pytest

from tools.soak import collisions


@pytest.mark.postgres
@pytest.mark.long
def test_nothing_accepted_is_lost_when_eight_edit_the_same(server_url: str) -> None:
    """``server_url`` only says, as everywhere, whether there is a PostgreSQL here."""
    figures = collisions.run(seed=7, share=0.008)
    assert [figure.what for figure in figures if not figure.good] == []
    assert figures[1].rounds > 0
