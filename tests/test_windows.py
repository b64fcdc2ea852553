"""What can be held on Linux of the Windows build: what goes in, what starts what, and that no test forgets Windows."""

import ast
import re
import struct
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from ibo_desk.places import PORTABLE
from tools.windows import licences, pack, python_of_windows, stage
from tools.windows.icon import SIZES, icon
from tools.windows.launchers import HERE, LAUNCHERS, entry_of

ROOT = Path(__file__).resolve().parent.parent
INSTALLER = (HERE / "installer.nsi").read_text("utf-8")
NOT_ON_WINDOWS = {"fcntl", "pwd", "grp", "resource", "termios", "pty"}


def imports_at_top(path: Path) -> set[str]:
    names = set()
    for statement in ast.parse(path.read_bytes()).body:
        if isinstance(statement, ast.Import):
            names |= {alias.name for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom):
            names.add(statement.module or "")
    return names


@pytest.mark.long
def test_no_module_needs_at_import_what_windows_lacks():
    modules = [
        path for room in ("ibo_desk", "tests", "tools") for path in sorted((ROOT / room).rglob("*.py"))
    ]
    assert len(modules) > 400
    assert [str(path) for path in modules if imports_at_top(path) & NOT_ON_WINDOWS] == []


# ---- what goes in


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/QtCore.pyd", "PySide6/QtGui.pyd", "PySide6/QtWidgets.pyd", "PySide6/QtSvg.pyd",
        "PySide6/QtSvgWidgets.pyd", "PySide6/QtPrintSupport.pyd", "PySide6/Qt6Core.dll",
        "PySide6/Qt6Svg.dll", "PySide6/pyside6.abi3.dll",
        "PySide6/plugins/platforms/qwindows.dll", "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/plugins/imageformats/qsvg.dll", "PySide6/translations/qtbase_nl.qm", "shiboken6/Shiboken.pyd",
        "ibo_desk/__main__.py", "ibo_desk/_reports/docx/memo.docx", "ibo_desk/_resources/icons/menu.svg",
        "ibo_desk-0.1.0.dist-info/METADATA", "psycopg_binary.libs/libpq.dll", "tzdata/zoneinfo/Europe/Brussels",
    ],
)  # fmt: skip
def test_what_the_program_needs_goes_in(name):
    assert stage.kept(name, stage.APP_WITHOUT)


@pytest.mark.parametrize(
    "name",
    [
        "bin/alembic", "PySide6/designer.exe", "PySide6/qml/QtQuick/x.dll", "PySide6/Qt6Quick.dll",
        "PySide6/Qt6Qml.dll", "PySide6/QtQml.pyd", "PySide6/QtQuick.pyd", "PySide6/QtCore.pyi",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/opengl32sw.dll", "PySide6/plugins/sqldrivers/qsqlite.dll", "lxml/__pycache__/x.pyc",
    ],
)  # fmt: skip
def test_what_it_never_asks_for_stays_out(name):
    assert not stage.kept(name, stage.APP_WITHOUT)


def test_every_part_of_qt_that_the_windows_import_goes_in():
    used = set()
    for path in (ROOT / "ibo_desk").rglob("*.py"):
        used |= set(re.findall(r"from PySide6\.(Qt\w+) import", path.read_text("utf-8")))
    assert used >= {"QtCore", "QtGui", "QtWidgets", "QtSvg"}
    for part in used:
        assert stage.kept(f"PySide6/{part}.pyd", stage.APP_WITHOUT), part
        assert stage.kept(f"PySide6/{part.replace('Qt', 'Qt6')}.dll", stage.APP_WITHOUT), part


@pytest.mark.parametrize(
    ("name", "goes_in"),
    [("python311.dll", True), ("python3.dll", True), ("vcruntime140.dll", True), ("Lib/json/__init__.py", True),
     ("DLLs/_sqlite3.pyd", True), ("DLLs/sqlite3.dll", True), ("lib/_ssl.pyd", True), ("lib/unittest/mock.py", True),
     ("LICENSE.txt", True), ("python.exe", False), ("Lib/test/test_os.py", False), ("Lib/tkinter/ttk.py", False),
     ("Lib/site-packages/pip/x.py", False), ("Lib/idlelib/x.py", False)],
)  # fmt: skip
def test_what_of_python_goes_in(name, goes_in):
    assert stage.kept(name, stage.PYTHON_WITHOUT) is goes_in


def test_all_that_the_program_depends_on_is_asked_for_without_a_marker():
    asked = stage.requirements(ROOT)
    names = {re.match(r"[\w-]+", text)[0] for text in asked}
    assert names >= {"PySide6-Essentials", "sqlmodel", "typst", "tzdata", "psycopg"}
    assert not any(";" in text for text in asked)


# ---- the Python that travels along


@pytest.fixture
def python(tmp_path: Path) -> Path:
    folder = tmp_path / "python"
    (folder / "Lib").mkdir(parents=True)
    (folder / "python314.dll").write_bytes(b"MZ")
    (folder / "python3.dll").write_bytes(b"MZ")
    (folder / "Lib" / "os.py").write_text("x")
    return folder


def test_a_python_is_taken_with_its_own_digest_only(python):
    python_of_windows.check(python, python_of_windows.folder_digest(python))
    for digest in ("", "0" * 64):
        with pytest.raises(python_of_windows.CannotBuildError, match=python_of_windows.folder_digest(python)):
            python_of_windows.check(python, digest)


def test_every_byte_and_every_name_counts(python):
    before = python_of_windows.folder_digest(python)
    (python / "Lib" / "os.py").write_text("y")
    changed = python_of_windows.folder_digest(python)
    (python / "Lib" / "os.py").rename(python / "Lib" / "so.py")
    assert len({before, changed, python_of_windows.folder_digest(python)}) == 3


def test_a_folder_without_a_library_is_no_python(tmp_path):
    with pytest.raises(python_of_windows.CannotBuildError, match="python3XX"):
        python_of_windows.version_of(tmp_path)


def test_its_search_path_knows_nothing_of_the_computer(python):
    assert python_of_windows.version_of(python) == (3, 14)
    stage.search_path(python, (3, 14))
    assert (python / "python314._pth").read_text() == "Lib\n.\n..\\app\n"


# ---- what starts what


def test_the_launchers_run_what_pyproject_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["gui-scripts"] == {"ibo-desk-window": "ibo_desk.__main__:desk"}
    windowed, console = LAUNCHERS
    assert (windowed.subsystem, console.subsystem) == ("-mwindows", "-mconsole")
    assert entry_of(ROOT, windowed) == "import sys; from ibo_desk.__main__ import desk; sys.exit(desk())"
    assert entry_of(ROOT, console) == "import sys; from ibo_desk.__main__ import main; sys.exit(main())"


def test_nothing_asks_for_an_administrator():
    assert re.findall(r"^RequestExecutionLevel (\w+)$", INSTALLER, re.MULTILINE) == ["user"]
    assert not re.search(r"HKLM|HKEY_LOCAL_MACHINE|HKCR|SetShellVarContext all|\$PROGRAMFILES", INSTALLER)
    assert 'level="asInvoker"' in (HERE / "launcher.manifest").read_text("utf-8")


def test_the_uninstaller_takes_away_what_the_installer_wrote():
    install, uninstall = INSTALLER.split('Section "Uninstall"')
    written = set(re.findall(r'^ *WriteReg\w+ HKCU "([^"]+)"', install, re.MULTILINE))
    removed = set(re.findall(r'^ *DeleteRegKey (?:/ifempty )?HKCU "([^"]+)"', uninstall, re.MULTILINE))
    assert written
    assert [key for key in written if not any(key.startswith(gone) for gone in removed)] == []
    assert r'RMDir /r "$INSTDIR"' not in INSTALLER


def test_an_open_program_is_asked_for_before_anything_goes():
    check = INSTALLER.split("!macro StopIfOpen")[1].split("!macroend")[0]
    assert check.count("${Errors}") == 1, "asking takes the mark away"
    for section in re.findall(r'^Section "\w+"\n(.*?)^SectionEnd', INSTALLER, re.MULTILINE | re.DOTALL):
        assert section.strip().splitlines()[0].endswith("StopIfOpen")


def test_the_installer_knows_both_programs_by_their_names():
    assert {launcher.file for launcher in LAUNCHERS} == set(
        re.findall(r'^!define (?:EXE|CONSOLE) +"([^"]+)"', INSTALLER, re.MULTILINE)
    )


def test_every_box_has_an_answer_for_a_silent_installation():
    boxes = [line for line in INSTALLER.splitlines() if "MessageBox" in line]
    assert boxes
    assert all("/SD" in line for line in boxes)


def test_the_icon_has_every_size_as_a_picture(qapp):
    made = icon(ROOT / "resources" / "icons" / "ibo_desk.svg")
    reserved, kind, count = struct.unpack_from("<HHH", made)
    assert (reserved, kind, count) == (0, 1, len(SIZES))
    for place, size in enumerate(SIZES):
        length, at = struct.unpack_from("<II", made, 6 + 16 * place + 8)
        image = QImage.fromData(made[at : at + length], "PNG")
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(size // 2, 1 + size // 8).alpha() == 255, "drawn, not blank"
        assert image.pixelColor(0, 0).alpha() < 255, "round corners"


# ---- what travels along


def test_the_zip_is_the_folder_and_the_mark(tmp_path):
    staged = tmp_path / "stage"
    (staged / "app").mkdir(parents=True)
    (staged / "IBO Desk.exe").write_bytes(b"MZ")
    (staged / "app" / "é.py").write_text("x")
    made = pack.portable(staged, tmp_path)
    first = made.read_bytes()
    with zipfile.ZipFile(made) as archive:
        names = archive.namelist()
        assert "gegevens" in archive.read(f"IBO Desk/{PORTABLE}").decode()
    assert sorted(names) == ["IBO Desk/IBO Desk.exe", "IBO Desk/app/é.py", f"IBO Desk/{PORTABLE}"]
    assert pack.portable(staged, tmp_path).read_bytes() == first


@pytest.mark.long
def test_every_package_is_listed_with_its_licence_and_text(tmp_path, python):
    site = Path(next(path for path in sys.path if (Path(path) / "sqlmodel").is_dir()))
    (python / "LICENSE.txt").write_text("PSF")
    licences.write(tmp_path / "licenties", site, python)
    told = (tmp_path / "licenties" / "LICENTIES.txt").read_text("utf-8")
    for package, licence in (
        ("sqlmodel", "MIT"),
        ("psycopg", "LGPL"),
        ("lxml", "BSD"),
        ("Python 3.14", "PSF-2.0"),
    ):
        assert re.search(rf"^{package}\b.*{licence}", told, re.MULTILINE), package
    assert "code.qt.io" in told
    texts = {path.name for path in (tmp_path / "licenties").iterdir()}
    assert texts >= {"LGPL-3.0.txt", "GPL-3.0.txt", "Python.txt"}
    named = {name for line in told.splitlines() for name in re.findall(r"[\w.-]+\.txt", line)}
    assert named <= texts
