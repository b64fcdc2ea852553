"""Lending: one writer, nothing merged; back whole, or called back with a reason."""

from pathlib import Path

import pytest

from ibo_desk.app import App, create_app, open_app
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import FileProblemError, RuleError, UserError
from ibo_desk.lending import take_back_lent
from ibo_desk.services.keeping.soundness import findings
from ibo_desk.services.packages.lending import call_back, lend
from ibo_desk.services.words import sentence
from tests.conftest import NOW


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A region file, lent to the secretary in ``kopie.ibo``."""
    path = tmp_path / "regio.ibo"
    with create_app(path, clock=FixedClock(NOW), actor="coordinator") as app:
        app.records.add("strategic_line", {"name": "Vóór het uitlenen"})
        lend(app.store, "de secretaris", tmp_path / "kopie.ibo")
    return path


def _open(path: Path, read_only: bool | None = False) -> App:
    return open_app(path, clock=FixedClock(NOW), actor="coordinator", read_only=read_only)


def _add(path: Path, name: str) -> None:
    with _open(path) as app:
        app.records.add("strategic_line", {"name": name})


def _lines(path: Path) -> list[str]:
    with _open(path, read_only=True) as app:
        assert findings(app.store) == []
        return [entry.label for entry in app.history.entries()]


def _refused(path: Path, copy: Path) -> str:
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        take_back_lent(str(path), str(copy), FixedClock(NOW))
    assert path.read_bytes() == before
    assert sentence(caught.value)
    return caught.value.code


@pytest.mark.long
def test_while_it_is_lent_it_is_only_read(file: Path) -> None:
    with pytest.raises(RuleError) as caught:
        _add(file, "Toch")
    assert sentence(caught.value).startswith(
        "Dit bestand is sinds 23 november 2026 uitgeleend aan de secretaris"
    )
    with _open(file, read_only=None) as app:
        assert app.read_only
        with pytest.raises(RuleError):
            lend(app.store, "nog iemand", file.with_name("tweede.ibo"))
    assert not file.with_name("tweede.ibo").exists()


@pytest.mark.long
def test_the_copy_goes_on_and_comes_back_whole(file: Path) -> None:
    copy = file.with_name("kopie.ibo")
    _add(copy, "Geschreven door de secretaris")
    take_back_lent(str(file), str(copy), FixedClock(NOW))
    _add(file, "Weer hier")
    told = _lines(file)
    assert told[0].endswith("toegevoegd: Weer hier") or "Weer hier" in told[0]
    assert "Teruggenomen van de secretaris" in told
    assert any("Geschreven door de secretaris" in label for label in told)
    assert _refused(file, copy) == "not_lent_out"


@pytest.mark.long
def test_called_back_it_is_written_here_and_the_copy_is_not_taken_over(file: Path) -> None:
    copy = file.with_name("kopie.ibo")
    _add(copy, "Verloren werk")
    with _open(file, read_only=None) as app:
        with pytest.raises(RuleError):
            call_back(app.store, "  ")
        call_back(app.store, "de secretaris is ziek")
    _add(file, "Weer hier")
    assert "Teruggeroepen van de secretaris: de secretaris is ziek" in _lines(file)
    assert _refused(file, copy) == "lent_called_back"


@pytest.mark.long
def test_only_the_copy_that_went_along_comes_back(file: Path, tmp_path: Path) -> None:
    early = tmp_path / "eerder.ibo"
    early.write_bytes(file.read_bytes())
    assert _refused(file, early) == "lent_other_copy"
    other = tmp_path / "elders.ibo"
    create_app(other, clock=FixedClock(NOW)).close()
    assert _refused(file, other) == "lent_other_region"
    damaged = tmp_path / "stuk.ibo"
    damaged.write_bytes(file.with_name("kopie.ibo").read_bytes()[:9000])
    assert _refused(file, damaged) == "file_damaged"


@pytest.mark.long
def test_an_older_copy_says_that_there_is_a_newer_one(file: Path) -> None:
    copy = file.with_name("kopie.ibo")
    older = file.with_name("oud.ibo")
    older.write_bytes(copy.read_bytes())
    _add(copy, "Nieuwer")
    with _open(older, read_only=True) as app:
        (notice,) = app.notices
        assert isinstance(notice, FileProblemError)
        assert (notice.code, notice.params["other"]) == ("newer_copy", str(copy))
    with _open(copy) as app:
        assert app.notices == ()


def test_a_copy_that_cannot_be_written_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "regio.ibo"
    taken = tmp_path / "bezet.ibo"
    taken.write_bytes(b"van een ander")
    with create_app(path, clock=FixedClock(NOW)) as app:
        for target in (taken, tmp_path / "nergens" / "kopie.ibo"):
            with pytest.raises(FileProblemError):
                lend(app.store, "de secretaris", target)
        with pytest.raises(RuleError):
            lend(app.store, "  ", tmp_path / "kopie.ibo")
        app.records.add("strategic_line", {"name": "Nog altijd hier"})
    assert taken.read_bytes() == b"van een ander"
