"""The file of drafts: for this user alone, whole after anything, and loud when it cannot be written."""

import stat
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from ibo_desk.data.drafts import KEPT_IN_BIN, DraftStore, Removal, texts_left_in
from ibo_desk.domain.drafts import Draft, DraftKey
from ibo_desk.services.keeping.drafts import DraftWriter

NOW = datetime(2026, 11, 27, 10, 42, tzinfo=UTC)
REGION = UUID(int=7)


def draft(text, *, version=1, process="dit", writer=1, field="discussion") -> Draft:
    return Draft(
        region=REGION,
        key=DraftKey("agenda_item", "een", field),
        process=process,
        writer=writer,
        version=version,
        label="Fietssnelweg – Bespreking",
        base="",
        revision=None,
        text=text,
        at=NOW,
        program="0.1.0",
    )


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "state" / "drafts"


@pytest.fixture
def writer(folder):
    reasons = []
    made = DraftWriter(folder, reasons.append)
    made.reasons = reasons
    yield made
    made.close()


def texts(folder):
    return [one.text for one in texts_left_in(folder)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder of a user to that user")
def test_nobody_else_may_read_it(writer, folder):
    writer.put(draft("geheim"))
    assert writer.flush()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "drafts.sqlite").stat().st_mode) == 0o600


def test_a_recorded_version_goes_and_newer_text_stays(writer, folder):
    writer.put(draft("een", version=1))
    writer.put(draft("een twee", version=2))
    writer.remove(draft("een"), 1)
    assert writer.flush()
    assert texts(folder) == ["een twee"]
    writer.remove(draft("een"), 2)
    assert writer.flush()
    assert texts(folder) == []


def test_what_was_recorded_is_nowhere_in_the_file(writer, folder):
    writer.put(draft("een zin die niemand meer mag lezen"))
    assert writer.flush()
    writer.remove(draft(""), 1)
    assert writer.flush()
    assert b"niemand meer mag lezen" not in (folder / "drafts.sqlite").read_bytes()


def test_only_what_a_program_that_ended_left_is_offered(folder):
    first = DraftStore(folder, "eerste", NOW)
    first.write([draft("van de eerste", process="eerste")])
    second = DraftStore(folder, "tweede", NOW)
    second.write([draft("van de tweede", process="tweede")])
    assert second.left_behind(REGION) == []
    first.close()
    assert [one.text for one in second.left_behind(REGION)] == ["van de eerste"]
    assert second.left_behind(UUID(int=8)) == []
    second.close()


def test_two_windows_on_one_field_do_not_overwrite_each_other(writer, folder):
    writer.put(draft("links", writer=1))
    writer.put(draft("rechts", writer=2))
    assert writer.flush()
    assert sorted(texts(folder)) == ["links", "rechts"]


def test_the_bin_is_emptied_after_two_weeks_and_nothing_else_ever(folder):
    store = DraftStore(folder, "nieuw", NOW)
    old = draft("oud", process="weg")
    store.write([old, draft("blijft", process="weg", writer=2)])
    store.throw_away([old], NOW)
    store.throw_away([], NOW + KEPT_IN_BIN - timedelta(minutes=1))
    assert [one.text for one in store.thrown_away(REGION)] == ["oud"]
    store.throw_away([], NOW + KEPT_IN_BIN + timedelta(days=400))
    assert store.thrown_away(REGION) == []
    assert [one.text for one in store.left_behind(REGION)] == ["blijft"]
    store.close()


def test_a_damaged_file_is_put_aside(writer, folder):
    folder.mkdir(parents=True)
    (folder / "drafts.sqlite").write_bytes(b"geen databank" * 100)
    writer.put(draft("nieuw"))
    assert writer.flush()
    assert texts(folder) == ["nieuw"]
    assert len(list(folder.glob("drafts-damaged-*"))) == 1


def test_a_writer_that_fails_says_so_and_tries_again(folder):
    told, seen = [], threading.Condition()

    def troubled(reason):
        with seen:
            told.append(reason)
            seen.notify_all()

    folder.parent.mkdir(parents=True)
    folder.write_text("in de weg", encoding="utf-8")
    writer = DraftWriter(folder, troubled)
    writer.put(draft("eerst", version=1))
    with seen:
        assert seen.wait_for(lambda: len(told) == 1, 20)
    writer.put(draft("eerst en daarna", version=2))
    assert not writer.flush()
    folder.unlink()
    with seen:
        assert seen.wait_for(lambda: len(told) == 2, 20)
    assert told[0]
    assert told[1] == ""
    assert writer.flush()
    assert texts(folder) == ["eerst en daarna"]
    writer.close()


def test_a_step_that_fails_leaves_what_was_there(folder):
    store = DraftStore(folder, "dit", NOW)
    store.write([draft("goed")])
    with pytest.raises(Exception, match="binding|supported"):
        store.write([Removal(draft("").place, 9), replace(draft("fout"), text=object())])
    assert texts(folder) == ["goed"]
    store.close()
