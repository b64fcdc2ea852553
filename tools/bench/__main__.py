"""``python -m tools.bench``: all bars of the design in one run; writes docs/benchmarks.md.

``--only starts pages matrix papers colleges texts kills`` measures some of them, ``--repeats N``, ``--kills N`` (the
design: 1000), ``--file BIG`` takes a big file that was made before, ``--out`` writes the page elsewhere.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from tools.bench import colleges, kills, matrix, odd_texts, pages, papers, results, starts
from tools.bench.results import Bar, Result

PAGE = starts.ROOT / "docs" / "benchmarks.md"
T = TypeVar("T")
PARTS = ("starts", "pages", "matrix", "papers", "colleges", "texts", "kills")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and write the page; 1 when a bar is not met."""
    args = _arguments(argv)
    measured: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="ibo-bench-") as name:
        folder = Path(name)
        small, big = folder / "voorbeeld.ibo", args.file or folder / "groot.ibo"
        if {"starts", "papers", "colleges"} & set(args.only):
            _told("example file", lambda: _example(small))
        if {"starts", "pages"} & set(args.only) and not big.exists():
            _told("big file", lambda: _big(big))
        makers: dict[str, Callable[[], list[Result]]] = {
            "starts": lambda: starts.measure(small, big, folder, args.repeats),
            "pages": lambda: _pages(big, folder, args.repeats),
            "matrix": lambda: _matrix(folder, args.repeats),
            "papers": lambda: _papers(small, folder, max(1, args.repeats // 3)),
            "colleges": lambda: colleges.results(
                colleges.measure(small, folder, times=max(1, args.repeats // 3))
            ),
            "texts": lambda: odd_texts.measure(max(1, args.repeats // 3)),
            "kills": lambda: _kills(folder, args.kills),
        }
        for part in args.only:
            measured += _told(part, makers[part])
    known = results.remarks_of(args.out.read_text("utf-8")) if args.out.exists() else ""
    written = results.page(measured, known, datetime.now(UTC).date(), args.repeats)
    args.out.write_text(written, encoding="utf-8")
    print(results.table(measured))
    return 0 if all(one.bar is None or one.bar.met_by(one.value) for one in measured) else 1


def _told(what: str, job: Callable[[], T]) -> T:
    print(f"{what} …", file=sys.stderr, flush=True)
    return job()


def _example(path: Path) -> None:
    from ibo_desk.app import create_app
    from ibo_desk.services.setup.example import PRESET, build

    with create_app(path, PRESET) as app:
        build(app.store, app.clock)


def _big(path: Path) -> None:
    from tools.bench.big_file import build

    build(path)


def _child(module: str, file: Path, folder: Path, times: int) -> str:
    command = [sys.executable, "-m", f"tools.bench.{module}", str(file), str(times)]
    env = starts.environment(folder)
    made = subprocess.run(command, env=env, cwd=starts.ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return made.stdout.splitlines()[-1]


def _pages(big: Path, folder: Path, times: int) -> list[Result]:
    return pages.results(json.loads(_child("pages", big, folder, times)))


def _matrix(folder: Path, times: int) -> list[Result]:
    from tools.bench.matrix_file import build

    file = folder / "matrix.ibo"
    build(file)
    return matrix.results(json.loads(_child("matrix", file, folder, times)))


def _papers(small: Path, folder: Path, times: int) -> list[Result]:
    measured = json.loads(_child("papers", small, folder, times))
    return papers.results(measured["samples"], measured["colleges"])


def _kills(folder: Path, times: int) -> list[Result]:
    def progress(done: int) -> None:
        if done % 100 == 0:
            print(f"{done} kills", file=sys.stderr, flush=True)

    killed = kills.measure(folder, times, progress)
    detail = f"{killed.kills} kills, {killed.committed} records told to be committed, {killed.unopened} times not sound"
    lost = killed.lost + killed.unopened
    return [Result("killed at any moment: what was lost, or would not open", lost, "", Bar(0, ""), detail)]


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--out", type=Path, default=PAGE)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
