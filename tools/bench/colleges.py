"""What every college is given: files of their own, pages, mails; how long they take and how large they are.

``python -m tools.bench.colleges FILE`` prints a line of a table for each: in one go for all colleges of a copy of the
file. ``--colleges N`` makes a region with so many colleges instead of FILE; ``--first N`` gives only so many of them
something; ``--only`` measures some kinds, ``--times N`` takes the fastest of so many turns.
"""

import argparse
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from uuid import UUID

from ibo_desk.app import App, open_app
from ibo_desk.documents.note_words import note_words
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.clock import SystemClock
from ibo_desk.exchange.draft_files import write_drafts
from ibo_desk.exchange.mail_drafts import PrintedNote
from tools.bench import matrix_file
from tools.bench.results import Result, number

_ITEMS = 40  # of a region that is made for it: what a year of one body brings


@dataclass(frozen=True)
class Batch:
    """All of one kind for so many colleges: seconds on the clock and of the processor, files and their bytes."""

    what: str
    colleges: int
    seconds: float
    processor: float
    files: int
    size: int

    def line(self) -> str:
        each = self.size / max(1, self.files) / 1024
        return (
            f"| {self.what} | {self.colleges} | {self.files} | {number(self.seconds)} s |"
            f" {number(self.processor)} s | {number(each)} kB |"
        )


def results(batches: Sequence[Batch]) -> list[Result]:
    """As lines of the page of benchmarks; no bar of the design is about them."""
    return [
        Result(
            f"{batch.what} for {batch.colleges} colleges, made at once",
            batch.seconds,
            "s",
            None,
            f"{batch.files} files of {number(batch.size / max(1, batch.files) / 1024)} kB on average",
        )
        for batch in batches
    ]


def measure(
    file: Path,
    folder: Path,
    *,
    times: int = 1,
    first: int | None = None,
    only: Sequence[str] = (),
    tell: Callable[[Batch], object] = lambda _batch: None,
) -> list[Batch]:
    """What is made for the colleges of a copy of ``file``; ``tell`` hears of each kind once it is measured."""
    place = folder / "regio-van-colleges.ibo"
    shutil.copy(file, place)
    batches = []
    with open_app(place, clock=SystemClock(), actor="bench") as app:
        ids = [college.id for college in app.bodies.colleges(app.clock.today())][:first]
        for what, make in KINDS.items():
            if only and what not in only:
                continue
            turns = [_once(app, make, ids, folder / f"{what}-{turn}", what) for turn in range(times)]
            batches.append(min(turns, key=lambda batch: batch.seconds))
            tell(batches[-1])
    place.unlink()
    return batches


Making = Callable[[App, list[UUID], Path], object]


def _once(app: App, make: Making, ids: list[UUID], place: Path, what: str) -> Batch:
    place.mkdir()
    began, processor = perf_counter(), process_time()
    make(app, ids, place)
    seconds, processor = perf_counter() - began, process_time() - processor
    files = [path for path in place.rglob("*") if path.is_file() and not path.name.startswith(".")]
    batch = Batch(what, len(ids), seconds, processor, len(files), sum(path.stat().st_size for path in files))
    shutil.rmtree(place)
    return batch


def _pages(form: str) -> Making:
    return lambda app, ids, place: app.papers.make(
        PaperRequest("college-page", college_ids=ids), formats=[form], folder=place
    )


def _months(app: App, ids: list[UUID], place: Path) -> object:
    month = app.clock.today().replace(day=1)
    return app.papers.make(
        PaperRequest("month-overview", college_ids=ids, month=month), formats=["docx"], folder=place
    )


def _note_mails(app: App, ids: list[UUID], place: Path) -> object:
    """With the note as text and as docx, of the newest meeting about which something waits for the first of them."""
    asked = app.feedback.per_colleges(ids[:1])[ids[0]]
    newest = max(asked, key=lambda row: row.meeting_on)
    papers = app.papers.contents(PaperRequest("memo", meeting_id=newest.meeting_id, college_ids=ids))
    files = app.papers.write(papers, folder=place, formats=["docx"])
    notes = {paper.college_id: paper for paper in papers if paper.college_id is not None}
    drafts = app.mail_drafts.notes(
        newest.meeting_id,
        {college_id: [file] for college_id, file in zip(notes, files, strict=True)},
        printed={college_id: PrintedNote(*note_words(paper)) for college_id, paper in notes.items()},
    )
    written = write_drafts(drafts, place)
    for file in files:
        file.unlink()
    return written


KINDS: dict[str, Making] = {
    "files of their own": lambda app, ids, place: app.packages.give(ids, place),
    "pages (HTML)": _pages("html"),
    "pages (PDF)": _pages("pdf"),
    "month overviews (docx)": _months,
    "reminder mails": lambda app, ids, place: write_drafts(app.mail_drafts.reminders(ids), place),
    "mails with a note": _note_mails,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--colleges", type=int)
    parser.add_argument("--first", type=int)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=KINDS, default=[])
    args = parser.parse_args()
    if (args.file is None) == (args.colleges is None):
        parser.error("give FILE or --colleges N")
    with tempfile.TemporaryDirectory(prefix="ibo-bench-") as name:
        folder = Path(name)
        if args.colleges:
            args.file = folder / "regio.ibo"
            matrix_file.build(args.file, college_count=args.colleges, item_count=_ITEMS)
        options = {"times": args.times, "first": args.first, "only": args.only}
        measure(args.file, folder, **options, tell=lambda batch: print(batch.line(), flush=True))


if __name__ == "__main__":
    main()
