"""The report of a bug tells where it happened and nothing of what is in the file; the log is private and bounded."""

import os
import stat
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, update

from ibo_desk import bug_log
from ibo_desk.bug_report import mark_of, report_of, scrubbed
from ibo_desk.data.store import Store
from ibo_desk.data.tables import Person
from ibo_desk.places import HOME
from ibo_desk.services.base.records import Records
from ibo_desk.services.record_types import RECORD_TYPES

NAME = "Fien Fictief"


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except type(error) as caught:
        return caught


@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"invalid literal: '{NAME}'"),
        KeyError(NAME),
        RuntimeError(NAME),
        OSError(2, "No such file", f"/srv/{NAME}/x.ibo"),
        UnicodeDecodeError("utf-8", NAME.encode(), 0, 1, "bad"),
        ExceptionGroup(NAME, [ValueError(NAME)]),
    ],
)
def test_no_message_that_can_hold_a_value_is_told(error: BaseException) -> None:
    error.add_note(NAME)
    report = report_of(raised(error))
    assert type(error).__qualname__ in report
    assert "tests/test_bug_log.py" in report
    assert "Fictief" not in report


def test_a_message_that_holds_names_of_code_is_told() -> None:
    assert "no attribute 'nothing'" in report_of(AttributeError("'X' object has no attribute 'nothing'"))


def test_an_exception_that_cannot_be_shown_is_reported_all_the_same() -> None:
    class BrokenError(Exception):
        def __str__(self) -> str:
            raise RuntimeError(NAME)

    assert "cannot be made: RuntimeError" in report_of(BrokenError())


def test_a_chain_is_told_from_its_cause_also_when_it_bites_its_tail() -> None:
    first, second = ValueError("a"), KeyError("b")
    first.__cause__, second.__cause__ = second, first
    report = report_of(first)
    assert report.index("KeyError") < report.index("ValueError")


def test_a_bottomless_recursion_has_a_short_report() -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(RecursionError) as caught:
        deeper()
    assert len(report_of(caught.value)) < 20_000
    assert "frames left out" in report_of(caught.value)


def test_a_refusal_of_the_database_is_told_by_constraint_and_without_values(store: Store) -> None:
    person = Records(store, RECORD_TYPES).add("person", {"name": NAME, "email": "fien@kortrijk.example"})
    statement = update(Person).where(col(Person.id) == person).values(name=None, email=NAME)
    with pytest.raises(IntegrityError) as caught, store.write("x") as work:
        work.session.connection().execute(statement)
    report = report_of(caught.value)
    assert "UPDATE person SET" in report
    assert "Fictief" not in report
    assert "fien@" not in report


def test_two_of_the_same_bug_have_the_same_mark() -> None:
    marks = {mark_of(raised(ValueError(text))) for text in ("a", "b")}
    assert len(marks) == 1
    assert marks != {mark_of(raised(KeyError("a")))}


def test_what_libraries_say_loses_quotes_and_paths() -> None:
    assert scrubbed(f"open '{NAME}' in /srv/fien/map: no") == "open '…' in …: no"
    assert scrubbed(r"open C:\Users\fien\x.ibo") == "open …"


def test_the_log_is_the_owners_and_bounded(logged_warnings: list[object]) -> None:
    assert bug_log.start()
    try:
        for _time in range(1500):
            bug_log.keep_bug(ValueError(NAME), seen=False)
    finally:
        bug_log.stop()
        logged_warnings.clear()
    files = list(bug_log.folder().iterdir())
    assert len(files) <= bug_log.KEPT + 2
    assert sum(file.stat().st_size for file in files) <= (bug_log.KEPT + 2) * bug_log.MOST_BYTES
    if os.name == "posix":
        assert stat.S_IMODE(bug_log.folder().stat().st_mode) == 0o700
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_where_no_log_can_be_written_the_program_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged_warnings: list[object]
) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    monkeypatch.setenv(HOME, str(tmp_path / "file"))
    assert not bug_log.start()
    assert "ValueError" in bug_log.keep_bug(ValueError("x"), seen=False)
    assert bug_log.untold() == ""
    logged_warnings.clear()
