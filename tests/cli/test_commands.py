"""Commands about the file itself, and every bad input that a person can mend."""

import json
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ibo_desk.app import open_app
from ibo_desk.data.holder import Hold, take
from ibo_desk.domain.clock import FixedClock
from ibo_desk.installation import backup_folder
from tests.cli.conftest import Run

LISTS = Path(__file__).parents[1] / "exchange" / "lists"
TABLES = ("actions", "topics", "meetings", "items", "engagements", "feedback", "organisations", "people", "documents",
          "journal", "conclusions", "years")  # fmt: skip


# ---- what goes well -----------------------------------------------------------------------------------------------


def test_new_without_a_preset_has_a_region_named_after_the_file(ibo_desk: Run, tmp_path: Path) -> None:
    assert ibo_desk("new", tmp_path / "Westhoek.ibo").code == 0
    with open_app(tmp_path / "Westhoek.ibo") as app:
        assert app.settings.region().name == "Westhoek"


@pytest.mark.long
@pytest.mark.parametrize("kind", TABLES)
def test_every_kind_can_be_listed(ibo_desk: Run, region: Path, kind: str) -> None:
    ibo_desk("import", region, LISTS / "actielijst.xlsx")
    ibo_desk("import", region, LISTS / "agenda.xlsx")
    text, data = ibo_desk("list", region, kind), ibo_desk("list", region, kind, "--json")
    assert (text.code, data.code, text.err, data.err) == (0, 0, "", "")
    rows = json.loads(data.out)
    assert isinstance(rows, list)
    assert len(text.out.splitlines()) == len(rows) + 1


def test_a_filter_folds_accents_and_takes_all_words(ibo_desk: Run, region: Path) -> None:
    found = json.loads(
        ibo_desk("list", region, "actions", "--json", "--filter", "GEINTEGREERDE leievallei").out
    )
    assert [row["number"] for row in found] == ["4"]


@pytest.mark.long
def test_english_on_demand(ibo_desk: Run, region: Path) -> None:
    assert "running" in ibo_desk("--lang", "en", "list", region, "actions").out
    assert "lopend" in ibo_desk("list", region, "actions").out
    assert "is sound" in ibo_desk("check", region, "--lang=en").out


@pytest.mark.long
def test_import_tries_out_first_and_then_writes_once(ibo_desk: Run, region: Path) -> None:
    tried = ibo_desk("import", region, LISTS / "actielijst.xlsx", "--dry-run")
    assert tried.code == 0
    assert "Actielijst, rij 12: ingelezen" in tried.out
    assert "! trekker: bij “Departement Omgeving?” staat een vraagteken" in tried.out
    assert json.loads(ibo_desk("list", region, "engagements", "--json").out) == []
    assert "Klaar: 8 rijen ingelezen" in ibo_desk("import", region, LISTS / "actielijst.xlsx").out
    assert len(json.loads(ibo_desk("list", region, "engagements", "--json").out)) == 8
    entries = ibo_desk("list", region, "journal", "--json").out
    again = ibo_desk("import", region, LISTS / "actielijst.xlsx", "--as", "actions")
    assert "0 rijen ingelezen, 8 ongewijzigde rijen overgeslagen" in again.out
    assert ibo_desk("list", region, "journal", "--json").out == entries


@pytest.mark.long
def test_search_finds_what_was_imported(ibo_desk: Run, region: Path) -> None:
    ibo_desk("import", region, LISTS / "actielijst.xlsx")
    assert "Inventaris kaaimuren" in ibo_desk("search", region, "kaaimuren").out
    assert ibo_desk("search", region, "eenhoorn").out == "Niets gevonden.\n"


@pytest.mark.long
def test_backup_restore_check_migrate(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kopie.ibo"
    assert ibo_desk("backup", region, copy).code == 0
    ibo_desk("import", region, LISTS / "agenda.xlsx")
    assert ibo_desk("backup", region).out.startswith("Reservekopie gemaakt: ")
    assert ibo_desk("backup", region).out.startswith("Niets gewijzigd")
    assert ibo_desk("restore", copy, region).code == 0
    assert json.loads(ibo_desk("list", region, "meetings", "--json").out) == []
    assert list(backup_folder(str(region)).glob("*.ibo")), "what stood there was kept"
    assert ibo_desk("check", region).out == f"{region} is in orde.\n"
    assert ibo_desk("migrate", region).code == 0


def test_opening_to_write_backs_up_only_what_changed(ibo_desk: Run, region: Path) -> None:
    ibo_desk("migrate", region)
    ibo_desk("migrate", region)
    assert len(list(backup_folder(str(region)).glob("*.ibo"))) == 1


@pytest.mark.long
def test_no_small_file_stays_beside_the_region(ibo_desk: Run, region: Path) -> None:
    ibo_desk("import", region, LISTS / "agenda.xlsx")
    assert [path.name for path in region.parent.iterdir()] == [region.name]


def test_the_copy_id_is_this_installations_and_never_in_the_file(region: Path, clock: FixedClock) -> None:
    from ibo_desk.installation import copy_id

    with open_app(region, clock=clock) as app:
        assert app.store.copy_id == copy_id()
        assert app.settings.get("copy_id") == ""


# ---- what a person can mend ---------------------------------------------------------------------------------------


def _refused(ibo_desk: Run, *words: object) -> str:
    said = ibo_desk(*words)
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert not re.search(r"\([a-z]+(_[a-z]+)+\)", said.err), "a sentence, not a code"
    return said.err


def test_a_file_that_is_no_region_file(ibo_desk: Run, tmp_path: Path) -> None:
    path = tmp_path / "brief.ibo"
    path.write_text("Geachte")
    assert "brief.ibo" in _refused(ibo_desk, "list", path, "actions")
    other = tmp_path / "ander.ibo"
    sqlite3.connect(other).execute("CREATE TABLE t (a)").connection.close()
    assert "ander.ibo" in _refused(ibo_desk, "import", other, LISTS / "agenda.xlsx")


def test_a_newer_schema(ibo_desk: Run, region: Path) -> None:
    connection = sqlite3.connect(region)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = region.read_bytes()
    assert "nieuwere versie" in _refused(ibo_desk, "migrate", region)
    assert region.read_bytes() == before


def test_a_damaged_region_file(ibo_desk: Run, region: Path) -> None:
    region.write_bytes(region.read_bytes()[:40_000])
    assert "beschadigd" in ibo_desk("list", region, "organisations").err + ibo_desk("check", region).out


@pytest.mark.long
def test_a_damaged_workbook_and_a_wrong_sheet_write_nothing(
    ibo_desk: Run, region: Path, tmp_path: Path
) -> None:
    entries = ibo_desk("list", region, "journal", "--json").out
    half = tmp_path / "half.xlsx"
    half.write_bytes((LISTS / "agenda.xlsx").read_bytes()[:3000])
    assert "half.xlsx" in _refused(ibo_desk, "import", region, half)
    assert "weg.xlsx" in _refused(ibo_desk, "import", region, tmp_path / "weg.xlsx")
    assert "mist een kolom" in _refused(
        ibo_desk, "import", region, LISTS / "actielijst.xlsx", "--as", "agenda"
    )
    assert ibo_desk("list", region, "journal", "--json").out == entries


@pytest.mark.long
def test_a_missing_template(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    ibo_desk("import", region, LISTS / "agenda.xlsx")
    gone = tmp_path / "weg.docx"
    words = ("make", region, "agenda", "--meeting", "IBO 2026-2", "--template", gone, "--format", "docx")
    assert "weg.docx" in _refused(ibo_desk, *words, "--out", tmp_path / "uit")
    assert "weg.docx" in _refused(ibo_desk, "template", "check", gone)


@pytest.mark.long
def test_an_unwritable_folder(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    ibo_desk("import", region, LISTS / "agenda.xlsx")
    blocked = tmp_path / "geen-map"
    blocked.write_text("")
    words = ("make", region, "agenda", "--meeting", "IBO 2026-2", "--format", "docx", "--out")
    assert "geen-map" in _refused(ibo_desk, *words, blocked / "uit")
    assert "geen-map" in _refused(ibo_desk, "new", blocked / "d.ibo", "--preset", "zuid-west-vlaanderen")
    assert "geen-map" in _refused(ibo_desk, "demo", blocked / "demo")
    assert "weg" in _refused(ibo_desk, "new", tmp_path / "weg" / "d.ibo")


@pytest.mark.long
@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="only some systems have a device that is always full"
)
def test_a_full_disk(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(region)
    connection.execute("PRAGMA journal_mode = DELETE")
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.close()
    before = region.read_bytes()
    from sqlalchemy import event

    from ibo_desk.data import engine

    def no_room(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    made = engine.make_engine

    def small(place: str, *, read_only: bool = False, person: str = "") -> object:
        one = made(place, read_only=read_only, person=person)
        event.listen(one, "connect", no_room)
        return one

    from ibo_desk.data import store

    store.make_engine = small  # type: ignore[assignment]
    try:
        assert "vol" in _refused(ibo_desk, "import", region, LISTS / "actielijst.xlsx")
    finally:
        store.make_engine = made
    assert region.read_bytes() == before


@pytest.mark.long
def test_unknown_ids_and_names(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    ibo_desk("import", region, LISTS / "agenda.xlsx")
    out = ("--out", tmp_path / "uit", "--format", "docx")
    assert "IBO 1999-1" in _refused(ibo_desk, "make", region, "agenda", "--meeting", "IBO 1999-1", *out)
    unknown = "00000000-0000-7000-8000-000000000000"
    _refused(ibo_desk, "make", region, "agenda", "--meeting", unknown, *out)
    _refused(ibo_desk, "make", region, "memo", "--item", unknown, *out)
    _refused(ibo_desk, "make", region, "memo", "--item", "IBO 2026-1/99", *out)
    told = _refused(ibo_desk, "make", region, "memo", "--meeting", "IBO 2026-1", "--college", "Brugge", *out)
    assert "Brugge" in told
    assert not (tmp_path / "uit").exists()


def test_an_unreachable_server(ibo_desk: Run) -> None:
    told = _refused(ibo_desk, "list", "postgresql://iemand:geheim@127.0.0.1:1/regio", "actions")
    assert "geheim" not in told


def test_an_unknown_preset_leaves_no_file(ibo_desk: Run, tmp_path: Path) -> None:
    assert "atlantis" in _refused(ibo_desk, "new", tmp_path / "d.ibo", "--preset", "atlantis")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_exists_is_never_overwritten(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    before = region.read_bytes()
    assert "regio.ibo" in _refused(ibo_desk, "new", region)
    assert "regio.ibo" in _refused(ibo_desk, "backup", region, region)
    (tmp_path / "demo").mkdir()
    shutil.copyfile(region, tmp_path / "demo" / "voorbeeld.ibo")
    assert "voorbeeld.ibo" in _refused(ibo_desk, "demo", tmp_path / "demo")
    assert region.read_bytes() == before


@pytest.mark.long
def test_somebody_else_has_the_file(ibo_desk: Run, region: Path, clock: FixedClock) -> None:
    hold = take(region, "An Voorbeeld", clock.now())
    assert isinstance(hold, Hold)
    try:
        told = _refused(ibo_desk, "import", region, LISTS / "agenda.xlsx")
        assert "An Voorbeeld" in told
        assert ibo_desk("list", region, "actions").code == 0
        assert ibo_desk("import", region, LISTS / "agenda.xlsx", "--dry-run").code == 0
        _refused(ibo_desk, "restore", region, region)
    finally:
        hold.release()
    assert ibo_desk("import", region, LISTS / "agenda.xlsx").code == 0


@pytest.mark.parametrize(
    "name_it",
    [
        Path.hardlink_to,
        pytest.param(
            Path.symlink_to,
            marks=pytest.mark.skipif(
                sys.platform == "win32", reason="on Windows symbolic links are an administrator's"
            ),
        ),
    ],
)
def test_another_name_for_the_same_file_is_held_too(
    region: Path, clock: FixedClock, tmp_path: Path, name_it: Callable[[Path, Path], None]
) -> None:
    other = tmp_path / "anders.ibo"
    name_it(other, region)
    with open_app(region, clock=clock), open_app(other, clock=clock, read_only=None) as second:
        assert second.read_only


def test_the_second_desk_may_only_read(region: Path, clock: FixedClock) -> None:
    with (
        open_app(region, clock=clock, actor="An") as first,
        open_app(region, clock=clock, read_only=None) as second,
    ):
        assert not first.read_only
        assert second.read_only
        assert second.held is not None
        assert "An" in second.held.sentence


# ---- wrong usage ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("vlieg",),
        ("list", "d.ibo", "wolken"),
        ("export", "d.ibo", "uit.xlsx", "wolken"),
        ("make", "d.ibo", "agenda"),
        ("make", "d.ibo", "agenda", "--out", "uit"),
        ("make", "d.ibo", "agenda", "--out", "uit", "--format", "odt"),
        ("make", "d.ibo", "council-report", "--out", "uit", "--totals"),
        ("make", "d.ibo", "engagements", "--out", "uit", "--meeting", "IBO 2026-3"),
        ("make", "d.ibo", "engagements", "--out", "uit", "--month", "2026-11"),
        ("import", "d.ibo"),
        ("--lang", "xx", "list", "d.ibo", "actions"),
    ],
)
def test_wrong_usage(ibo_desk: Run, words: tuple[str, ...]) -> None:
    said = ibo_desk(*words)
    assert said.code == 2
    assert said.err
    assert "Traceback" not in said.err


def test_nothing_of_this_writes_where_we_stand(
    tmp_path: Path, ibo_desk: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ibo_desk("export", "d.ibo", "uit.xlsx")
    ibo_desk("list", "d.ibo", "actions")
    assert os.listdir(tmp_path) == []  # noqa: PTH208


def test_an_agenda_is_tried_out_read_and_then_nothing_doubled(
    ibo_desk: Run, region: Path, tmp_path: Path
) -> None:
    text = tmp_path / "agenda.txt"
    text.write_text(
        "Beste leden\n\n1. Deelfietsen (ter info)\n2. Haltes in de\nrand\nVaria\n\nMvg", encoding="utf-8"
    )
    which = ibo_desk("import", region, text)
    assert which.code == 1
    assert which.err.endswith("Zeg met --meeting voor welke vergadering deze agenda is.\n")
    with open_app(str(region)) as app:
        app.meetings.add({"body_id": app.bodies.find("VRR"), "on": date(2027, 1, 14)})
    tried = ibo_desk("import", region, text, "--meeting", "VRR 2027-01-14", "--dry-run")
    assert tried.code == 0, tried.err
    assert "  1  overgeslagen (aanspreking): Beste leden" in tried.out
    assert "     → Haltes in de rand: nieuw punt" in tried.out
    assert tried.out.endswith(
        "Proef, niets weggeschreven: 6 regels, 3 nieuwe punten, 0 staan er al, 2 overgeslagen.\n"
    )
    assert ibo_desk("import", region, text, "--meeting", "VRR 2027-01-14").code == 0
    again = ibo_desk("import", region, text, "--meeting", "VRR 2027-01-14")
    assert "0 nieuwe punten, 3 staan er al" in again.out
    with open_app(str(region), read_only=True) as app:
        titles = [item.title for item in app.agenda.items(app.meetings.find("VRR 2027-01-14").id)]
    assert titles == ["Deelfietsen", "Haltes in de rand", "Varia"]
