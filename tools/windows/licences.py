"""The licences of all that travels along: a list made from the packages' own metadata, and the texts beside it."""

import shutil
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path
from typing import Final

from tools.windows.python_of_windows import CannotBuildError, version_of

_TEXTS: Final = Path(__file__).parent / "licences"  # LGPL and GPL 3, as the FSF publishes them
_NAMES: Final = ("LICEN", "COPYING", "NOTICE", "AUTHORS")
_NOT_CHOSEN: Final = "LicenseRef-Qt-Commercial"  # Qt offers it too; we use the LGPL
_QT: Final = (
    "Qt (de mappen app\\PySide6 en app\\shiboken6) wordt gebruikt onder de LGPL versie 3, als losse bibliotheken\r\n"
    "die u door een andere versie mag vervangen. De broncode staat op https://code.qt.io; de teksten staan in\r\n"
    "LGPL-3.0.txt en GPL-3.0.txt.\r\n"
)


def write(to: Path, app: Path, python: Path) -> None:
    """Fill the folder ``to`` with LICENTIES.txt and the texts; ``app`` holds the installed packages."""
    to.mkdir(parents=True)
    for text in _TEXTS.iterdir():
        shutil.copyfile(text, to / text.name)
    major, minor = version_of(python)
    lines = [f"Python {major}.{minor}: PSF-2.0 (Python.txt)"]
    shutil.copyfile(_text_of_python(python), to / "Python.txt")
    for package in sorted(installed(app), key=lambda one: one.name.lower()):
        texts = [_keep(path, to, package.name) for path in _texts(package)]
        beside = f" ({', '.join(texts)})" if texts else ""
        lines.append(f"{package.name} {package.version}: {licence_of(package)}{beside}")
    head = "IBO Desk staat onder de EUPL-1.2. Het brengt mee, elk onder zijn eigen licentie:\r\n\r\n"
    (to / "LICENTIES.txt").write_text(head + "\r\n".join(lines) + f"\r\n\r\n{_QT}", "utf-8", newline="")


def installed(app: Path) -> Iterator[Distribution]:
    """The packages in a folder."""
    for info in app.glob("*.dist-info"):
        yield PathDistribution(info)


def licence_of(package: Distribution) -> str:
    """The licence a package states: as an expression, else in one line, else by its classifiers."""
    metadata = package.metadata
    stated = next((str(metadata[name]) for name in ("License-Expression", "License") if name in metadata), "")
    kinds = [
        kind.split(" :: ")[-1] for kind in metadata.get_all("Classifier", []) if kind.startswith("License")
    ]
    if stated and "\n" not in stated:
        return stated
    return "; ".join(kinds) or "zie de tekst"


def _texts(package: Distribution) -> Iterator[Path]:
    for file in package.files or ():
        path = Path(str(file.locate()))
        is_text = path.name.upper().startswith(_NAMES) and path.stem != _NOT_CHOSEN
        if ".dist-info" in str(file) and is_text and path.is_file():
            yield path


def _keep(path: Path, to: Path, package: str) -> str:
    name = f"{package}-{path.name}" if path.suffix else f"{package}-{path.name}.txt"
    shutil.copyfile(path, to / name)
    return name


def _text_of_python(python: Path) -> Path:
    """The licence that lies in the folder; the one for a try has none, and then that of the Python that builds."""
    of_this = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    for place in (python / "LICENSE.txt", of_this, Path("/usr/share/doc/python3/copyright")):
        if place.is_file():
            return place
    raise CannotBuildError(f"{python} has no LICENSE.txt; put the one of its version there.")
