"""A file that was moved, replaced, overwritten or removed while it was open is never written into."""

import shutil
import sys
from pathlib import Path

import pytest

from ibo_desk.app import create_app, open_app
from ibo_desk.data.conflicts import beside
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.services.words import sentence


@pytest.fixture
def regions(tmp_path: Path, clock: FixedClock) -> tuple[Path, Path]:
    """Two regions that have nothing to do with each other."""
    paths = (tmp_path / "regio.ibo", tmp_path / "ander.ibo")
    for path in paths:
        create_app(path, clock=clock).close()
    return paths


def refused(path: Path, clock: FixedClock, what: object) -> FileProblemError:
    """What a write is told after ``what`` was done to the file under an open program; it writes nothing."""
    with open_app(path, clock=clock) as app:
        app.settings.set("proef", "eerst")
        what()
        there = {other: other.read_bytes() for other in path.parent.glob("*.ibo")}
        for _again in range(2):
            with pytest.raises(FileProblemError) as told:
                app.settings.set("proef", "later")
        assert {other: other.read_bytes() for other in path.parent.glob("*.ibo")} == there
        app.save_copy(path.with_name("gered.ibo"))
    assert "bewaard" in sentence(told.value)
    return told.value


still_open = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows moves, removes and replaces no file that is open"
)


@pytest.mark.long
@still_open
def test_a_file_that_was_moved(regions: tuple[Path, Path], clock: FixedClock) -> None:
    path, to = regions[0], regions[0].with_name("nieuwe plaats.ibo")
    told = refused(path, clock, lambda: path.rename(to))
    assert (told.code, told.params["to"]) == ("file_moved", str(to))
    with open_app(path.with_name("gered.ibo"), clock=clock) as app:
        assert app.settings.get("proef") == "eerst"


@pytest.mark.long
@still_open
def test_a_file_that_was_removed_can_still_be_saved(regions: tuple[Path, Path], clock: FixedClock) -> None:
    path = regions[0]
    assert refused(path, clock, path.unlink).code == "file_gone"
    with open_app(path.with_name("gered.ibo"), clock=clock) as app:
        assert app.settings.get("proef") == "eerst"


@pytest.mark.long
@still_open
def test_another_file_put_in_its_place(regions: tuple[Path, Path], clock: FixedClock) -> None:
    path, other = regions
    assert refused(path, clock, lambda: other.replace(path)).code == "file_replaced"


@pytest.mark.long
def test_another_region_copied_over_it(regions: tuple[Path, Path], clock: FixedClock) -> None:
    path, other = regions
    assert refused(path, clock, lambda: shutil.copyfile(other, path)).code == "file_replaced"
    with open_app(path, clock=clock) as app:
        app.settings.set("proef", "opnieuw")


@pytest.mark.long
def test_an_older_state_of_the_same_region_copied_over_it(
    regions: tuple[Path, Path], clock: FixedClock
) -> None:
    path = regions[0]
    older = Path(shutil.copyfile(path, path.with_name("ouder.bak")))
    assert refused(path, clock, lambda: shutil.copyfile(older, path)).code == "file_replaced"


@pytest.mark.long
def test_a_file_that_was_only_touched_is_written_on(regions: tuple[Path, Path], clock: FixedClock) -> None:
    path = regions[0]
    with open_app(path, clock=clock) as app:
        app.settings.set("proef", "eerst")
        path.touch()
        app.settings.set("proef", "later")
        assert app.settings.get("proef") == "later"


@pytest.mark.long
@pytest.mark.parametrize(
    "name",
    [
        "regio-LAPTOP.ibo",
        "regio (conflicted copy 2026-11-27 101500).ibo",
        "regio (Conflicterende kopie van An 2026-11-27).ibo",
        "regio.sync-conflict-20261127-101500-ABCDEFG.ibo",
        "regio_conflict-20261127-101500.ibo",
        "regio (1).ibo",
    ],
)
def test_a_conflict_copy_is_said_with_both_newest_entries(
    regions: tuple[Path, Path], clock: FixedClock, name: str
) -> None:
    path = regions[0]
    copy = Path(shutil.copyfile(path, path.with_name(name)))
    assert beside(path) == beside(copy) == []
    with open_app(copy, clock=clock) as app:
        app.settings.set("elders", "ja")
    assert [other.path for other in beside(path)] == [copy]
    with open_app(path, clock=clock) as app:
        app.topics.add({"title": "Hier"})
    for own, other in ((path, copy), (copy, path)):
        with open_app(own, read_only=True, clock=clock) as app:
            told = [sentence(said) for said in app.notices]
        assert len(told) == 1
        assert other.name in told[0]
        assert "Instellingen gewijzigd" in told[0]


def test_another_region_and_another_name_are_no_conflict(
    regions: tuple[Path, Path], clock: FixedClock
) -> None:
    path, other = regions
    shutil.copyfile(other, path.with_name("regio-2.ibo"))
    shutil.copyfile(path, path.with_name("heel anders.ibo"))
    with open_app(path.with_name("heel anders.ibo"), clock=clock) as app:
        app.settings.set("elders", "ja")
    assert beside(path) == []
