"""What is asked of the database does not grow with the region: not with its colleges, nor items, nor later meetings."""

import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import event

from ibo_desk.app import App
from ibo_desk.data.migrate import create
from ibo_desk.data.store import Store
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.agenda_text import read_agenda
from ibo_desk.domain.clock import FixedClock
from ibo_desk.ui.meetings.minutes.reading import read_minutes
from ibo_desk.ui.meetings.reading import read_item, read_meeting
from tests.services.many import HELD, Many, build

MOST = 60  # statements for one thing that a person asks
CLOCK = FixedClock(datetime(2026, 11, 27, 9, 0, tzinfo=UTC))
Size = tuple[int, int, int]  # colleges, items, meetings that come later
NEARBY: dict[str, Size] = {"small": (3, 2, 2), "larger": (5, 6, 4)}
FAR: dict[str, Size] = {
    "small": (13, 8, 3),
    "more colleges": (40, 8, 3),
    "more items": (13, 40, 3),
    "more later": (13, 8, 12),
}

Ask = Callable[[App, Many], object]

ASKED: dict[str, Ask] = {
    "page of a meeting": lambda app, many: read_meeting(app, many.meeting),
    "one item": lambda app, many: read_item(app, many.items[0]),
    "page of the minutes": lambda app, many: read_minutes(app, many.meeting),
    "agenda": lambda app, many: app.papers.contents(PaperRequest("agenda", meeting_id=many.meeting)),
    "minutes": lambda app, many: app.papers.contents(PaperRequest("minutes", meeting_id=many.meeting)),
    "notes to all colleges": lambda app, many: app.papers.contents(
        PaperRequest("memo", meeting_id=many.meeting)
    ),
    "month overviews": lambda app, _many: app.papers.contents(PaperRequest("month-overview", month=HELD)),
    "pages of all colleges": lambda app, _many: app.papers.contents(PaperRequest("college-page")),
    "council reports": lambda app, many: app.papers.contents(
        PaperRequest("council-report", month=HELD, college_ids=many.colleges)
    ),
    "report for all councils": lambda app, _many: app.papers.contents(
        PaperRequest("council-report", month=HELD)
    ),
    "ledger": lambda app, _many: app.papers.contents(PaperRequest("engagements")),
    "ledgers of all colleges": lambda app, many: app.papers.contents(
        PaperRequest("engagements", college_ids=many.colleges)
    ),
    "reminders": lambda app, _many: app.mail_drafts.reminders(),
    "mails with notes": lambda app, many: app.mail_drafts.notes(
        many.meeting, dict.fromkeys(many.colleges, ())
    ),
    "mails with papers": lambda app, many: app.mail_drafts.papers(
        "Overzicht", dict.fromkeys(many.colleges, ())
    ),
    "reply forms": lambda app, many: app.replies.forms_of(many.meeting, many.colleges, ["xlsx", "docx"]),
    "overview": lambda app, _many: app.overview.lines(),
    "numbers beside the pages": lambda app, _many: app.overview.counts(),
    "overview of a college": lambda app, many: app.overview.lines(many.colleges[0]),
    "my college": lambda app, many: app.my_college.of(many.colleges[0]),
    "matrix": lambda app, _many: app.feedback.matrix(),
    "preparation": lambda app, _many: app.topics.listing(),
    "what returns": lambda app, many: app.carry_over.proposals(many.meeting),
    "days": lambda app, _many: app.deadlines.listing(),
    "why a day": lambda app, many: app.deadlines.why(many.items[0], many.colleges[0]),
    "a mail with an answer": lambda app, many: app.answer_mails.read(
        "Van: x@kortrijk.example\n\nAkkoord met punt 1.",
        [(item, many.colleges[0]) for item in many.items],
        many.colleges[0],
    ),
    "a pasted agenda": lambda app, many: app.agenda_paste.preview(
        many.meeting, read_agenda("1. Nazicht\n2. Punt 1\n")
    ),
    "what moving does": lambda app, many: app.moving.plan(many.meeting, HELD + timedelta(days=7)),
    "calendar of a college": lambda app, many: app.calendars_out.of_college(many.colleges[0]),
    "what was sent": lambda app, _many: app.sent.listing(),
    "what the check of the minutes says": lambda app, many: app.minutes_check.findings(many.meeting),
    "search": lambda app, _many: app.search.hits("punt 1"),
}


@contextmanager
def statements(app: App) -> Iterator[list[str]]:
    """Who of the program asked what, one line a statement."""
    asked: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        own = [frame for frame in traceback.extract_stack() if "/ibo_desk/" in frame.filename]
        places = " < ".join(f"{Path(frame.filename).stem}:{frame.lineno}" for frame in own[-2:-7:-1])
        asked.append(f"{places}   {statement[:60]!r}")

    event.listen(app.store.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(app.store.engine, "before_cursor_execute", note)


@pytest.fixture(
    scope="module", params=[NEARBY, pytest.param(FAR, marks=pytest.mark.long)], ids=["nearby", "far"]
)
def regions(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, tuple[App, Many]]]:
    """Regions of several sizes; a few more of everything show what grows, many more show it in the real measure."""
    by_size = {}
    for name, size in request.param.items():
        path = str(tmp_path_factory.mktemp("many") / "veel.ibo")
        create(path)
        store = Store(path, CLOCK, actor="test", copy_id=UUID(int=1))
        by_size[name] = (App(store), build(store, *size))
    yield by_size
    for app, _many in by_size.values():
        app.close()


@pytest.mark.parametrize("name", ASKED)
def test_statements_do_not_grow_with_the_region(name: str, regions: dict[str, tuple[App, Many]]) -> None:
    counts, often = {}, ""
    for size, (app, many) in regions.items():
        with app.store.one_moment(), statements(app) as asked:
            ASKED[name](app, many)
        counts[size] = len(asked)
        often = often or "\n".join(f"{n} × {line}" for line, n in Counter(asked).most_common(8))
    assert set(counts.values()) == {counts["small"]}, f"{counts}\n{often}"
    assert counts["small"] <= MOST, f"{counts}\n{often}"
