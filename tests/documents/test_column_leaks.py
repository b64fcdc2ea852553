"""Every text column of every table carries a mark, and no paper of any kind tells one that its readers may not know.

Nothing is listed by hand that a new column or a new kind of paper would have to be added to: both are walked.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Final

import pytest
from sqlalchemy import Column, Engine, Text, literal_column, text
from sqlmodel import AutoString

from ibo_desk.app import App, open_app
from ibo_desk.data.tables import metadata
from ibo_desk.data.tables.read_by import TECHNICAL
from ibo_desk.documents.content_json import to_json
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.kinds import KINDS, About, PaperKind
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.audience import READER_OF, Audience, Reader, present_at
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.clock import FixedClock
from ibo_desk.services.base.readable import Sight, readable
from tests.beginnings import example_with_notes_of_run

CLOCK = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
TOWN: Final = "Menen"
MARK: Final = re.compile(r"q(\d{3})x\d+z", re.IGNORECASE)
# Who sits where for a municipality holds a public office, and its council asks who speaks for it: the report names
# who has a mandate there today, and nothing else of that person. A name itself may be shown to every reader
# (``Person.read_by``); no contact data does.
TOLD_ALL_THE_SAME: Final = {"council-report": {"person.name"}}
NOT_IN_THE_EXAMPLE: Final = {
    "body_rules",
    "body_sentence",
    "college_session",
    "document",
    "engagement_follow_up",
    "engagement_period",
    "given_package",
    "imported_row",
    "lending",
    "list_layout",
    "list_remainder",
    "minutes_remark",
    "minutes_version",
    "organisation_alias",
    "setting",
    "taken_operation",
}
# What is no words of people: keys of machines, and what is read by its form.
SHAPED: Final = {
    "actor",
    "address_as",
    "content",
    "content_hash",
    "copy_id",
    "delivered_hash",
    "field",
    "key",
    "kind",
    "language",
    "let_pass",
    "list",
    "login",
    "note_headings",
    "package_id",
    "record_id",
    "sha256",
    "table",
    "zone",
}


def text_columns() -> list[Column[str]]:
    """Columns in which people write words, in the order of their numbers."""
    return [
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, AutoString | Text) and column.name not in TECHNICAL | SHAPED
        if not column.foreign_keys and not column.name.endswith("_folded")
    ]


def mark_all(engine: Engine) -> None:
    """A mark of its own in each text of each row: the number of the column and that of the row."""
    with engine.begin() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
        for name in list(names):  # what is locked is marked too
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        for number, column in enumerate(text_columns()):
            row = literal_column("rowid")
            marked = column + f" q{number:03}x" + row + "z"
            connection.execute(column.table.update().values({column.name: marked}))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    path = shutil.copyfile(example_with_notes_of_run(), tmp_path_factory.mktemp("merken") / "voorbeeld.ibo")
    with open_app(path, clock=CLOCK) as app:
        mark_all(app.store.engine)
        yield app


def papers_of(app: App, kind: PaperKind) -> Iterator[tuple[Paper, BodyKind | None]]:
    """The papers of a kind for one municipality, or for all, about all that it can be about."""
    colleges = [row.id for row in app.bodies.colleges() if row.organisation.startswith(TOWN)]
    kinds = {row.id: row.kind for row in app.bodies.listing()}
    if kind.about is About.MEETING:
        for meeting in app.meetings.listing():
            with suppress(PaperError):  # no minutes of a meeting that has yet to come
                for paper in app.papers.contents(
                    PaperRequest(kind.key, meeting_id=meeting.id, college_ids=colleges)
                ):
                    yield paper, kinds[meeting.body_id]
        return
    asked = [{"action_id": row.id} for row in app.actions.listing()] if kind.about is About.ACTION else [{}]
    if kind.over_a_period:
        asked = [{"month": date(2026, month, 1)} for month in (9, 11)]
    for about in asked:
        yield from (
            (paper, None)
            for paper in app.papers.contents(PaperRequest(kind.key, college_ids=colleges, **about))
        )


def marks_in(words: str) -> set[str]:
    return {found.group().casefold() for found in MARK.finditer(words)}


def reader_of(kind: PaperKind, paper: Paper, body: BodyKind | None) -> Reader:
    if kind.audience is Audience.PUBLIC:
        return Reader.PUBLIC
    if paper.college_id is not None:
        return Reader.MUNICIPALITY
    return READER_OF[kind.audience or present_at(body or BodyKind.IBO)]


@pytest.fixture(scope="module")
def readers(example: App) -> dict[Reader, set[str]]:
    """The marks that each reader may read, by the one table of who reads what."""
    town = next(row.id for row in example.organisations.listing() if row.name.startswith(TOWN))
    owners = {Reader.MUNICIPALITY: town}
    with example.store.read() as session:
        return {
            reader: marks_in(
                repr(
                    readable(session, Sight(reader, frozenset({owners[reader]} if reader in owners else ())))
                )
            )
            for reader in Reader
        }


@pytest.mark.long
def test_every_column_carries_a_mark(example: App, readers: dict[Reader, set[str]]) -> None:
    """Else nothing is looked for in it; a table that the example does not fill is named here."""
    marked = {int(mark[1:4]) for mark in readers[Reader.SECRETARIAT]}
    without = {column.table.name for number, column in enumerate(text_columns()) if number not in marked}
    assert without == NOT_IN_THE_EXAMPLE


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_no_paper_tells_what_its_readers_may_not_know(
    example: App, readers: dict[Reader, set[str]], kind: PaperKind
) -> None:
    columns, looked_for = text_columns(), set()
    for paper, body in papers_of(example, kind):
        told = marks_in(to_json(paper.content))
        looked_for |= told
        leaked = told - readers[reader_of(kind, paper, body)]
        names = {str(columns[int(mark[1:4])]) for mark in leaked}
        assert names <= TOLD_ALL_THE_SAME.get(kind.key, set()), paper.content.title
    assert len(looked_for) > 5, "else nothing was looked for"
