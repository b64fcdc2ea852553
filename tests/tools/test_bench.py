"""The arithmetic of the bench and the page it writes; what it measures is not tested, only that it can be told."""

from datetime import date
from pathlib import Path

import pytest

from tools.bench import kills, results
from tools.bench.pages import LIST, TYPED
from tools.bench.pages import results as page_results
from tools.bench.results import (
    MARK,
    Bar,
    Result,
    against,
    interleaved,
    number,
    page,
    ratio,
    remarks_of,
    table,
)


def test_ratio_is_of_medians() -> None:
    assert ratio([4.0, 100.0, 2.0], [2.0, 1.0, 2.0]) == 2.0


def test_against_tells_both_medians() -> None:
    found = against("lijst", [0.3, 0.2, 0.4], [0.1, 0.2, 0.2], Bar(1.4))
    assert found.value == pytest.approx(1.5)
    assert found.detail == "300 ms against 200 ms"
    assert found.verdict == "**not met**"


@pytest.mark.parametrize(
    ("bar", "value", "met"),
    [
        (Bar(1.4), 1.4, True),
        (Bar(1.4), 1.41, False),
        (Bar(10, at_least=True), 10, True),
        (Bar(10, at_least=True), 9.9, False),
        (Bar(0, ""), 0, True),
        (Bar(0, ""), 1, False),
    ],
)
def test_a_bar_is_met(bar: Bar, value: float, met: bool) -> None:
    assert bar.met_by(value) is met


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.0, "0"),
        (1.4, "1.4"),
        (1.456, "1.46"),
        (10.0, "10"),
        (12.34, "12.3"),
        (250.0, "250"),
        (1234.5, "1234"),
    ],
)
def test_numbers_keep_what_means_something(value: float, told: str) -> None:
    assert number(value) == told


def test_measures_take_turns() -> None:
    asked: list[str] = []

    def measure(name: str) -> float:
        asked.append(name)
        return float(len(asked))

    found = interleaved({"floor": lambda: measure("floor"), "ours": lambda: measure("ours")}, 3)
    assert asked == ["floor", "ours"] * 3
    assert found == {"floor": [1.0, 3.0, 5.0], "ours": [2.0, 4.0, 6.0]}


def test_the_table_tells_bar_and_verdict() -> None:
    lines = table(
        [
            Result("venster", 2.1, "×", Bar(2.5), "210 ms against 100 ms"),
            Result("lijst", 1.9, "×", Bar(1.4)),
            Result("terzijde", 12, "s", None),
        ]
    ).splitlines()
    assert lines[2:] == [
        "| venster | 2.1 × | ≤ 2.5 × | met | 210 ms against 100 ms |",
        "| lijst | 1.9 × | ≤ 1.4 × | **not met** |  |",
        "| terzijde | 12 s | – | – |  |",
    ]


def test_what_was_written_by_hand_is_kept() -> None:
    first = page([Result("venster", 2, "×", Bar(2.5))], "", date(2026, 11, 23), 7)
    written = first.replace(MARK, f"{MARK}\n\nOorzaak: veel tabellen.\n")
    again = page([Result("venster", 3, "×", Bar(2.5))], remarks_of(written), date(2026, 11, 24), 7)
    assert "Oorzaak: veel tabellen." in again
    assert "| venster | 3 × | ≤ 2.5 × | **not met** |  |" in again
    assert "2026-11-23" not in again
    assert again.count(MARK) == 1


def test_the_page_names_no_machine() -> None:
    import socket

    assert socket.gethostname() not in results.machine()
    assert str(Path.home()) not in results.machine()


def test_pages_and_search_become_lines() -> None:
    samples = {f"page {key}": [0.05] for key in LIST} | {f"sql {key}": [0.01] for key in LIST}
    samples |= {f"unmade {key}": [0.3] for key in LIST}
    samples |= {f"search “{typed}”": [0.02] for typed in TYPED} | {
        f"sql “{typed}”": [0.001] for typed in TYPED
    }
    samples |= {"filter topics": [0.2], "filter engagements": [0.03]}
    samples |= {f"rows {key}": [2.5] for key in LIST} | {"rows topics": [3.5]}
    samples[f"search “{TYPED[2]}”"] = [0.06]
    lines = page_results(samples)
    assert [line.verdict for line in lines if "rows fetched" not in line.what] == [
        *["met"] * len(LIST),
        "**not met**",
        "met",
        "**not met**",
    ]
    rows = {line.what.split()[1].rstrip(","): line.verdict for line in lines if "rows fetched" in line.what}
    assert rows == dict.fromkeys(LIST, "met") | {"topics": "**not met**"}
    assert lines[0].detail == "made only when it is opened 300 ms; 5 × the bare query (10.0 ms)"
    assert TYPED[2] in lines[-1].what


@pytest.mark.long
@pytest.mark.usefixtures("forks_and_signals")
def test_killed_writers_lose_nothing(tmp_path: Path) -> None:
    seen: list[int] = []
    found = kills.measure(tmp_path, 2, seen.append)
    assert seen == [1, 2]
    assert found.committed >= 2
    assert (found.kills, found.lost, found.unopened) == (2, 0, 0)
