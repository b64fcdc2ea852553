"""Input that cannot be used: one sentence with what to do, exit 1, nothing half-written; wrong usage is exit 2."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ibo_desk.app import open_app
from ibo_desk.cli.listing import KINDS
from ibo_desk.domain.bodies import BodyKind
from tests.beginnings import example_of_run
from tests.cli.conftest import Run

LISTS = Path(__file__).parents[1] / "exchange" / "lists"
ROOT = Path(__file__).parents[2]


def refused(ibo_desk: Run, *words: object) -> str:
    """What the command says when it is refused: one line on standard error, exit 1."""
    said = ibo_desk(*words)
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert said.err.rstrip().endswith(".")
    return said.err


# ---- servers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://jan:geheim@127.0.0.1:1/regio", "antwoordt niet"),
        ("postgresql://jan:geheim@nergens.invalid/regio", "antwoordt niet"),
        ("postgresql://jan:geheim@127.0.0.1:99999999/regio", "niet bruikbaar"),
        ("postgresql://jan:geheim@server:poort/regio", "niet bruikbaar"),
        ("postgresql://jan:geheim@127.0.0.1:1/regio?vlag=1", "niet bruikbaar"),
        ("postgresql://jan:geheim@127.0.0.1:1/regio?sslmode=misschien", "niet bruikbaar"),
        ("postgresql://jan@127.0.0.1:1/regio?password=geheim", "antwoordt niet"),
        ("postgresql://jan:geheim@[::1/regio", "niet bruikbaar"),
        ("postgresql://jan:geheim@127.0.0.1", "niet bruikbaar"),
        ("postgresql://", "niet bruikbaar"),
        ("mysql://jan:geheim@127.0.0.1/regio", "niet bruikbaar"),
        ("https://regio.example/bestand.ibo", "niet bruikbaar"),
    ],
)
def test_an_address_that_leads_nowhere(ibo_desk: Run, address: str, told: str) -> None:
    for words in (("list", address, "actions"), ("check", address), ("new", address)):
        said = refused(ibo_desk, *words)
        assert told in said
        assert "geheim" not in said


@pytest.mark.long
@pytest.mark.postgres
def test_a_database_without_a_region_and_one_that_is_not_there(ibo_desk: Run, server_url: str) -> None:
    server = server_url.rpartition("/")[0]
    assert "bevat nog geen regio" in refused(ibo_desk, "list", f"{server}/postgres", "actions")
    assert "weigert" in refused(ibo_desk, "check", f"{server}/nergens")


def test_the_example_is_never_made_on_a_server(
    ibo_desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = refused(ibo_desk, "demo", "postgresql://jan:geheim@127.0.0.1:1/regio")
    assert "in een map" in said
    assert "geheim" not in said
    assert list(tmp_path.iterdir()) == []


# ---- files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [("list", "?", "actions"), ("check", "?"), ("migrate", "?"), ("backup", "?"), ("search", "?", "fiets"),
     ("import", "?", LISTS / "agenda.xlsx"), ("make", "?", "agenda", "--meeting", "IBO 2026-1", "--out", "uit")],
)  # fmt: skip
def test_a_folder_an_empty_and_a_foreign_file(
    ibo_desk: Run, words: tuple[object, ...], tmp_path: Path
) -> None:
    folder, empty, foreign = tmp_path / "map.ibo", tmp_path / "leeg.ibo", tmp_path / "brief.ibo"
    folder.mkdir()
    empty.touch()
    foreign.write_text("Geachte", encoding="utf-8")
    for place, told in ((folder, "is een map"), (empty, "geen regiobestand"), (foreign, "geen regiobestand")):
        said = refused(ibo_desk, *(place if word == "?" else word for word in words))
        assert told in said
        assert place.name in said
    assert empty.read_bytes() == b""
    assert not Path("uit").exists()


@pytest.mark.long
def test_a_list_that_is_no_workbook(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    before = region.read_bytes()
    shutil.copyfile(region, tmp_path / "kopie.xlsx")
    (tmp_path / "csv.xlsx").write_text("Nr;Titel\n1;Fietsbrug\n", encoding="utf-8")
    (tmp_path / "leeg.xlsx").touch()
    (tmp_path / "map.xlsx").mkdir()
    (tmp_path / "half.xlsx").write_bytes((LISTS / "agenda.xlsx").read_bytes()[:3000])
    (tmp_path / "zip.xlsx").write_bytes(b"PK\x03\x04rommel")
    for name in ("kopie", "csv", "leeg", "map", "half", "zip", "weg"):
        assert f"{name}.xlsx" in refused(ibo_desk, "import", region, tmp_path / f"{name}.xlsx")
    assert region.read_bytes() == before


def test_an_unknown_preset_leaves_nothing(ibo_desk: Run, tmp_path: Path) -> None:
    for name in ("atlantis", "../municipalities", "transport_region"):
        assert "zuid-west-vlaanderen" in refused(ibo_desk, "new", tmp_path / "d.ibo", "--preset", name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
def test_a_template_that_is_no_word_document_is_named(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    ibo_desk("import", region, LISTS / "agenda.xlsx")
    (tmp_path / "kapot.docx").write_text("x", encoding="utf-8")
    words = (
        "make",
        region,
        "agenda",
        "--meeting",
        "IBO 2026-2",
        "--format",
        "docx",
        "--out",
        tmp_path / "uit",
    )
    for name in ("kapot.docx", "weg.docx", ""):
        said = refused(ibo_desk, *words, "--template", tmp_path / name)
        assert str(tmp_path / name) in said
    assert not (tmp_path / "uit").exists()


# ---- names and dates ----------------------------------------------------------------------------------------------


@pytest.mark.long
def test_two_colleges_alike_are_both_named(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    ibo_desk("import", region, LISTS / "agenda.xlsx")
    with open_app(region) as app:
        app.records.add("body", {"name": "College van Kortrijk-Dutsel", "short_name": "Kortrijk",
                                 "kind": BodyKind.COLLEGE})  # fmt: skip
    words = ("make", region, "memo", "--meeting", "IBO 2026-1", "--out", tmp_path / "uit")
    assert "Kortrijk-Dutsel" in refused(ibo_desk, *words, "--college", "Kortrijk")
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize("month", ["2026-13", "gisteren", "2026", "11-2026"])
def test_a_month_that_does_not_exist(ibo_desk: Run, region: Path, tmp_path: Path, month: str) -> None:
    words = ("make", region, "month-overview", "--out", tmp_path / "uit")
    assert month in refused(ibo_desk, *words, "--month", month)
    assert not (tmp_path / "uit").exists()


def test_an_empty_name_of_a_file_is_wrong_usage(ibo_desk: Run) -> None:
    said = ibo_desk("list", "", "actions")
    assert (said.code, said.out) == (2, "")
    assert "BESTAND is leeg" in said.err


# ---- disk and screen ----------------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="ulimit stands for a disk that is full")
@pytest.mark.parametrize("room", ["none", "some"])
def test_a_disk_that_fills_up_leaves_the_file_as_it_was(region: Path, tmp_path: Path, room: str) -> None:
    before = region.read_bytes()
    blocks = len(before) // 1024 + 8 if room == "some" else 0
    task = f"'{sys.executable}' -m ibo_desk import regio.ibo '{LISTS}/actielijst.xlsx'"
    command = f"trap '' XFSZ; ulimit -f {blocks}; exec {task}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False, env=_environment()
    )
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert done.stderr.count("\n") == 1
    assert "vol" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [region.name]
    with open_app(region, read_only=True) as app:
        assert app.engagements.listing() == []
    if room == "none":
        assert region.read_bytes() == before


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("words", [[], ["open", "regio.ibo"]])
def test_without_a_screen_one_sentence_says_so(region: Path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ibo_desk", *words],
        cwd=region.parent, capture_output=True, text=True, check=False, env=_environment(),
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert "scherm" in done.stderr
    assert done.stderr.count("\n") == 1


def _environment() -> dict[str, str]:
    import os

    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


@pytest.mark.long
def test_lists_fit_a_page_of_100_columns(
    ibo_desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    shutil.copyfile(example_of_run(), tmp_path / "voorbeeld.ibo")
    for kind in KINDS:
        lines = ibo_desk("list", tmp_path / "voorbeeld.ibo", kind, "--body", "IBO").out.splitlines()
        assert len(lines) > (kind not in {"documents", "empty-seats"})
        assert max(map(len, lines)) <= 100
    rounds = ibo_desk("list", tmp_path / "voorbeeld.ibo", "feedback").out
    assert "Spiere-Helkijn" in rounds
