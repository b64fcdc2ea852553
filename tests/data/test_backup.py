"""Backups are whole, made only when something changed, and thinned with age."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ibo_desk.data import backup
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.services.settings import Settings
from tests.data.files import open_store, quick_check


def write(path: Path, clock: FixedClock, value: str) -> None:
    with open_store(path, clock) as store:
        Settings(store).set("proef", value)


def read(path: Path, clock: FixedClock) -> str:
    with open_store(path, clock, read_only=True) as store:
        return Settings(store).get("proef")


def test_a_backup_is_made_once_for_each_change(region_file: Path, tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "backups"
    write(region_file, clock, "een")
    first = backup.make(region_file, folder, clock)
    assert first == folder / "regio-20261123-080000.ibo"
    assert backup.make(region_file, folder, clock) is None
    write(region_file, clock, "twee")
    second = backup.make(region_file, folder, clock)
    assert second == folder / "regio-20261123-080000-2.ibo"
    assert backup.listing(folder)[0].path == second
    assert backup.make(region_file, folder, clock) is None
    assert (read(first, clock), read(second, clock)) == ("een", "twee")


def test_a_file_that_is_open_is_backed_up_whole(region_file: Path, tmp_path: Path, clock: FixedClock) -> None:
    with open_store(region_file, clock) as store:
        Settings(store).set("proef", "open")
        with store.write("nog niet klaar") as work:
            work.session.flush()
            made = backup.make(region_file, tmp_path / "backups", clock)
    assert made is not None
    assert quick_check(made) == "ok"
    assert read(made, clock) == "open"


def test_restoring_puts_all_of_it_back(region_file: Path, tmp_path: Path, clock: FixedClock) -> None:
    write(region_file, clock, "goed")
    made = backup.make(region_file, tmp_path / "backups", clock)
    assert made is not None
    write(region_file, clock, "fout")
    backup.restore(made, region_file)
    assert read(region_file, clock) == "goed"
    elsewhere = tmp_path / "nieuw.ibo"
    backup.restore(made, elsewhere)
    assert read(elsewhere, clock) == "goed"


def test_what_is_no_region_file_is_never_restored(
    region_file: Path, tmp_path: Path, clock: FixedClock
) -> None:
    write(region_file, clock, "goed")
    strange = tmp_path / "vreemd.ibo"
    strange.write_bytes(b"geen regiobestand")
    with pytest.raises(FileProblemError) as refused:
        backup.restore(strange, region_file)
    assert refused.value.code == "not_a_region_file"
    assert read(region_file, clock) == "goed"


def test_a_folder_that_cannot_be_written_is_told_and_leaves_nothing(
    region_file: Path, tmp_path: Path, clock: FixedClock
) -> None:
    blocked = tmp_path / "backups"
    blocked.write_text("een bestand waar een map hoort")
    with pytest.raises(FileProblemError) as refused:
        backup.make(region_file, blocked, clock)
    assert refused.value.code == "backup_failed"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups", "regio.ibo"]


def test_old_backups_are_thinned_by_day_week_and_month(tmp_path: Path) -> None:
    now = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    made = [now - timedelta(hours=12 * n) for n in range(2 * 330)]
    for moment in made:
        (tmp_path / f"regio-{moment:%Y%m%d-%H%M%S}.ibo").touch()
    (tmp_path / "iets anders.ibo").touch()
    backup.thin(tmp_path, now)
    left = [one.made_at for one in backup.listing(tmp_path)]
    today = [moment for moment in left if moment.date() == now.date()]
    assert len(today) == 2
    days = [
        moment for moment in left if timedelta(days=1) <= now.date() - moment.date() <= timedelta(days=14)
    ]
    assert len(days) == len({moment.date() for moment in days}) == 14
    assert all(moment.hour == 20 for moment in days)
    older = [moment for moment in left if now.date() - moment.date() > timedelta(days=14 + 56)]
    assert len({(moment.year, moment.month) for moment in older}) == len(older) >= 8
    weeks = [
        moment
        for moment in left
        if timedelta(days=14) < now.date() - moment.date() <= timedelta(days=14 + 56)
    ]
    assert len({moment.isocalendar()[:2] for moment in weeks}) == len(weeks) in {8, 9}
    assert (tmp_path / "iets anders.ibo").exists()
    again = list(backup.listing(tmp_path))
    backup.thin(tmp_path, now)
    assert backup.listing(tmp_path) == again
