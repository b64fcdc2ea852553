"""``demo [DIR]``: the example as a file, and the papers that are made from it."""

import argparse
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from ibo_desk.app import App, create_example, open_app
from ibo_desk.cli.papers import show_progress
from ibo_desk.data.engine import is_server, safe_name
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.clock import Clock, FixedClock
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.language import _

FILE_NAME = "voorbeeld.ibo"
FOLDER = "voorbeeld"


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    demo = command("demo", _("make the example and its agenda, minutes and notes"))
    demo.add_argument("folder", nargs="?", default=FOLDER, metavar=_("DIR"), help=_("folder to write in"))
    demo.set_defaults(run=_demo)


def _demo(args: Namespace) -> int:
    if is_server(args.folder):
        raise FileProblemError("example_on_server", place=safe_name(args.folder))
    folder = Path(args.folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _example(folder / FILE_NAME) as app:
        print(folder / FILE_NAME)
        for kind, meeting in wanted_papers(app):
            for path in app.papers.make(
                PaperRequest(kind, meeting_id=meeting), folder=folder, progress=show_progress
            ):
                print(path)
    return 0


def _example(place: Path) -> App:
    """The example file, new or as an earlier demo left it; never somebody's own file."""
    clock = example_clock()
    if not place.exists():
        return create_example(place, clock)
    app = open_app(place, clock=clock)
    if app.settings.region().sample:
        return app
    app.close()
    raise FileProblemError("file_exists", place=str(place))


def example_clock() -> Clock:
    from ibo_desk.services.setup.example import EXAMPLE_DAY

    return FixedClock(datetime.combine(EXAMPLE_DAY, time(9), ZoneInfo("Europe/Brussels")))


def wanted_papers(app: App) -> list[tuple[str, UUID]]:
    """The agenda of the next meeting of the IBO, and minutes and notes of its latest one, as far as these are there."""
    today = app.clock.today()
    meetings = [row for row in app.meetings.listing() if row.body_kind is BodyKind.IBO]
    coming = [row for row in meetings if row.on > today]
    held = [row for row in meetings if row.on <= today]
    agenda = (coming[-1:] or held[:1])[:1]
    latest = held[:1]
    papers = [("agenda", agenda), ("minutes", latest), ("memo", latest)]
    return [(kind, row.id) for kind, rows in papers for row in rows]
