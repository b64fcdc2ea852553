"""Kills a window in which somebody types, again and again: every letter older than two seconds is still there.

Each round starts the real window in a process of its own, on the file and the drafts that the round before left. It
types letters at random speed into the texts and lines of an agenda item and tells each letter; this process kills it at
a random moment, or in the middle of a write, and compares what was told with the record and the drafts.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from ibo_desk.app import create_app, open_app
from ibo_desk.data.drafts import texts_left_in
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.drafts import TypedText
from ibo_desk.places import HOME
from tools.soak.result import Figure

_ROUNDS = 50
_SAFE = 2.0  # seconds: older letters may not be lost
_CLOCK = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
_FIELDS = ("discussion", "conclusion", "title")  # of the record; the others are lines that are drafts only


@dataclass
class Reported:
    """What the window told of one field: moment (seconds of the monotonic clock) and text after each letter."""

    begin: str = ""
    texts: list[tuple[float, str]] = field(default_factory=list)

    def at(self, moment: float) -> str:
        """The text as it stood at that moment."""
        return next((text for at, text in reversed(self.texts) if at <= moment), self.begin)

    @property
    def last(self) -> str:
        return self.texts[-1][1] if self.texts else self.begin


def run(seed: int, share: float) -> list[Figure]:
    """Kill ``share`` of 50 windows; and an hour of typing by a clock that is moved on."""
    rounds = max(2, round(_ROUNDS * share))
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        item_id = _make(folder)
        expected: dict[str, str] = {}
        losses: list[str] = []
        letters = during = 0
        for number in range(rounds):
            reports, killed, in_write = _type_and_kill(folder, item_id, chance, seed * 1000 + number)
            losses += [f"round {number}: {loss}" for loss in _start_losses(expected, reports)]
            kept = _kept(folder, item_id)
            losses += [f"round {number}: {loss}" for loss in _losses(reports, kept, killed)]
            letters += sum(len(reported.texts) for reported in reports.values())
            during += in_write
            print(f"  {number + 1} of {rounds}: {len(losses)} losses", file=sys.stderr, flush=True)
            expected = {
                name: _best(reported.at(killed - _SAFE), kept.get(name, []))
                for name, reported in reports.items()
            }
    for loss in losses:
        print(loss, file=sys.stderr)
    seen = f"{letters} letters, {during} kills while a write was under way: {len(losses)} losses"
    return [Figure("kills of a window in which keys are typed", rounds, seen, not losses), _hour(seed, share)]


def _hour(seed: int, share: float) -> Figure:
    """Somebody types for an hour in one text, five letters a second with now and then a pause; how the file grows."""
    chance, text, state = random.Random(seed), "", TypedText()
    seconds = max(120, round(3600 * share))
    saves = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        item_id = _make(folder)
        before = (folder / "regio.ibo").stat().st_size
        with _home(folder), open_app(folder / "regio.ibo", clock=_CLOCK) as app:
            revision, visit, now = app.agenda.item(item_id).revision, uuid4(), 0.0
            while now < seconds:
                if chance.random() < 0.01:
                    now += chance.uniform(2, 40)
                else:
                    text += "".join(chance.choices("abcdefghij klmno", k=5))
                    state.type(now)
                    now += 1
                if state.record_is_due(now):
                    state.send()
                    values = {"discussion": text}
                    revision = app.records.patch("agenda_item", item_id, revision, values, visit=visit)
                    state.arrived(now)
                    saves += 1
        grown = (folder / "regio.ibo").stat().st_size - before
    seen = f"{len(text)} letters in {saves} saves of one visit: the file grew by {grown} bytes"
    return Figure(f"{seconds} seconds of typing with autosave", 1, seen, saves >= seconds // 75)


def _make(folder: Path) -> UUID:
    """A region with one meeting and one item."""
    with _home(folder), create_app(folder / "regio.ibo", "zuid-west-vlaanderen", clock=_CLOCK) as app:
        body = next(body for body in app.bodies.listing() if body.short_name == "IBO" or "IBO" in body.name)
        meeting = app.meetings.add({"body_id": body.id, "on": date(2026, 12, 11)})
        return app.agenda.add(meeting, {"title": "Punt"})


@contextmanager
def _home(folder: Path) -> Iterator[dict[str, str]]:
    """Settings, drafts and backups of the rounds are nobody else's."""
    before = dict(os.environ)
    os.environ[HOME] = str(folder)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        yield dict(os.environ)
    finally:
        os.environ.clear()
        os.environ.update(before)


def _type_and_kill(
    folder: Path, item_id: UUID, chance: random.Random, seed: int
) -> tuple[dict[str, Reported], float, bool]:
    """One window from start to kill; returns what it told, when it was killed, and whether during a write."""
    log = folder / "told.txt"
    log.write_text("", encoding="utf-8")
    with _home(folder) as environment:
        command = [
            sys.executable,
            "-m",
            "tools.soak.typist",
            str(folder / "regio.ibo"),
            str(item_id),
            str(log),
        ]
        process = subprocess.Popen([*command, str(seed)], env=environment)
    _wait(process, lambda: "\tslash\t" in log.read_text(encoding="utf-8"))
    time.sleep(chance.uniform(0.5, 4.5))
    in_write = chance.random() < 0.5 and _wait_for_write(folder)
    process.send_signal(signal.SIGKILL)
    killed = time.monotonic()
    process.wait()
    return _read(log), killed, in_write


def _wait(process: "subprocess.Popen[bytes]", ready: Callable[[], bool]) -> None:
    late = time.monotonic() + 300
    while not ready():
        if process.poll() is not None or time.monotonic() > late:
            process.kill()
            raise RuntimeError("the window did not come")
        time.sleep(0.05)


def _wait_for_write(folder: Path) -> bool:
    """Until SQLite has a rollback journal, of the drafts or the region: then a write is under way."""
    journals = [
        folder / "state" / "drafts" / "drafts.sqlite-journal",
        folder / "regio.ibo-journal",
    ]
    late = time.monotonic() + 2.5
    while time.monotonic() < late:
        if any(journal.exists() for journal in journals):
            return True
    return False


def _read(log: Path) -> dict[str, Reported]:
    reports: dict[str, Reported] = {}
    for line in log.read_text(encoding="utf-8").split("\n")[:-1]:  # the last may be half written
        kind, name, moment, text = line.split("\t")
        reported = reports.setdefault(name, Reported())
        if kind == "begin":
            reported.begin = text
        else:
            reported.texts.append((float(moment), text))
    return reports


def _kept(folder: Path, item_id: UUID) -> dict[str, list[str]]:
    """What record and drafts hold, by field."""
    with _home(folder), open_app(folder / "regio.ibo", clock=_CLOCK) as app:
        item = app.agenda.item(item_id)
    texts: dict[str, list[str]] = {name: [_flat(getattr(item, name))] for name in _FIELDS}
    for draft in texts_left_in(folder / "state" / "drafts"):
        texts.setdefault(draft.key.field.replace("item.slash", "slash"), []).append(_flat(draft.text))
    return texts


def _flat(text: str) -> str:
    return "".join(text.split())


def _losses(reports: dict[str, Reported], kept: dict[str, list[str]], killed: float) -> list[str]:
    """What should be there and is not, and what is there twice or was never typed."""
    losses = []
    for name, reported in reports.items():
        safe = reported.at(killed - _SAFE)
        if not any(text.startswith(safe) for text in kept.get(name, [""])):
            losses.append(f"{name}: {safe!r} is neither in {kept.get(name)}")
        losses += [
            f"{name}: {text!r} was never typed; it was {reported.last!r}"
            for text in kept.get(name, [])
            if not _was_typed(text, reported.last)
        ]
    return losses


def _was_typed(text: str, reported: str) -> bool:
    """Whether it is a part of what was told; one letter more may have been typed and not yet told."""
    return reported.startswith(text) or (text.startswith(reported) and len(text) <= len(reported) + 1)


def _start_losses(expected: dict[str, str], reports: dict[str, Reported]) -> list[str]:
    """What should have come back at this start and did not."""
    return [
        f"{name}: {text!r} did not come back, but {reports[name].begin!r}"
        for name, text in expected.items()
        if name in reports and not reports[name].begin.startswith(text)
    ]


def _best(safe: str, kept: list[str]) -> str:
    return max((text for text in kept if text.startswith(safe)), key=len, default=safe)
