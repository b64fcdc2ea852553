"""A file of one's own and back: region → package → return → region, in any order, twice, late, and with bad input."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from ibo_desk.app import App, open_app
from ibo_desk.data.tables import Change, metadata
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import FileProblemError, RuleError
from ibo_desk.domain.feedback import Answer, Question
from ibo_desk.domain.packages import OperationState
from ibo_desk.services.base.readable import Rows
from ibo_desk.services.keeping.soundness import findings
from ibo_desk.services.packages import return_file
from ibo_desk.services.packages.giving import _referred_first
from ibo_desk.services.words import sentence
from tests.beginnings import example_of_run
from tests.conftest import NOW

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def _with_package(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The example after Kortrijk was given a file, and that file; made once per run."""
    folder = tmp_path_factory.mktemp("meegegeven")
    region = folder / "regio.ibo"
    region.write_bytes(example_of_run().read_bytes())
    with open_app(region, clock=FixedClock(NOW), actor="coordinator") as opened:
        (file,) = opened.packages.give([_college(opened, "Kortrijk")], folder)
    return region, file.path


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock, _with_package: tuple[Path, Path]) -> Iterator[App]:
    """The example, as the coordinator has it after Kortrijk was given a file."""
    path = tmp_path / "regio.ibo"
    path.write_bytes(_with_package[0].read_bytes())
    with open_app(path, clock=clock, actor="coordinator") as opened:
        yield opened


def _college(app: App, name: str) -> UUID:
    return next(row.id for row in app.bodies.colleges() if row.organisation == name)


@dataclass
class College:
    """A college with a file of its own, and the region that gave it."""

    region: App
    file: Path
    id: UUID
    folder: Path
    clock: FixedClock
    sent: int = 0

    def open(self) -> App:
        return open_app(self.file, clock=self.clock, actor="gemeente")

    def send(self) -> Path:
        """A return of all that was written."""
        with self.open() as app:
            data = app.packages.send_back()
        self.sent += 1
        path = self.folder / f"terug-{self.sent}.terug"
        path.write_bytes(data)
        return path

    def waiting(self) -> tuple[UUID, UUID]:
        """A cell of which an answer is asked."""
        with self.open() as app:
            return next(
                (row.item_id, row.college_id)
                for row in app.my_college.of(self.id).open_rounds
                if row.question == "position"
            )

    def answer(self, cell: tuple[UUID, UUID], answer: Answer, text: str = "") -> None:
        with self.open() as app:
            app.feedback.answer([cell], answer, TODAY, text, "2026/CBS/114")


def given(app: App, name: str, tmp_path: Path, clock: FixedClock) -> College:
    folder = tmp_path / f"{name}-{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    (file,) = app.packages.give([_college(app, name)], folder)
    return College(app, file.path, file.college_id, folder, clock)


@pytest.fixture
def kortrijk(app: App, tmp_path: Path, clock: FixedClock, _with_package: tuple[Path, Path]) -> College:
    folder = tmp_path / "kortrijk"
    folder.mkdir()
    file = folder / _with_package[1].name
    file.write_bytes(_with_package[1].read_bytes())
    return College(app, file, _college(app, "Kortrijk"), folder, clock)


def answers(app: App, cell: tuple[UUID, UUID]) -> list[Any]:
    return [(row.answer, row.answer_text, row.reference) for row in app.feedback.rounds(*cell)]


def test_rows_are_put_after_what_they_refer_to_also_in_a_circle() -> None:
    ids = [UUID(int=number) for number in range(5)]
    follows = [ids[1], ids[3], None, ids[0], ids[2]]  # 0 → 1 → 3 → 0, and 4 → 2
    rows: Rows = {key: {"id": key, "follows_id": before} for key, before in zip(ids, follows, strict=True)}
    put = [row["id"] for row in _referred_first(metadata.tables["topic"], rows)]
    assert sorted(put, key=str) == ids
    assert put.index(ids[2]) < put.index(ids[4])
    assert put.index(ids[3]) < put.index(ids[1]) < put.index(ids[0])


@pytest.mark.long
def test_an_answer_with_its_file_comes_back(app: App, kortrijk: College) -> None:
    cell = kortrijk.waiting()
    kortrijk.answer(cell, Answer.AGREES_WITH_RESERVATION, "mits fietspad")
    with kortrijk.open() as own:
        own.feedback.attach(*cell, "besluit.pdf", b"%PDF fictief besluit")
    look = app.packages.look(kortrijk.send())
    assert {line.state for line in look.lines} == {OperationState.NEW}
    assert "akkoord met voorbehoud" in " ".join(line.theirs for line in look.lines)
    taken = app.packages.take_back(kortrijk.folder / "terug-1.terug", seen=look.seen)
    assert (taken.recorded, taken.waiting, taken.refused) == (len(look.lines), (), ())
    assert (Answer.AGREES_WITH_RESERVATION, "mits fietspad", "2026/CBS/114") in answers(app, cell)
    (file,) = app.feedback.attached(*cell)
    assert app.feedback.attached_data(file.id) == b"%PDF fictief besluit"
    assert app.history.entries(1)[0].label == f"{taken.recorded} wijzigingen van CBS Kortrijk overgenomen"
    assert findings(app.store) == []


@pytest.mark.long
def test_all_that_is_a_colleges_own_comes_back(app: App, kortrijk: College) -> None:
    with kortrijk.open() as own:
        desk = own.my_college.of(kortrijk.id)
        own.my_college.ask(kortrijk.id, "Veilige schoolroutes", "Wat kan samen?")
        person = own.records.add(
            "person", {"name": "Fictief Persoon", "organisation_id": desk.organisation_id}
        )
        body = desk.seats[0].body_id
        own.records.add(
            "mandate", {"person_id": person, "organisation_id": desk.organisation_id, "body_id": body}
        )
        recess = {"body_id": kortrijk.id, "first": date(2027, 2, 15), "last": date(2027, 2, 21)}
        own.records.add("calendar_recess", recess | {"label": "krokus"})
        own.records.patch("organisation", desk.organisation_id, None, {"mailbox": "team@kortrijk.example"})
        share = next(
            part
            for row in desk.engagements
            for part in row.partners
            if part.organisation_id == desk.organisation_id
        )
        own.records.patch("engagement_partner", share.id, None, {"evidence": "collegebesluit van 16/11"})
    taken = app.packages.take_back(kortrijk.send())
    assert taken.refused == ()
    assert "Veilige schoolroutes" in {row.title for row in app.topics.listing()}
    assert [row.person for row in app.people.mandates(desk.organisation_id) if row.person_id == person] == [
        "Fictief Persoon"
    ]
    assert (
        next(row for row in app.organisations.listing() if row.id == desk.organisation_id).mailbox
        == "team@kortrijk.example"
    )
    assert any(
        part.evidence == "collegebesluit van 16/11"
        for row in app.engagements.listing(partner_id=desk.organisation_id)
        for part in row.partners
    )
    assert findings(app.store) == []


@pytest.mark.long
def test_a_new_state_of_an_engagement_is_a_fact_with_its_day(app: App, kortrijk: College) -> None:
    with kortrijk.open() as own:
        desk = own.my_college.of(kortrijk.id)
        share = next(
            part
            for row in desk.engagements
            for part in row.partners
            if part.organisation_id == desk.organisation_id and part.state == "confirmed"
        )
        own.records.patch("engagement_partner", share.id, None, {"state": "running", "state_since": TODAY})
    taken = app.packages.take_back(kortrijk.send())
    assert taken.refused == ()
    (now,) = (
        part
        for row in app.engagements.listing(partner_id=desk.organisation_id)
        for part in row.partners
        if part.id == share.id
    )
    assert (now.state, now.state_since, now.amount_cents) == ("running", TODAY, share.amount_cents)


@pytest.mark.long
def test_a_postponed_answer_and_the_one_that_follows(app: App, kortrijk: College) -> None:
    cell = kortrijk.waiting()
    kortrijk.answer(cell, Answer.POSTPONED)
    kortrijk.answer(cell, Answer.AGREES)
    assert app.packages.take_back(kortrijk.send()).refused == ()
    assert [row[0] for row in answers(app, cell)][-2:] == [Answer.POSTPONED, Answer.AGREES]


@pytest.mark.long
def test_who_postponed_and_thought_better_of_it(app: App, kortrijk: College) -> None:
    cell = kortrijk.waiting()
    before = len(answers(app, cell))
    kortrijk.answer(cell, Answer.POSTPONED)
    early = kortrijk.send()
    with kortrijk.open() as own:
        first = [row for row in own.feedback.rounds(*cell) if row.answer is Answer.POSTPONED][-1]
        own.records.patch("feedback_round", first.id, None, {"answer": Answer.AGREES})
    app.packages.take_back(early)
    assert len(answers(app, cell)) == before + 1
    taken = app.packages.take_back(kortrijk.send())
    assert (taken.refused, taken.waiting) == ((), ())
    assert (len(answers(app, cell)), answers(app, cell)[-1][0]) == (before, Answer.AGREES)


@pytest.mark.long
def test_an_answer_that_the_college_takes_back_goes_here_too(app: App, kortrijk: College) -> None:
    cell = kortrijk.waiting()
    before = answers(app, cell)
    kortrijk.answer(cell, Answer.AGREES, "te vroeg")
    app.packages.take_back(kortrijk.send())
    with kortrijk.open() as own:
        own.feedback.take_back([cell])
    taken = app.packages.take_back(kortrijk.send())
    assert (taken.refused, taken.waiting) == ((), ())
    assert answers(app, cell) == before


def test_what_is_not_a_colleges_own_cannot_be_written(kortrijk: College) -> None:
    with kortrijk.open() as own:
        item = own.my_college.of(kortrijk.id).open_rounds[0].item_id
        engagement = own.engagements.listing()[0].id
        for job in (
            lambda: own.records.patch("agenda_item", item, None, {"title": "Anders"}),
            lambda: own.records.patch("engagement", engagement, None, {"what": "Anders"}),
            lambda: own.records.add("organisation", {"name": "Nieuw"}),
            lambda: own.records.patch("region", own.settings.region().id, None, {"name": "Anders"}),
            lambda: own.settings.set("sleutel", "waarde"),
            lambda: own.packages.give([kortrijk.id], kortrijk.folder),
        ):
            with pytest.raises(RuleError) as caught:
                job()
            assert caught.value.code in {"not_yours_to_write", "package_of_package"}
        assert len(own.history.entries()) == 1


@pytest.mark.long
def test_twice_is_once(app: App, kortrijk: College) -> None:
    cell = kortrijk.waiting()
    kortrijk.answer(cell, Answer.AGREES)
    path = kortrijk.send()
    app.packages.take_back(path)
    newest, before = app.history.entries(1), answers(app, cell)
    again = app.packages.take_back(path)
    assert (again.recorded, again.waiting, app.history.entries(1), answers(app, cell)) == (
        0,
        (),
        newest,
        before,
    )


@pytest.mark.long
def test_a_late_one_changes_nothing(app: App, kortrijk: College) -> None:
    cell = kortrijk.waiting()
    kortrijk.answer(cell, Answer.AGREES, "eerst")
    early = kortrijk.send()
    kortrijk.answer(cell, Answer.DOES_NOT_AGREE, "later")
    app.packages.take_back(kortrijk.send())
    assert {line.state for line in app.packages.look(early).lines} == {OperationState.KNOWN}
    app.packages.take_back(early)
    assert answers(app, cell)[-1][:2] == (Answer.DOES_NOT_AGREE, "later")


@pytest.mark.long
def test_in_order_the_second_follows_the_first(app: App, kortrijk: College) -> None:
    cell = kortrijk.waiting()
    kortrijk.answer(cell, Answer.AGREES, "eerst")
    app.packages.take_back(kortrijk.send())
    kortrijk.answer(cell, Answer.DOES_NOT_AGREE, "later")
    taken = app.packages.take_back(kortrijk.send())
    assert taken.waiting == ()
    assert answers(app, cell)[-1][:2] == (Answer.DOES_NOT_AGREE, "later")


@pytest.mark.long
def test_what_met_something_else_waits_and_is_chosen_about(app: App, kortrijk: College) -> None:
    cell = kortrijk.waiting()
    kortrijk.answer(cell, Answer.AGREES, "uit het bestand")
    path = kortrijk.send()
    app.feedback.answer([cell], Answer.DOES_NOT_AGREE, TODAY, "uit een mail")
    first = app.packages.take_back(path)
    assert {line.here for line in first.waiting} >= {"niet akkoord", "uit een mail"}
    assert answers(app, cell)[-1][:2] == (Answer.DOES_NOT_AGREE, "uit een mail")
    look = app.packages.look(path)
    units = {line.unit for line in look.lines if line.state is OperationState.COLLISION}
    app.packages.take_back(path, theirs=units, seen=look.seen)
    assert answers(app, cell)[-1][:2] == (Answer.AGREES, "uit het bestand")


@pytest.mark.long
def test_ours_may_stay_and_theirs_is_kept_findable(app: App, kortrijk: College) -> None:
    cell = kortrijk.waiting()
    kortrijk.answer(cell, Answer.AGREES, "uit het bestand")
    path = kortrijk.send()
    app.feedback.answer([cell], Answer.DOES_NOT_AGREE, TODAY, "uit een mail")
    units = {line.unit for line in app.packages.look(path).lines if line.state is OperationState.COLLISION}
    app.packages.take_back(path, ours=units)
    assert answers(app, cell)[-1][:2] == (Answer.DOES_NOT_AGREE, "uit een mail")
    with app.store.read() as session:
        kept = session.exec(select(Change.new).where(Change.field == "answer_text"))
        assert '"uit het bestand"' in set(kept)
    assert {line.state for line in app.packages.look(path).lines} == {OperationState.KNOWN}
    assert findings(app.store) == []


@pytest.mark.long
def test_two_who_write_in_copies_of_one_file_collide(app: App, kortrijk: College) -> None:
    cell = kortrijk.waiting()
    other = College(app, kortrijk.folder / "kopie.ibo", kortrijk.id, kortrijk.folder, kortrijk.clock, sent=10)
    other.file.write_bytes(kortrijk.file.read_bytes())
    kortrijk.answer(cell, Answer.AGREES, "de een")
    other.answer(cell, Answer.DOES_NOT_AGREE, "de ander")
    app.packages.take_back(kortrijk.send())
    assert {line.theirs for line in app.packages.take_back(other.send()).waiting} >= {
        "niet akkoord",
        "de ander",
    }
    assert answers(app, cell)[-1][:2] == (Answer.AGREES, "de een")


@pytest.mark.long
def test_undone_it_can_be_taken_over_again(app: App, kortrijk: College) -> None:
    cell = kortrijk.waiting()
    before = answers(app, cell)
    kortrijk.answer(cell, Answer.AGREES)
    path = kortrijk.send()
    app.packages.take_back(path)
    app.history.undo()
    assert answers(app, cell) == before
    assert app.packages.take_back(path).recorded > 0
    assert answers(app, cell)[-1][0] is Answer.AGREES


def _resealed(path: Path, secret: str, **changes: Any) -> None:
    """Somebody who has the package writes what the program would not."""
    whole = json.loads(path.read_text())
    body = json.loads(whole["body"])
    body.update(changes)
    whole["body"] = json.dumps(body)
    whole["checksum"] = return_file.checksum(whole["body"].encode())
    whole["seal"] = return_file.seal_of(whole["body"].encode(), secret)
    path.write_text(json.dumps(whole))


SAID = {
    "return_damaged": "{place} is onderweg beschadigd: het is niet meer wat er gemaakt werd. Er is niets vastgelegd;"
    " vraag om het opnieuw te sturen.",
    "return_seal_broken": "{place} draagt niet het zegel van het bestand dat {college} meekreeg: het werd elders"
    " gemaakt of gewijzigd. Er is niets vastgelegd; vraag het college om het opnieuw te sturen.",
    "return_newer": "{place} werd gemaakt met een nieuwere versie van dit programma. Installeer die versie om het over"
    " te nemen; er is niets vastgelegd.",
    "return_other_region": "{place} komt uit het bestand van een andere regio ({region}). Er is niets vastgelegd; neem"
    " het daar over.",
    "return_unknown_package": "{place} komt uit een bestand dat niet van hieruit werd meegegeven, of pas na de back-up"
    " die nu open is. Er is niets vastgelegd; open het nieuwste regiobestand.",
    "return_not_allowed": "{place} wil iets schrijven dat niet van {college} is ({kind}). Er is niets van vastgelegd;"
    " vraag het college wat er gebeurd is.",
    "not_a_return": "{place} is geen bestand dat een college terugstuurt. Kies het bestand dat ‘Terugsturen’ maakte;"
    " de naam eindigt op .terug.",
    "no_such_file": "{place} bestaat niet. Kijk naam en map na.",
}


def _refused(app: App, path: Path) -> str:
    """The code of what is said, once its Dutch is what a person reads: no code and no English in it."""
    newest = app.history.entries(1)
    with pytest.raises(FileProblemError) as caught:
        app.packages.take_back(path)
    assert app.history.entries(1) == newest, "nothing is half recorded"
    params = {"kind": "", **caught.value.params}
    said, (before, _kind, after) = sentence(caught.value), SAID[caught.value.code].partition("({kind})")
    assert said.startswith(before.format(**params))
    assert said.endswith(after.format(**params))
    return caught.value.code


@pytest.mark.long
def test_one_byte_that_was_changed_is_seen_wherever_it_is(app: App, kortrijk: College) -> None:
    kortrijk.answer(kortrijk.waiting(), Answer.AGREES, "mits")
    path = kortrijk.send()
    data = path.read_bytes()
    codes = set()
    for at in range(0, len(data), min(97, max(1, len(data) // 150))):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        if json_same(path, data):
            continue
        codes.add(_refused(app, path))
    assert codes <= {"return_damaged", "return_seal_broken", "return_newer"}
    assert "return_damaged" in codes
    path.write_bytes(data[: len(data) // 2])
    assert _refused(app, path) == "return_damaged"


def json_same(path: Path, data: bytes) -> bool:
    """White space between the parts says nothing."""
    try:
        return bool(json.loads(path.read_bytes()) == json.loads(data))
    except ValueError:
        return False


@pytest.mark.long
def test_bad_returns_are_refused_whole(
    app: App, kortrijk: College, tmp_path: Path, clock: FixedClock
) -> None:
    kortrijk.answer(kortrijk.waiting(), Answer.AGREES)
    path = kortrijk.send()
    good = path.read_bytes()
    body = json.loads(json.loads(good)["body"])
    with kortrijk.open() as own:
        from ibo_desk.services.packages.ownership import package_here

        with own.store.read() as session:
            here = package_here(session)
            assert here is not None
            secret = here.secret
    other = given(app, "Menen", tmp_path, clock)
    first = body["operations"][0]
    item = kortrijk.waiting()[0]
    foreign = app.my_college.of(other.id).open_rounds[0].id
    cases = {
        "return_other_region": {"region_id": str(UUID(int=7))},
        "return_unknown_package": {"package_id": str(UUID(int=7))},
        "return_seal_broken": {"college_id": str(other.id)},
        "return_not_allowed": {"operations": [{**first, "table": "agenda_item", "record": str(item)}]},
    }
    for code, changes in cases.items():
        path.write_bytes(good)
        _resealed(path, secret, **changes)
        assert _refused(app, path) == code
    for changes in (
        {"record": str(foreign)},
        {"field": "note"},
        {"field": "answer", "value": "ja"},
        {"field": "answer", "value": {"een": "ding"}},
        {"table": "change"},
        {"table": "journal_entry"},
        {"field": "deleted_in", "value": True},
        {"field": ""},
    ):
        path.write_bytes(good)
        _resealed(path, secret, operations=[{**first, **changes}])
        assert _refused(app, path) == "return_not_allowed", changes
    path.write_bytes(good)
    _resealed(path, "00" * 32)
    assert _refused(app, path) == "return_seal_broken"
    whole = json.loads(good)
    path.write_text(json.dumps({**whole, "version": 2}))
    assert _refused(app, path) == "return_newer"
    path.write_bytes(b"hallo")
    assert _refused(app, path) == "return_damaged"
    (tmp_path / "brief.txt").write_bytes(b"hallo")
    assert _refused(app, tmp_path / "brief.txt") == "not_a_return"
    assert _refused(app, tmp_path / "nergens.terug") == "no_such_file"


@pytest.mark.long
def test_thirteen_colleges_answer_and_all_is_recorded_once(
    preset_file: Path, tmp_path: Path, clock: FixedClock
) -> None:
    path = tmp_path / "dertien.ibo"
    path.write_bytes(preset_file.read_bytes())
    with open_app(path, clock=clock, actor="coordinator") as app:
        body = next(row.id for row in app.bodies.listing() if row.kind is BodyKind.IBO)
        item = app.agenda.add(app.meetings.add({"body_id": body, "on": TODAY}), {"title": "Fietsbrug"})
        ids = [row.id for row in app.bodies.colleges()]
        app.feedback.ask([(item, college) for college in ids], Question.POSITION)
        files = app.packages.give(ids, tmp_path)
        for number, file in enumerate(files):
            college = College(app, file.path, file.college_id, tmp_path, clock, sent=number)
            college.answer((item, file.college_id), Answer.AGREES, f"zegt {file.college}")
            back = college.send()
            assert app.packages.take_back(back).refused == ()
            assert app.packages.take_back(back).recorded == 0
        said = {row.answer_text for row in app.feedback.of_item(item)}
        assert said == {f"zegt {file.college}" for file in files}
        assert (len(files), len(app.feedback.of_item(item))) == (13, 13)
        assert findings(app.store) == []
