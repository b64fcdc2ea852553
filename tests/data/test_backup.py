"""Backups are whole, made only when something changed, and thinned with age."""

import hashlib
import os
import stat
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from ibo_desk.data import backup
from ibo_desk.data.copies import Facts, facts_path
from ibo_desk.domain.backups import BackupKind
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.services.base.settings import Settings
from ibo_desk.services.keeping.backups import fault_in_records
from tests.data.files import open_store, quick_check


def write(path: Path, clock: FixedClock, value: str) -> None:
    with open_store(path, clock) as store:
        Settings(store).set("proef", value)


def made(path: Path, folder: Path, clock: FixedClock) -> Path:
    copy = backup.make(path, folder, clock)
    assert copy is not None
    return copy.path


def read(path: Path, clock: FixedClock) -> str:
    with open_store(path, clock, read_only=True) as store:
        return Settings(store).get("proef")


def test_a_backup_is_made_once_for_each_change(region_file: Path, tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "backups"
    write(region_file, clock, "een")
    first = made(region_file, folder, clock)
    assert first == folder / "regio-20261123-080000.ibo"
    assert backup.make(region_file, folder, clock) is None
    write(region_file, clock, "twee")
    second = made(region_file, folder, clock)
    assert second == folder / "regio-20261123-080000-2.ibo"
    assert backup.listing(folder)[0].path == second
    assert backup.make(region_file, folder, clock) is None
    assert (read(first, clock), read(second, clock)) == ("een", "twee")


def test_a_file_that_is_open_is_backed_up_whole(region_file: Path, tmp_path: Path, clock: FixedClock) -> None:
    with open_store(region_file, clock) as store:
        Settings(store).set("proef", "open")
        with store.write("nog niet klaar") as work:
            work.session.flush()
            copy = made(region_file, tmp_path / "backups", clock)
    assert quick_check(copy) == "ok"
    assert read(copy, clock) == "open"


@pytest.mark.long
def test_restoring_puts_all_of_it_back(region_file: Path, tmp_path: Path, clock: FixedClock) -> None:
    write(region_file, clock, "goed")
    copy = made(region_file, tmp_path / "backups", clock)
    write(region_file, clock, "fout")
    backup.restore(copy, region_file, fault_in_records)
    assert read(region_file, clock) == "goed"
    elsewhere = tmp_path / "nieuw.ibo"
    backup.restore(copy, elsewhere, fault_in_records)
    assert read(elsewhere, clock) == "goed"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups", "nieuw.ibo", "regio.ibo"]


def test_what_is_no_region_file_is_never_restored(
    region_file: Path, tmp_path: Path, clock: FixedClock
) -> None:
    write(region_file, clock, "goed")
    strange = tmp_path / "vreemd.ibo"
    strange.write_bytes(b"geen regiobestand")
    with pytest.raises(FileProblemError) as refused:
        backup.restore(strange, region_file, fault_in_records)
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


@pytest.mark.long
def test_beside_a_backup_lies_what_is_known_of_it(
    region_file: Path, tmp_path: Path, clock: FixedClock
) -> None:
    write(region_file, clock, "goed")
    copy = made(region_file, tmp_path / "backups", clock)
    facts = Facts.read(facts_path(copy))
    assert facts is not None
    assert (facts.verified, facts.proven, facts.kind) == (True, None, BackupKind.OPENING)
    assert facts.sha256 == hashlib.sha256(copy.read_bytes()).hexdigest()
    assert facts.size == copy.stat().st_size
    assert (facts.counts["setting"], facts.entries) == (1, 1)
    assert facts.newest_label == "Instellingen gewijzigd"
    assert backup.prove(backup.listing(copy.parent)[0], fault_in_records) == ""
    assert backup.listing(copy.parent)[0].facts.proven is True


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_backups_are_their_owners_only(region_file: Path, tmp_path: Path, clock: FixedClock) -> None:
    copy = made(region_file, tmp_path / "backups", clock)
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in copy.parent.iterdir()} == {0o600}


def damage(path: Path, clock: FixedClock) -> None:
    """A file whose pages are whole and whose text is not."""
    write(path, clock, "x" * 9000)
    data = path.read_bytes()
    assert data.count(b"x" * 3000)
    path.write_bytes(data.replace(b"x" * 3000, b"y" * 3000, 1))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-8192])


def test_no_backup_is_made_of_a_file_that_is_cut_off(
    region_file: Path, tmp_path: Path, clock: FixedClock
) -> None:
    write(region_file, clock, "goed")
    good = made(region_file, tmp_path / "backups", clock)
    write(region_file, clock, "later")
    cut(region_file)
    with pytest.raises(FileProblemError) as refused:
        backup.make(region_file, good.parent, clock)
    assert refused.value.code in {"copy_damaged", "file_damaged"}
    assert sorted(path.name for path in good.parent.iterdir()) == [good.name, f"{good.name}.json"]


@pytest.mark.long
def test_a_backup_whose_records_are_not_whole_counts_for_nothing(
    region_file: Path, tmp_path: Path, clock: FixedClock
) -> None:
    damage(region_file, clock)
    copy = made(region_file, tmp_path / "backups", clock)
    assert backup.prove(backup.listing(copy.parent)[0], fault_in_records)
    assert not backup.listing(copy.parent)[0].verified
    before = (tmp_path / "ander.ibo", b"wat er stond")
    before[0].write_bytes(before[1])
    with pytest.raises(FileProblemError) as refused:
        backup.restore(copy, before[0], fault_in_records)
    assert refused.value.code == "copy_damaged"
    assert before[0].read_bytes() == before[1]


def test_a_backup_with_other_bytes_than_it_was_made_with_is_never_restored(
    region_file: Path, tmp_path: Path, clock: FixedClock
) -> None:
    write(region_file, clock, "goed")
    copy = made(region_file, tmp_path / "backups", clock)
    data = bytearray(copy.read_bytes())
    data[-1] ^= 1
    copy.write_bytes(data)
    with pytest.raises(FileProblemError) as refused:
        backup.restore(copy, region_file, fault_in_records)
    assert refused.value.code == "copy_damaged"
    assert read(region_file, clock) == "goed"


def test_what_killed_programs_left_is_cleaned(region_file: Path, tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    left = [folder / name for name in (".regio-x.ibo.part", ".regio-x.ibo.part-journal", "weg.ibo.json")]
    fresh = folder / ".regio-y.ibo.part"
    for path in (*left, fresh, folder / "brief.txt"):
        path.touch()
    for path in left:
        os.utime(path, (0, 0))
    copy = made(region_file, folder, clock)
    assert {path.name for path in folder.iterdir()} == {
        fresh.name,
        "brief.txt",
        copy.name,
        f"{copy.name}.json",
    }


@pytest.mark.long
def test_a_restored_file_never_gets_the_journal_of_the_one_before(
    region_file: Path, tmp_path: Path, clock: FixedClock
) -> None:
    write(region_file, clock, "goed")
    copy = made(region_file, tmp_path / "backups", clock)
    journal = region_file.with_name(f"{region_file.name}-journal")
    journal.write_bytes(b"van een programma dat gedood werd")
    backup.restore(copy, region_file, fault_in_records)
    assert not journal.exists()
    assert read(region_file, clock) == "goed"


@pytest.mark.long
def test_copies_that_the_rules_do_not_keep_go_with_what_is_known_of_them(
    region_file: Path, tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "backups"
    for number in range(14):
        moment = FixedClock(clock.now() + timedelta(minutes=number))
        write(region_file, moment, str(number))
        made(region_file, folder, moment)
    left = backup.listing(folder)
    assert len(left) == 11  # the newest ten, and the oldest while there are no 24 months
    assert len(list(folder.glob("*.json"))) == 11
    assert read(left[-1].path, clock) == "0"
