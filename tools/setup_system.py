"""Names what the machine itself lacks, with the command that installs it; root gets it installed, after saying so.

Runs on the bare Python of the machine, before there is a virtual environment. ``--tests`` adds what only the tests
want: PostgreSQL, LibreOffice and poppler, which reads the PDFs.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

# Shared libraries that Qt loads and its wheel does not carry, with their Debian and Ubuntu packages.
QT = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
QT_ON_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
QT_ON_WAYLAND = {"libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1"}


class Need(NamedTuple):
    """Something of the machine, the package that brings it, and how to see whether it is there."""

    what: str
    package: str
    is_there: Callable[[], bool]


def needs(*, tests: bool) -> Iterator[Need]:
    """Yield what this machine has to have: always, for the display it has, and for the tests."""
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    yield Need(
        "Python-module venv", f"{python}-venv", lambda: importlib.util.find_spec("ensurepip") is not None
    )
    libraries = dict(QT)
    if os.environ.get("DISPLAY"):
        libraries |= QT_ON_X11
    if os.environ.get("WAYLAND_DISPLAY"):
        libraries |= QT_ON_WAYLAND
    for name, package in libraries.items() if sys.platform == "linux" else ():
        yield Need(name, package, partial(_loads, name))
    if tests:
        yield Need("PostgreSQL", "postgresql", _has_postgresql)
        yield Need("LibreOffice Writer", "libreoffice-writer-nogui", lambda: _has_office("libswlo.so"))
        yield Need("poppler (pdftotext)", "poppler-utils", lambda: shutil.which("pdftotext") is not None)
        yield Need("LibreOffice Calc", "libreoffice-calc-nogui", lambda: _has_office("libsclo.so"))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_postgresql() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None


def _has_office(part: str) -> bool:
    office = shutil.which("soffice")
    return office is not None and (Path(office).resolve().parent / part).exists()


def main() -> int:
    """Return 0 when all is there, or was installed."""
    wanted = list(needs(tests="--tests" in sys.argv[1:]))
    missing = [need for need in wanted if not need.is_there()]
    if not missing:
        return 0
    print("Op deze computer ontbreekt: " + ", ".join(need.what for need in missing), file=sys.stderr)
    packages = list(dict.fromkeys(need.package for need in missing))
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        print(f"Installeer wat op dit systeem overeenkomt met: {' '.join(packages)}", file=sys.stderr)
        return 1
    if os.geteuid() != 0:
        print(f"Installeer dat met:\n    sudo {' '.join(command)}", file=sys.stderr)
        return 1
    print(f"Dat wordt nu geïnstalleerd: {' '.join(command)}", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update"], command):
        if subprocess.run(step, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            print(f"Dat is niet gelukt: {' '.join(step)}", file=sys.stderr)
            return 1
    still = [need.what for need in missing if need.what != "Python-module venv" and not need.is_there()]
    if still:
        print("Na de installatie ontbreekt nog: " + ", ".join(still), file=sys.stderr)
    return 1 if still else 0


if __name__ == "__main__":
    sys.exit(main())
