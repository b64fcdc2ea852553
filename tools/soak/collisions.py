"""Eight clients edit the same few things on one server that crashes meanwhile: nothing that was accepted is lost.

Each client is a process of its own. An edit is accepted when its call returns; it is lost when somebody overwrote it
who had not seen it, or when it is not in the journal. Both are read off the journal afterwards: the old value of each
change is what its editor had seen, and what the change before it wrote.
"""

import itertools
import json
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from ibo_desk.app import App, create_app, open_app
from ibo_desk.data.tables import Change, Meeting
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.errors import StaleRecordError, UserError
from ibo_desk.domain.topics import Stance
from tools.soak.result import Figure
from tools.soak.server import SoakServer

CLIENTS, EDITS = 8, 500
_PRESET = "zuid-west-vlaanderen"
_DAY = date(2027, 1, 15)
_FIELDS = ("next_step", "title", "summary")
_STANCES = (Stance.AGREES, Stance.RESERVATION, Stance.DISSENTS, Stance.NONE)


@dataclass(frozen=True)
class Places:
    """What all edit: an action, an item with one organisation and one college, and a body that meets."""

    action: UUID
    item: UUID
    organisation: UUID
    college: UUID
    body: UUID


Step = tuple[str, Any, Any]  # field, value seen, value written


@dataclass
class Edits:
    """What one client did: the accepted, by entry; how many were refused, why."""

    accepted: dict[UUID, Step] = field(default_factory=dict)
    same: int = 0  # another had just written that very value: nothing was left to write
    refused: Counter[str] = field(default_factory=Counter)
    bugs: list[str] = field(default_factory=list)


def run(seed: int, share: float) -> list[Figure]:
    """The figures of docs/trust.md; ``share`` of the edits, by all clients, with one crash half-way."""
    edits = max(4, round(EDITS * share))
    with SoakServer() as server:
        places = _prepare(server.url)
        done = _collide(server, places, seed, edits)
        with open_app(server.url, read_only=True) as app, app.store.read() as session:
            written = _written(session.exec(select(Change).order_by(col(Change.entry_id), col(Change.id))))
            numbers = [(one.body_id, one.on.year, one.number) for one in session.exec(select(Meeting))]
    return _figures(done, written, numbers, edits)


def _prepare(url: str) -> Places:
    with create_app(url, _PRESET) as app:
        kinds = {row.kind: row.id for row in app.bodies.listing()}
        action = app.records.add("regional_action", {"title": "Fietssnelweg (fictief)"})
        meeting = app.meetings.add({"body_id": kinds[BodyKind.IBO], "on": _DAY})
        item = app.agenda.add(meeting, {"title": "Fietsbrug (fictief)"})
        organisation = app.organisations.listing()[0].id
        return Places(action, item, organisation, kinds[BodyKind.COLLEGE], kinds[BodyKind.IBO])


def _collide(server: SoakServer, places: Places, seed: int, edits: int) -> list[Edits]:
    context = multiprocessing.get_context("fork")
    answers, tried = context.Queue(), context.Value("i", 0)
    clients = [
        context.Process(
            target=_client, args=(server.url, places, seed * 1000 + number, edits, answers, tried)
        )
        for number in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    while tried.value < CLIENTS * edits // 2:
        time.sleep(0.05)
    server.crash()
    server.start()
    done = [answers.get() for _client_of in clients]
    for client in clients:
        client.join()
    return done


def _client(url: str, places: Places, seed: int, edits: int, answers: Any, tried: Any) -> None:
    chance, done = random.Random(seed), Edits()
    with open_app(url, actor=f"soak {seed}") as app:
        for number in range(edits):
            before = len(app.store.own_entries)
            edit = chance.choice((_patch, _patch, _position, _consequence, _meeting))
            try:
                wrote = edit(app, places, f"{seed}-{number}", chance)
                if len(app.store.own_entries) == before:
                    done.same += 1
                else:
                    done.accepted[app.store.own_entries[-1]] = wrote
            except StaleRecordError:
                done.refused["changed by another"] += 1
            except UserError as error:
                done.refused[error.code] += 1
                time.sleep(0.2)  # a person waits too, before trying again
            except Exception as error:  # noqa: BLE001  what nobody is told in a sentence
                done.bugs.append(repr(error))
            with tried.get_lock():
                tried.value += 1
    answers.put(done)


def _patch(app: App, places: Places, mark: str, chance: random.Random) -> Step:
    name = chance.choice(_FIELDS)
    row = app.actions.dossier(places.action).row
    app.records.patch("regional_action", places.action, row.revision, {name: mark})
    return (name, getattr(row, name), mark)


def _position(app: App, places: Places, _mark: str, chance: random.Random) -> Step:
    with app.store.one_moment() as moment:
        seen = next((row.stance for row in app.agenda.positions(places.item)), None)
    stance = chance.choice([one for one in _STANCES if one is not seen])
    with app.store.having_seen(moment):
        app.agenda.set_position(places.item, places.organisation, stance)
    return ("stance", seen, str(stance))


def _consequence(app: App, places: Places, mark: str, _chance: random.Random) -> Step:
    with app.store.one_moment() as moment:
        row = app.feedback.consequence(places.item, places.college)
    with app.store.having_seen(moment):
        app.feedback.set_consequence(places.item, places.college, mark)
    return ("text", row.text if row else None, mark)


def _meeting(app: App, places: Places, _mark: str, _chance: random.Random) -> Step:
    made = app.meetings.add({"body_id": places.body, "on": _DAY})
    return "body_id", None, str(places.body) if made else None


Written = dict[tuple[UUID, str], list[tuple[UUID, Any, Any]]]


def _written(changes: Iterable[Change]) -> Written:
    """Per record and field what was written, in the order of the entries: entry, old, new."""
    written: Written = {}
    for change in changes:
        new = json.loads(change.new or "null")
        if change.field == "":
            for name, value in new.items():
                written.setdefault((change.record_id, name), []).append((change.entry_id, None, value))
        else:
            old = json.loads(change.old or "null")
            written.setdefault((change.record_id, change.field), []).append((change.entry_id, old, new))
    return written


def _figures(done: list[Edits], written: Written, numbers: list[Any], edits: int) -> list[Figure]:
    by_entry = {
        (entry, name): (old, new) for (_of, name), steps in written.items() for entry, old, new in steps
    }
    accepted = {entry: edit for client in done for entry, edit in client.accepted.items()}
    lost = sum(by_entry.get((entry, name)) != (seen, new) for entry, (name, seen, new) in accepted.items())
    broken = sum(
        later[1] != earlier[2] for steps in written.values() for earlier, later in itertools.pairwise(steps)
    )
    meetings = sum(name == "body_id" for name, _seen, _new in accepted.values())
    twice = len(numbers) - len(set(numbers))
    refused = sum((client.refused for client in done), Counter[str]())
    bugs = [bug for client in done for bug in client.bugs]
    total, steps = CLIENTS * edits, sum(map(len, written.values()))
    same = sum(client.same for client in done)
    answers = ", ".join(f"{count} × {code}" for code, count in refused.most_common()) or "none"
    untold = total - len(accepted) - same - refused.total()
    return [
        Figure("edits tried, by eight processes", total, f"{same} had nothing left to write", total > 0),
        Figure(
            "edits accepted, lost or overwritten unseen",
            len(accepted),
            f"{lost} lost",
            bool(accepted) and not lost,
        ),
        Figure("edits refused, each with a sentence", refused.total(), answers, untold == 0),
        Figure(
            "edits that ended without a sentence", untold, ", ".join(sorted(set(bugs))) or "none", untold == 0
        ),
        Figure(
            "changes whose old value is not what the change before wrote",
            steps,
            str(broken),
            broken == 0,
        ),
        Figure("meetings made at once, with a number twice", meetings, str(twice), twice == 0),
    ]
