"""The staged folder as an installer for one user and as a portable zip."""

import shlex
import subprocess
import zipfile
from pathlib import Path
from typing import Final

from ibo_desk import __version__
from ibo_desk.places import BESIDE, PORTABLE
from tools.windows.launchers import APP_ID, HERE, LAUNCHERS

NAME: Final = "IBO Desk"
_LONG_AGO: Final = (2026, 1, 1, 0, 0, 0)  # the same files give the same zip, whenever it is packed
_PORTABLE_SAYS: Final = (
    "Zolang dit bestand hier staat, bewaart IBO Desk instellingen, concepten, reservekopieën en logboek in de map\r\n"
    f"'{BESIDE}' hiernaast, en nergens anders op deze computer. Haal het weg om ze in uw profiel te bewaren.\r\n"
)


def installer(staged: Path, out: Path, *, sign: str) -> Path:
    """Build the installer; ``sign`` is a command that signs the file named after it, or nothing."""
    made = out / f"ibo-desk-{__version__}-setup.exe"
    if sign:
        for launcher in LAUNCHERS:
            subprocess.run([*shlex.split(sign), staged / launcher.file], check=True)
    facts = {
        "VERSION": __version__, "STAGE": staged.resolve(), "OUT": made.resolve(), "APPID": APP_ID,
        "ICON": (staged.parent / "ibo-desk.ico").resolve(), **({"SIGN": sign} if sign else {}),
    }  # fmt: skip
    given = [f"-D{name}={value}" for name, value in facts.items()]
    subprocess.run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *given, HERE / "installer.nsi"], check=True)
    return made


def portable(staged: Path, out: Path) -> Path:
    """Zip the same folder, with the mark that makes it portable."""
    made = out / f"ibo-desk-{__version__}-portable.zip"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(staged.rglob("*")):
            if path.is_file():
                _add(archive, path.relative_to(staged).as_posix(), path.read_bytes())
        _add(archive, PORTABLE, _PORTABLE_SAYS.encode())
    return made


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(f"{NAME}/{name}", _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
