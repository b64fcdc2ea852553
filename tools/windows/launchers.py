"""Two small programs beside ``python``: the desk, without a console, and the command line, with one."""

import shutil
import subprocess
import tomllib
from pathlib import Path
from string import Template
from typing import Final, NamedTuple

from ibo_desk import __version__
from tools.windows.icon import icon

HERE: Final = Path(__file__).parent
APP_ID: Final = "IBODesk.Desk"  # one button on the taskbar for window and pinned shortcut


class Launcher(NamedTuple):
    """A program: its file, which table of pyproject.toml says what it runs, and for the linker what Windows opens."""

    file: str
    table: str
    script: str
    subsystem: str


LAUNCHERS: Final = (
    Launcher("IBO Desk.exe", "gui-scripts", "ibo-desk-window", "-mwindows"),
    Launcher("ibo-desk.exe", "scripts", "ibo-desk", "-mconsole"),
)


def entry_of(root: Path, launcher: Launcher) -> str:
    """What a launcher hands to Python: the function that pyproject.toml names."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    module, _colon, function = project[launcher.table][launcher.script].partition(":")
    return f"import sys; from {module} import {function}; sys.exit({function}())"


def build(root: Path, staged: Path, version: tuple[int, int], work: Path) -> None:
    """Compile both into ``staged``, with icon, version and manifest, the same bytes each time."""
    folder = work / "launchers"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ibo-desk.ico").write_bytes(icon(root / "resources" / "icons" / "ibo_desk.svg"))
    shutil.copyfile(folder / "ibo-desk.ico", work / "ibo-desk.ico")
    shutil.copyfile(HERE / "launcher.manifest", folder / "launcher.manifest")
    for launcher in LAUNCHERS:
        facts = {
            "file": launcher.file,
            "version": __version__,
            "numbers": __version__.replace(".", ",") + ",0",
        }
        source = Template((HERE / "launcher.rc").read_text("ascii")).substitute(facts)
        (folder / "launcher.rc").write_text(source, "ascii")
        subprocess.run(
            ["x86_64-w64-mingw32-windres", "launcher.rc", "-O", "coff", "-o", "launcher.res"],
            cwd=folder,
            check=True,
        )
        header = (
            f'#define PYTHON L"python{version[0]}{version[1]}.dll"\n'
            f'#define ENTRY L"{entry_of(root, launcher)}"\n'
            f'#define APP_ID L"{APP_ID}"\n'
            f"#define WINDOWED {int(launcher.subsystem == '-mwindows')}\n"
        )
        (folder / "launcher.h").write_text(header, "ascii")
        subprocess.run(
            ["x86_64-w64-mingw32-gcc", "-O2", "-s", "-municode", launcher.subsystem, "-I", folder,
             "-Wl,--dynamicbase,--nxcompat,--high-entropy-va,--no-insert-timestamp", HERE / "launcher.c",
             folder / "launcher.res", "-o", staged / launcher.file],
            check=True,
        )  # fmt: skip
