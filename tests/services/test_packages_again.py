"""A newer file, and returns in any order, twice, late, from older and newer files: nothing is lost, nothing doubled."""

import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ibo_desk.app import App, create_app, open_app
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import FileProblemError, RuleError
from ibo_desk.domain.feedback import Answer, Question
from ibo_desk.domain.packages import OperationState
from ibo_desk.services.keeping.soundness import findings
from ibo_desk.services.packages.lending import lend
from ibo_desk.services.words import sentence
from tests.conftest import NOW
from tests.services.region import found
from tests.services.test_packages import TODAY, College, _with_package, answers, app, kortrijk
from tests.services.test_packages import given as give_file

__all__ = ["_with_package", "app", "kortrijk"]


def _newer(college: College, app: App, tmp_path: Path) -> College:
    return give_file(app, "Kortrijk", tmp_path, college.clock)


def _take_along(older: College, newer: College) -> int:
    with older.open() as before, newer.open() as now:
        return now.packages.take_along(before.store).recorded


@pytest.mark.long
def test_a_newer_file_keeps_what_was_not_sent(app: App, kortrijk: College, tmp_path: Path) -> None:
    cell = kortrijk.waiting()
    kortrijk.answer(cell, Answer.AGREES, "nog niet verstuurd")
    newer = _newer(kortrijk, app, tmp_path)
    assert _take_along(kortrijk, newer) > 0
    assert _take_along(kortrijk, newer) == 0
    app.packages.take_back(newer.send())
    assert answers(app, cell)[-1][:2] == (Answer.AGREES, "nog niet verstuurd")
    assert {line.state for line in app.packages.look(kortrijk.send()).lines} == {OperationState.KNOWN}


@pytest.mark.long
def test_what_was_taken_over_does_not_come_along(app: App, kortrijk: College, tmp_path: Path) -> None:
    kortrijk.answer(kortrijk.waiting(), Answer.AGREES)
    app.packages.take_back(kortrijk.send())
    assert _take_along(kortrijk, _newer(kortrijk, app, tmp_path)) == 0


@pytest.mark.long
def test_an_old_return_comes_late_after_a_newer_file(app: App, kortrijk: College, tmp_path: Path) -> None:
    cell = kortrijk.waiting()
    kortrijk.answer(cell, Answer.AGREES, "oud")
    late = kortrijk.send()
    newer = _newer(kortrijk, app, tmp_path)
    _take_along(kortrijk, newer)
    newer.answer(cell, Answer.DOES_NOT_AGREE, "nieuw")
    app.packages.take_back(newer.send())
    app.packages.take_back(late)
    assert answers(app, cell)[-1][:2] == (Answer.DOES_NOT_AGREE, "nieuw")


@pytest.mark.long
def test_what_collides_in_a_newer_file_is_as_the_college_wrote_it_and_collides_at_home(
    app: App, kortrijk: College, tmp_path: Path
) -> None:
    cell = kortrijk.waiting()
    kortrijk.answer(cell, Answer.AGREES, "van het college")
    app.feedback.answer([cell], Answer.DOES_NOT_AGREE, TODAY, "uit een mail")
    newer = _newer(kortrijk, app, tmp_path)
    _take_along(kortrijk, newer)
    with newer.open() as own:
        assert answers(own, cell)[-1][:2] == (Answer.AGREES, "van het college")
        assert findings(own.store) == []
    back = newer.send()
    assert (app.packages.take_back(back).recorded, answers(app, cell)[-1][1]) == (0, "uit een mail")
    met = {line.unit for line in app.packages.look(back).lines if line.state is OperationState.COLLISION}
    app.packages.take_back(back, theirs=met)
    assert answers(app, cell)[-1][:2] == (Answer.AGREES, "van het college")
    newer.answer(cell, Answer.DOES_NOT_AGREE, "later")
    app.packages.take_back(newer.send())
    assert answers(app, cell)[-1][:2] == (Answer.DOES_NOT_AGREE, "later")


@pytest.mark.long
def test_only_a_newer_file_of_the_same_college_and_region_goes_on(
    app: App,
    kortrijk: College,
    tmp_path: Path,
    clock: FixedClock,
    preset_file: Path,
    asked: tuple[Path, tuple[UUID, UUID]],
) -> None:
    kortrijk.answer(kortrijk.waiting(), Answer.AGREES)
    menen = give_file(app, "Menen", tmp_path, clock)
    elsewhere = tmp_path / "elders.ibo"
    elsewhere.write_bytes(asked[0].read_bytes())
    with open_app(elsewhere, clock=clock) as other:
        (foreign,) = other.packages.give([asked[1][1]], tmp_path)
    same = tmp_path / "zelfde.ibo"
    same.write_bytes(kortrijk.file.read_bytes())
    region = tmp_path / "regio2.ibo"
    region.write_bytes(preset_file.read_bytes())
    cases = {
        "package_other_college": menen.file,
        "package_other_region": foreign.path,
        "package_older": same,
        "region_not_package": region,
    }
    for code, path in cases.items():
        with kortrijk.open() as before, open_app(path, clock=clock) as now:
            newest = now.history.entries(1)
            with pytest.raises(FileProblemError) as caught:
                now.packages.take_along(before.store)
            assert (caught.value.code, now.history.entries(1)) == (code, newest)


def _answered_on_server(app: App, tmp_path: Path, clock: FixedClock) -> tuple[tuple[UUID, UUID], Path]:
    """A region on a server that asked one college, which answered with a file: the cell and the return."""
    app.records.add("region", {"name": "Streek"})
    region = found(app.store)
    cell = (region.item(), region.colleges[0])
    app.feedback.ask([cell], Question.POSITION)
    app.feedback.deliver([cell], TODAY)
    (file,) = app.packages.give([cell[1]], tmp_path)
    college = College(app, file.path, cell[1], tmp_path, clock)
    college.answer(cell, Answer.AGREES, "van het college")
    with college.open() as own:
        own.feedback.attach(*cell, "besluit.pdf", b"%PDF fictief besluit")
    return cell, college.send()


def test_a_region_on_a_server_gives_and_takes_over(
    server_url: str, tmp_path: Path, clock: FixedClock
) -> None:
    with open_app(server_url, clock=clock, actor="coordinator") as app:
        cell, path = _answered_on_server(app, tmp_path, clock)
        taken = app.packages.take_back(path)
        assert (taken.refused, taken.waiting) == ((), ())
        assert answers(app, cell)[-1][:2] == (Answer.AGREES, "van het college")
        assert app.packages.take_back(path).recorded == 0
        with pytest.raises(RuleError) as caught:
            lend(app.store, "de secretaris", tmp_path / "kopie.ibo")
        assert caught.value.code == "lent_server"


def _twice_at_once(place: str | Path, path: Path) -> list[tuple[int, str]]:
    """Two programs that take one return over at the same moment, and what each of them says."""
    command = [sys.executable, "-m", "ibo_desk", "take-back", str(place), str(path)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(2)
    ]
    said = [program.communicate(timeout=120)[0] for program in running]
    return [(program.returncode, text) for program, text in zip(running, said, strict=True)]


def _recorded_once(said: list[tuple[int, str]]) -> None:
    """The other one is told that the file is in use, or that there is nothing left to record."""
    assert [code for code, _text in said].count(0) >= 1, said
    assert all("Traceback" not in text and text.strip() for _code, text in said), said
    assert len({text for _code, text in said}) == 2, said


@pytest.mark.long
def test_two_programs_that_take_one_return_over_record_it_once(app: App, kortrijk: College) -> None:
    cell = kortrijk.waiting()
    kortrijk.answer(cell, Answer.AGREES, "een keer")
    path = kortrijk.send()
    held = subprocess.run(
        [sys.executable, "-m", "ibo_desk", "take-back", app.place, str(path)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert held.returncode == 1
    assert "Traceback" not in held.stderr
    assert "coordinator" in held.stderr, "who has the file"
    app.close()
    _recorded_once(_twice_at_once(app.place, path))
    with open_app(app.place, clock=kortrijk.clock) as after:
        assert [row[1] for row in answers(after, cell)].count("een keer") == 1
        assert [entry.label for entry in after.history.entries(9) if "overgenomen" in entry.label] == [
            "4 wijzigingen van CBS Kortrijk overgenomen"
        ]


@pytest.mark.long
def test_two_programs_on_a_server_record_one_return_once(
    server_url: str, tmp_path: Path, clock: FixedClock
) -> None:
    with open_app(server_url, clock=clock, actor="coordinator") as app:
        cell, path = _answered_on_server(app, tmp_path, clock)
        _recorded_once(_twice_at_once(server_url, path))
        assert [row[1] for row in answers(app, cell)].count("van het college") == 1
        assert app.packages.take_back(path).recorded == 0


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from([Answer.AGREES, Answer.DOES_NOT_AGREE])),
        st.tuples(st.just("send"), st.none()),
        st.tuples(st.just("renew"), st.none()),
        st.tuples(st.just("take"), st.integers(0, 5)),
    ),
    min_size=2,
    max_size=9,
)


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[UUID, UUID]]:
    """A small region in which one college is asked one thing, made once per run; with the cell."""
    path = tmp_path_factory.mktemp("gevraagd") / "klein.ibo"
    with create_app(path, clock=FixedClock(NOW)) as app:
        region = found(app.store)
        cell = (region.item(), region.colleges[0])
        app.feedback.ask([cell], Question.POSITION)
        app.feedback.deliver([cell], TODAY)
    return path, cell


@pytest.mark.long
@pytest.mark.timeout(600)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS, again=st.permutations(range(6)))
def test_whatever_the_order_the_last_word_of_the_college_stands(
    tmp_path_factory: pytest.TempPathFactory,
    asked: tuple[Path, tuple[UUID, UUID]],
    steps: list[tuple[str, object]],
    again: list[int],
) -> None:
    """Returns are taken in any order, late and twice; once the last one came, what it says stands, and once."""
    folder, (small, cell) = tmp_path_factory.mktemp("volgorde"), asked
    region = folder / "regio.ibo"
    region.write_bytes(small.read_bytes())
    with open_app(region, clock=FixedClock(NOW)) as app:
        _walk(app, cell, folder, steps, again)


def _walk(
    app: App, cell: tuple[UUID, UUID], folder: Path, steps: list[tuple[str, object]], again: list[int]
) -> None:
    def newer() -> College:
        made = folder / str(len(list(folder.iterdir())))
        made.mkdir()
        (file,) = app.packages.give([cell[1]], made)
        return College(app, file.path, cell[1], made, FixedClock(NOW))

    college, sent = newer(), list[Path]()
    with college.open() as own:
        own.my_college.ask(college.id, "Punt van het college")
    said: tuple[Answer, str] | None = None
    for number, (step, how) in enumerate(steps):
        if step == "answer" and isinstance(how, Answer):
            said = (how, f"keer {number}")
            college.answer(cell, *said)
        elif step == "send":
            with suppress(RuleError):  # nothing to send: all of it was taken over
                sent.append(college.send())
        elif step == "renew":
            older, college = college, newer()
            _take_along(older, college)
        elif sent and isinstance(how, int):
            assert app.packages.take_back(sent[how % len(sent)]).waiting == ()
    with suppress(RuleError):
        sent.append(college.send())
    app.packages.take_back(sent[-1])
    for at in again:
        assert app.packages.take_back(sent[at % len(sent)]).waiting == ()
    if said is not None:
        assert answers(app, cell)[-1][:2] == said
    assert [row.title for row in app.topics.listing()].count("Punt van het college") == 1


@pytest.mark.long
def test_two_windows_that_look_at_one_return_record_it_once(app: App, kortrijk: College) -> None:
    """A file has one program that writes it; two of its windows may show the same return."""
    cell = kortrijk.waiting()
    kortrijk.answer(cell, Answer.AGREES, "een keer")
    path = kortrijk.send()
    looks = [app.packages.look(path) for _window in range(2)]
    assert app.packages.take_back(path, seen=looks[0].seen).recorded > 0
    newest = app.history.entries(1)
    with pytest.raises(RuleError) as caught:
        app.packages.take_back(path, seen=looks[1].seen)
    assert sentence(caught.value) == (
        "Sinds dit bekeken werd, is er iets anders geschreven. Er is niets vastgelegd; bekijk het nog eens."
    )
    assert app.history.entries(1) == newest
    assert app.packages.take_back(path).recorded == 0
    assert [row[1] for row in answers(app, cell)].count("een keer") == 1


@pytest.mark.long
def test_a_damaged_or_newer_file_of_a_college_is_not_opened(kortrijk: College, clock: FixedClock) -> None:
    data = kortrijk.file.read_bytes()
    said = {}
    for name, bad in (("half", data[: len(data) // 3]), ("geen", b"\0" * 4096 + data[4096:])):
        path = kortrijk.folder / f"{name}.ibo"
        path.write_bytes(bad)
        with pytest.raises(FileProblemError) as caught:
            open_app(path, clock=clock)
        said[name] = sentence(caught.value)
        assert path.read_bytes() == bad
    path = kortrijk.folder / "later.ibo"
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(FileProblemError) as caught:
        open_app(path, clock=clock)
    assert caught.value.code == "newer_schema"
    assert all(text.endswith(".") and "{" not in text for text in said.values()), said
