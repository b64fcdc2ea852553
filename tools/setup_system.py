"""Names what the machine itself lacks, with the command that installs it; root gets it installed, after saying so.

Runs on the bare Python of the machine, before there is a virtual environment. ``--tests`` adds what only the tests
want: PostgreSQL, LibreOffice, poppler, which reads the PDFs, and git where the source is a clone.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ibo_desk.ui import libraries  # noqa: E402  the source is not installed yet


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
    needed = libraries.needed()
    for way in libraries.platforms(os.environ):
        needed |= libraries.needed(way)
    for name, package in needed.items() if sys.platform == "linux" else ():
        yield Need(name, package, partial(libraries.loads, name))
    if tests:
        yield Need("PostgreSQL", "postgresql", _has_postgresql)
        yield Need("LibreOffice Writer", "libreoffice-writer-nogui", lambda: _has_office("libswlo.so"))
        yield Need("poppler (pdftotext)", "poppler-utils", lambda: shutil.which("pdftotext") is not None)
        yield Need("LibreOffice Calc", "libreoffice-calc-nogui", lambda: _has_office("libsclo.so"))
        if (ROOT / ".git").exists():
            yield Need("git", "git", lambda: shutil.which("git") is not None)


def _has_postgresql() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None


def _has_office(part: str) -> bool:
    office = shutil.which("soffice")
    return office is not None and (Path(office).resolve().parent / part).exists()


def main() -> int:
    """Return 0 when all is there, or was installed."""
    needed = list(needs(tests="--tests" in sys.argv[1:]))
    missing = [need for need in needed if not need.is_there()]
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
