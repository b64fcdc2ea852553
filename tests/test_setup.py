"""What a machine lacks is named with the command that installs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
    monkeypatch.setattr(setup_system, "QT", {"libnowhere.so.9": "libnowhere9"})
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
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
