"""What a machine lacks is named with the command that installs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ibo_desk.ui import libraries
from tools import setup_system

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine of somebody who is not root, with apt-get, without one library."""
    apt = tmp_path / "apt-get"
    apt.write_text("#!/bin/sh\nexit 1\n")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["setup_system.py"])
    monkeypatch.setattr(libraries, "QT", {"libnowhere.so.9": "libnowhere9"})
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return apt


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings its own libraries")
def test_what_is_missing_is_named_with_its_command(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert setup_system.main() == 1
    said = capsys.readouterr().err
    assert "ontbreekt: libnowhere.so.9" in said
    assert "sudo apt-get install -y --no-install-recommends libnowhere9" in said


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings its own libraries")
def test_elsewhere_the_packages_are_named(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare.unlink()
    assert setup_system.main() == 1
    assert "overeenkomt met: libnowhere9" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings its own libraries")
def test_root_hears_what_is_installed_and_what_failed(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert setup_system.main() == 1
    said = capsys.readouterr().err
    assert "nu geïnstalleerd: apt-get install -y" in said
    assert "niet gelukt: apt-get update" in said


def test_it_runs_on_the_bare_python_of_the_machine() -> None:
    ran = subprocess.run([sys.executable, "-I", "-S", str(ROOT / "tools" / "setup_system.py")], check=False)
    assert ran.returncode == 0


# What the tests start that is no part of the environment; a new one is asked for in tools/setup_system.py.
PROGRAMS_OF_TESTS = {
    "postgresql": ("initdb", "postgres"),
    "poppler-utils": ("pdftotext", "pdfinfo", "pdffonts"),
    "libreoffice-writer-nogui": ("soffice",),
    "libreoffice-calc-nogui": ("soffice",),
    "git": ("git",),
}


def test_only_the_tests_ask_for_what_only_they_need(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.setattr(setup_system, "ROOT", tmp_path)
    always = {need.package for need in setup_system.needs(tests=False)}
    with_tests = {need.package for need in setup_system.needs(tests=True)}
    assert with_tests - always == set(PROGRAMS_OF_TESTS)


@pytest.mark.skipif(sys.platform != "linux", reason="the programs are looked for as Debian has them")
def test_a_machine_without_a_program_of_the_tests_is_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    bare = {need.package: need.is_there() for need in setup_system.needs(tests=True)}
    assert not any(bare[package] for package in ("poppler-utils", "libreoffice-writer-nogui"))
    for program in ("pdftotext", "soffice"):
        (tmp_path / program).write_text("#!/bin/sh\n")
        (tmp_path / program).chmod(0o755)
    there = {need.package: need.is_there() for need in setup_system.needs(tests=True)}
    assert there["poppler-utils"]
    assert not there["libreoffice-writer-nogui"]  # the program is there, its Writer is not


def _recipe(target: str) -> list[str]:
    told = subprocess.run(
        ["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [line for line in told if "setup" in line or "pytest" in line]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_test_looks_at_the_machine_before_anything_else() -> None:
    assert _recipe("run") == ["sh tools/setup.sh"]
    steps = _recipe("test")
    assert steps[0] == "sh tools/setup.sh --tests"
    assert "pytest" in steps[-1]


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_the_build_server_runs_make_test_and_no_more(tmp_path: Path) -> None:
    for name in ("bash", "dirname"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    heard = tmp_path / "heard"
    make = tmp_path / "make"
    make.write_text(f'#!/bin/bash\necho "$* CI=$CI" >>{heard}\n')
    make.chmod(0o755)
    subprocess.run([str(ROOT / ".ci" / "run")], env={"PATH": str(tmp_path)}, check=True, timeout=20)
    assert heard.read_text().split("\n") == ["test CI=true", ""]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A source whose environment is ready; its Python writes down what it is asked."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "ibo_desk" / "ui").mkdir(parents=True)
    files = ("tools/setup.sh", "tools/setup_system.py", "ibo_desk/__init__.py", "ibo_desk/ui/__init__.py",
             "ibo_desk/ui/libraries.py", "pyproject.toml", "constraints.txt")  # fmt: skip
    for name in files:
        shutil.copy2(ROOT / name, tmp_path / name)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/heard\n')
    python.chmod(0o755)
    (tmp_path / ".venv" / ".ready").touch()
    return tmp_path


def _set_up(source: Path, *words: str) -> subprocess.CompletedProcess[str]:
    (source / "heard").unlink(missing_ok=True)
    return subprocess.run(
        ["sh", "tools/setup.sh", *words], cwd=source, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "PYTHON": sys.executable, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_what_is_ready_is_left_alone_and_a_newer_list_is_installed(source: Path) -> None:
    assert _set_up(source).stdout == ""
    assert "pip" not in (source / "heard").read_text()
    ready = (source / ".venv" / ".ready").stat().st_mtime
    os.utime(source / "constraints.txt", (ready + 5, ready + 5))
    assert "geïnstalleerd" in _set_up(source).stdout
    assert "pip install" in (source / "heard").read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is installed")
def test_a_new_machine_is_seen_though_the_environment_is_ready(source: Path) -> None:
    """The folder came from elsewhere: what it needs of the machine is looked at each time."""
    with (source / "ibo_desk" / "ui" / "libraries.py").open("a") as table:
        table.write('\nQT["libnowhere.so.9"] = "libnowhere9"\n')
    hidden = source / "bin"
    hidden.mkdir()
    for name in ("sh", "dirname", "find"):
        (hidden / name).symlink_to(str(shutil.which(name)))
    ran = subprocess.run(
        ["sh", "tools/setup.sh", "--tests"], cwd=source, capture_output=True, text=True, check=False, timeout=60,
        env={"PATH": str(hidden), "PYTHON": sys.executable, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert ran.returncode == 1
    assert "libnowhere.so.9" in ran.stderr


# The program says it itself, before Qt is asked.


def _start(hidden: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys; from ibo_desk.__main__ import main; code = main([])\n"
        "print(sorted(name for name in sys.modules if name.startswith('PySide6')))\n"
        "sys.exit(code)"
    )
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
        env={**kept, "LD_LIBRARY_PATH": str(hidden), "LC_ALL": "C.UTF-8", **environment},
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings its own libraries")
@pytest.mark.parametrize(
    ("library", "package", "environment"),
    [
        *((name, package, {"DISPLAY": ":97"}) for name, package in libraries.OF_PLATFORM["xcb"].items()),
        ("libEGL.so.1", "libegl1", {"QT_QPA_PLATFORM": "offscreen"}),
        ("libxcb-icccm.so.4", "libxcb-icccm4", {"QT_QPA_PLATFORM": "xcb"}),
        ("libwayland-egl.so.1", "libwayland-egl1", {"WAYLAND_DISPLAY": "wayland-97"}),
    ],
)
def test_a_library_that_qt_lacks_is_said_in_one_sentence(
    tmp_path: Path, library: str, package: str, environment: dict[str, str]
) -> None:
    (tmp_path / library).write_bytes(b"")  # the loader finds this first, and cannot use it
    ran = _start(tmp_path, **environment)
    assert ran.returncode == 1
    assert ran.stdout == "[]\n"
    said = ran.stderr.strip().splitlines()
    assert len(said) == 1
    assert library in said[0]
    assert "sudo apt-get install" in said[0]
    assert package in said[0].split()[-1].rstrip(".") or f" {package} " in said[0]


def test_without_a_screen_the_command_line_is_named(tmp_path: Path) -> None:
    if sys.platform != "linux":
        assert not libraries.missing({"libnowhere.so.9": "libnowhere9"})
        return
    ran = _start(tmp_path)
    assert (ran.returncode, ran.stdout) == (1, "[]\n")
    assert "ibo-desk --help" in ran.stderr


def test_one_way_to_the_screen_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    from ibo_desk.ui.screen import why_no_window

    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-97")
    monkeypatch.setenv("DISPLAY", ":97")
    monkeypatch.setattr(libraries, "QT", {})
    monkeypatch.setattr(libraries, "OF_PLATFORM", {"xcb": {}, "wayland": {"libnowhere.so.9": "nowhere"}})
    assert why_no_window() == ""
