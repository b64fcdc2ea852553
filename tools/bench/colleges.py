"""What every college is given: files of their own, pages and mails; how long they take and how large they are.

``python -m tools.bench.colleges FILE [TIMES]`` prints a line of a table for each: in one go for all colleges of a
copy of the file, the fastest of some times. ``--colleges N`` makes a region with so many colleges instead of FILE.
"""

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from uuid import UUID

from ibo_desk.app import App, open_app
from ibo_desk.domain.clock import SystemClock
from tools.bench import matrix_file

_ITEMS = 40  # of a region that is made for it: what a year of one body brings


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path, nargs="?")
    arguments.add_argument("--colleges", type=int)
    arguments.add_argument("--times", type=int, default=1)
    args = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "regio.ibo"
        if args.colleges:
            matrix_file.build(place, college_count=args.colleges, item_count=_ITEMS)
        else:
            shutil.copy(args.file, place)
        with open_app(place, clock=SystemClock(), actor="bench") as app:
            _measure(app, Path(folder), args.times)


def _measure(app: App, folder: Path, times: int) -> None:
    ids = [college.id for college in app.bodies.colleges(app.clock.today())]
    month = app.clock.today().replace(day=1)
    kinds: dict[str, Callable[[Path], object]] = {
        "files of their own": lambda place: app.packages.give(ids, place),
        "pages (HTML)": lambda place: _pages(app, ids, place),
        "month overviews (docx)": lambda place: app.papers.make(
            "month-overview", college_ids=ids, month=month, formats=["docx"], folder=place
        ),
        "reminder mails": lambda place: app.mail_drafts.write(app.mail_drafts.reminders(ids), place),
    }
    for what, make in kinds.items():
        seconds, size, count = min(_once(make, folder / f"{what}-{turn}") for turn in range(times))
        print(
            f"| {what} | {len(ids)} | {count} | {seconds:.1f} s | {size / max(1, count) / 1024:.0f} kB |",
            flush=True,
        )


def _pages(app: App, ids: list[UUID], place: Path) -> object:
    return app.papers.make("college-page", college_ids=ids, formats=["html"], folder=place)


def _once(make: Callable[[Path], object], place: Path) -> tuple[float, int, int]:
    """Seconds, bytes and files of one go."""
    place.mkdir()
    began = perf_counter()
    make(place)
    seconds = perf_counter() - began
    files = [path for path in place.rglob("*") if path.is_file()]
    return seconds, sum(path.stat().st_size for path in files), len(files)


if __name__ == "__main__":
    main()
