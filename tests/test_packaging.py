"""What travels: the wheel carries all that is no code, and nothing in the tree points to a machine or a registry."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ibo_desk import __version__
from ibo_desk.files import report, resource

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, made outside of it."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def carried(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize(
    "what",
    [
        "_reports/docx/*.docx",
        "_reports/typ/*.typ",
        "_reports/html/*",
        "_reports/txt/*",
        "_reports/reply-form/word/*.xml",
        "_resources/presets/*.toml",
        "_resources/fonts/LiberationSans-*.ttf",
        "_resources/fonts/LICENSE-OFL.txt",
        "_resources/icons/*.svg",
        "_resources/translations/nl/LC_MESSAGES/ibo_desk.mo",
        "_resources/example/*",
        "py.typed",
        "data/migrations/versions/*.py",
    ],
)
def test_the_wheel_carries(carried: set[str], what: str) -> None:
    assert any(Path(name).match(f"ibo_desk/{what}") for name in carried)


@pytest.mark.parametrize("root", [resource(), report()], ids=["resources", "reports"])
def test_every_file_without_code_is_in_the_wheel(carried: set[str], root: Path) -> None:
    known = _tracked(root.name)
    assert known
    assert {f"ibo_desk/_{name}" for name in known} <= carried


def test_the_wheel_carries_no_tests_and_no_tools(carried: set[str]) -> None:
    tops = {name.split("/")[0] for name in carried}
    assert tops == {"ibo_desk", f"ibo_desk-{__version__}.dist-info"}


def test_the_licence_travels(carried: set[str]) -> None:
    assert f"ibo_desk-{__version__}.dist-info/licenses/LICENSE" in carried


def test_an_installed_wheel_finds_its_files(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    told = subprocess.run(
        [sys.executable, "-I", "-c", _ASK, str(site)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.split() == [
        str(site / "ibo_desk" / "_resources" / "fonts"),
        str(site / "ibo_desk" / "_reports" / "docx"),
        "True",
    ]


_ASK = """
import sys
sys.path.insert(0, sys.argv[1])
from ibo_desk.files import report, resource
print(resource("fonts"), report("docx"), resource("fonts").is_dir() and report("docx").is_dir())
"""


@pytest.mark.long
def test_no_tracked_file_names_a_registry_or_a_machine() -> None:
    wrong = re.compile(
        r"pypi[.]org|pythonhosted|registry[.]npmjs|maven[.]org|proxy[.]golang|--(?:extra-)?index-url|--find-links"
        r"|/home/\w+/|/work/|/root/|[A-Z]:\\\\Users"
    )
    found = []
    for name in _tracked("."):
        path = ROOT / name
        if path == Path(__file__) or not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" not in content and wrong.search(content.decode("utf-8")):
            found.append(name)
    assert found == []


def _tracked(folder: str) -> list[str]:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout")
    told = subprocess.run(
        ["git", "ls-files", "-z", folder], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [name for name in told.stdout.split("\0") if name]
