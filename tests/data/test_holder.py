"""One program writes a region file; the second is told who that is."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ibo_desk.data.holder import Hold, Holder, lock_path, take

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_the_first_may_write_and_the_second_hears_who_has_it(tmp_path: Path) -> None:
    first = take(tmp_path / "regio.ibo", "An", NOW)
    assert isinstance(first, Hold)
    second = take(tmp_path / "regio.ibo", "Bert", NOW)
    assert isinstance(second, Holder)
    assert (second.actor, second.since) == ("An", NOW)
    assert second.computer
    first.release()


def test_after_release_nothing_is_left_and_another_may_write(tmp_path: Path) -> None:
    first = take(tmp_path / "regio.ibo", "An", NOW)
    assert isinstance(first, Hold)
    first.release()
    first.release()
    assert list(tmp_path.iterdir()) == []
    second = take(tmp_path / "regio.ibo", "Bert", NOW)
    assert isinstance(second, Hold)
    second.release()


def test_what_a_killed_program_leaves_behind_holds_nothing(tmp_path: Path) -> None:
    code = (
        "import sys, os; from pathlib import Path; from datetime import datetime, UTC;"
        "from ibo_desk.data.holder import take; take(Path(sys.argv[1]), 'An', datetime.now(UTC)); os._exit(9)"
    )
    file = tmp_path / "regio.ibo"
    done = subprocess.run([sys.executable, "-c", code, str(file)], cwd=Path.cwd(), check=False)
    assert done.returncode == 9
    assert lock_path(file).exists()
    again = take(file, "Bert", NOW)
    assert isinstance(again, Hold)
    again.release()


def test_a_file_with_other_words_in_it_is_still_held(tmp_path: Path) -> None:
    file = tmp_path / "regio.ibo"
    first = take(file, "An", NOW)
    assert isinstance(first, Hold)
    lock_path(file).write_text("not ours")
    second = take(file, "Bert", NOW)
    assert second == Holder("", "", None)
    first.release()


def test_a_lock_that_came_from_another_computer_holds_until_somebody_takes_it_away(tmp_path: Path) -> None:
    file = tmp_path / "regio.ibo"
    text = {"actor": "Bert", "computer": "laptop-van-bert", "since": NOW.isoformat()}
    lock_path(file).write_text(json.dumps(text))
    holder = take(file, "An", NOW)
    assert holder == Holder("Bert", "laptop-van-bert", NOW, elsewhere=True)
    assert json.loads(lock_path(file).read_text()) == text
    lock_path(file).unlink()
    hold = take(file, "An", NOW)
    assert isinstance(hold, Hold)
    hold.release()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed on Windows")
@pytest.mark.parametrize("way", ["the small file was removed", "by another name"])
def test_the_region_file_itself_is_locked(tmp_path: Path, way: str) -> None:
    file, other = tmp_path / "regio.ibo", tmp_path / "zelfde.ibo"
    file.touch()
    other.hardlink_to(file)
    first = take(file, "An", NOW)
    assert isinstance(first, Hold)
    if way == "by another name":
        assert isinstance(take(other, "Bert", NOW), Holder)
    else:
        lock_path(file).unlink()
        assert isinstance(take(file, "Bert", NOW), Holder)
    first.release()
    second = take(other, "Bert", NOW)
    assert isinstance(second, Hold)
    second.release()


def test_two_files_in_one_folder_do_not_hold_each_other(tmp_path: Path) -> None:
    holds = [take(tmp_path / name, "An", NOW) for name in ("a.ibo", "b.ibo")]
    assert all(isinstance(one, Hold) for one in holds)
    for one in holds:
        assert isinstance(one, Hold)
        one.release()


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"regio"):
        take(tmp_path / "nowhere" / "regio.ibo", "An", NOW)
    assert list(tmp_path.iterdir()) == []
