"""Both lists into a region on either engine, twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ibo_desk.app import App, create_app, open_app
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import FileProblemError


@pytest.fixture
def shared(server_url: str, clock: FixedClock) -> Iterator[App]:
    """A region in a database on a server, made and opened like a file."""
    create_app(server_url, "zuid-west-vlaanderen", clock=clock).close()
    opened = open_app(server_url, clock=clock)
    yield opened
    opened.close()


@pytest.mark.long
@pytest.mark.postgres
def test_both_lists_on_a_server_twice(shared: App, actions_file: Path, agenda_file: Path) -> None:
    for path in (actions_file, agenda_file):
        shared.lists.apply(shared.lists.plan(path))
    engagements, meetings = shared.engagements.listing(), shared.meetings.listing()
    assert (len(engagements), len(meetings)) == (8, 2)
    assert max(len(row.partners) for row in engagements) == 14
    for path in (actions_file, agenda_file):
        assert not shared.lists.plan(path).changes
    assert shared.engagements.listing() == engagements


@pytest.mark.long
@pytest.mark.postgres
def test_a_server_is_held_by_nobody(shared: App, server_url: str) -> None:
    with open_app(server_url, read_only=None) as second:
        assert not second.read_only
        assert second.actions.listing() == shared.actions.listing()


@pytest.mark.postgres
def test_a_database_that_was_set_up_is_not_set_up_again(shared: App, server_url: str) -> None:
    with pytest.raises(FileProblemError, match="file_exists"):
        create_app(server_url, "zuid-west-vlaanderen")
    assert len(shared.actions.listing()) == 7
