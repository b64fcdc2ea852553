"""What was measured: medians, ratios against a floor, bars, and the table that tells it."""

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

Samples = dict[str, list[float]]


@dataclass(frozen=True)
class Bar:
    """How much is allowed; ``at_least`` turns it round."""

    limit: float
    unit: str = "×"
    at_least: bool = False

    def met_by(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {number(self.limit)} {self.unit}"


@dataclass(frozen=True)
class Result:
    """One line of the table: a value against a bar, or only told (``bar`` None); ``detail`` says what it is made of."""

    what: str
    value: float
    unit: str
    bar: Bar | None
    detail: str = ""

    @property
    def verdict(self) -> str:
        if self.bar is None:
            return "–"
        return "met" if self.bar.met_by(self.value) else "**not met**"


def interleaved(measures: dict[str, Callable[[], float]], times: int) -> Samples:
    """Measure each in turn, ``times`` times over, so that what else the machine does falls on all of them."""
    samples: Samples = {name: [] for name in measures}
    for _turn in range(times):
        for name, measure in measures.items():
            samples[name].append(measure())
    return samples


def warmed_up(measure: Callable[[Samples], None], times: int) -> Samples:
    """What ``measure`` adds in ``times`` turns; a turn before them, with the imports in it, is not counted."""
    samples: Samples = {}
    measure({})
    for _turn in range(times):
        measure(samples)
    return samples


def ratio(ours: Sequence[float], floor: Sequence[float]) -> float:
    """The median of ours over the median of the floor."""
    return median(ours) / median(floor)


def against(what: str, ours: Sequence[float], floor: Sequence[float], bar: Bar) -> Result:
    """A result as a ratio, with both medians in its detail (seconds, told in ms)."""
    return Result(what, ratio(ours, floor), "×", bar, f"{milliseconds(ours)} against {milliseconds(floor)}")


def milliseconds(samples: Sequence[float]) -> str:
    return f"{number(median(samples) * 1000)} ms"


def number(value: float) -> str:
    """Three digits that mean something, never an exponent."""
    if abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.{1 if abs(value) >= 10 else 2}f}".rstrip("0").rstrip(".")


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown table."""
    lines = ["| what | measured | bar | | of which |", "|---|---|---|---|---|"]
    lines += [
        f"| {one.what} | {number(one.value)} {one.unit} | {one.bar or '–'} | {one.verdict} | {one.detail} |"
        for one in results
    ]
    return "\n".join(lines)


def page(results: Sequence[Result], remarks: str, on: date, repeats: int) -> str:
    """The whole of docs/benchmarks.md; ``remarks`` is what people wrote below the table, kept as it is."""
    return "\n".join(
        [
            "# Benchmarks",
            "",
            "Written by `make bench` (`python -m tools.bench`); the text below the line is written by hand and kept.",
            "Each ratio is against a floor or a peer measured in the same run, in turns; medians. The bars are those",
            "of the design. A start is measured from spawning the process until what is named has been painted.",
            "",
            f"Measured on {on.isoformat()}, {machine()}, {repeats} repetitions.",
            "",
            table(results),
            "",
            MARK,
            "",
            remarks.strip("\n"),
            "",
        ]
    )


MARK = "<!-- by hand from here -->"


def remarks_of(page_text: str) -> str:
    """What stands below the mark of a page that was written before."""
    return page_text.partition(MARK)[2].strip("\n")


def machine() -> str:
    """The class of the machine; no names, no paths."""
    import sqlite3

    cores = os.cpu_count() or 1
    load = f", load {os.getloadavg()[0]:.1f} while measuring" if hasattr(os, "getloadavg") else ""
    python = (
        f"{platform.system()} {platform.machine()}, {cores} cores{load}, Python {platform.python_version()}"
    )
    return f"{python}, SQLite {sqlite3.sqlite_version}"
