"""The folder that installer and zip carry: launchers, ``python``, ``app`` and ``licenties``."""

import compileall
import py_compile
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Final

from packaging.requirements import Requirement

from ibo_desk import __version__
from tools.windows import launchers, licences
from tools.windows.python_of_windows import version_of

# What of a full CPython the program never asks for; patterns of paths below its folder, in small letters.
PYTHON_WITHOUT: Final = (
    "bin/*", "include/*", "libs/*", "share/*", "tools/*", "scripts/*", "doc/*", "jni*.dll", "*.exe",
    "tcl/*", "*/tcl8*.dll", "*/tk8*.dll", "lib/test/*", "lib/*/test/*", "lib/*/tests/*",
    "lib/idlelib/*", "lib/tkinter/*", "lib/turtledemo/*",
    "lib/turtle.py", "lib/lib2to3/*", "lib/ensurepip/*", "lib/site-packages/*", "lib/pip/*", "lib/pip-*/*",
    "lib/setuptools*/*", "lib/pkg_resources/*", "lib/_distutils_hack/*", "lib/distutils-precedence.pth",
    "dlls/_tkinter*", "dlls/tcl*", "dlls/tk*", "dlls/_test*", "*/__pycache__/*", "*.pdb", "*.lib",
)  # fmt: skip
# Of the wheels: the parts of Qt beside those the windows use, what only builds need, and what pip puts aside.
APP_WITHOUT: Final = (
    "bin/*", "*.pyi", "*/py.typed", "*/__pycache__/*", "pyside6/*.exe", "pyside6/*.lib", "pyside6/qml/*",
    "pyside6/include/*", "pyside6/typesystems/*", "pyside6/metatypes/*", "pyside6/glue/*", "pyside6/scripts/*",
    "pyside6/resources/*", "pyside6/doc/*", "pyside6/qtasyncio/*", "pyside6/lib/*",
    "pyside6/qt6q[mu]*.dll", "pyside6/qt6labs*.dll", "pyside6/qt6lottie*.dll", "pyside6/qt6designer*.dll",
    "pyside6/qt6help.dll", "pyside6/qt6sql.dll", "pyside6/qt6test.dll", "pyside6/qt6uitools.dll", "pyside6/qt6xml.dll",
    "pyside6/qt6concurrent.dll", "pyside6/qt6dbus.dll", "pyside6/qt6opengl*.dll", "pyside6/opengl32sw.dll",
    "pyside6/pyside6qml*.dll", "pyside6/qt[!cgnpsw]*.pyd", "pyside6/qtconcurrent.pyd", "pyside6/qtsql.pyd",
    "pyside6/avcodec*", "pyside6/avformat*", "pyside6/avutil*", "pyside6/swresample*", "pyside6/swscale*",
    "pyside6/plugins/qmltooling/*", "pyside6/plugins/qmllint/*", "pyside6/plugins/qmlls/*",
    "pyside6/plugins/sqldrivers/*", "pyside6/plugins/designer/*", "pyside6/plugins/scxmldatamodel/*",
    "pyside6/plugins/assetimporters/*", "pyside6/plugins/platforminputcontexts/*",
    "pyside6/plugins/vectorimageformats/*",
    "pyside6/plugins/imageformats/qpdf.dll",
    "pyside6/translations/*_[!n]*.qm", "pyside6/translations/*_n[!l]*.qm",
    "sqlalchemy/testing/*", "lxml/includes/*", "alembic/testing/*",
)  # fmt: skip


def make(root: Path, python: Path, work: Path) -> Path:
    """Stage all of it below ``work`` and return the folder."""
    staged = work / "stage"
    version = version_of(python)
    _copy(python, staged / "python", PYTHON_WITHOUT)
    search_path(staged / "python", version)
    _install(root, staged / "app", version, work)
    licences.write(staged / "licenties", staged / "app", python)
    if sys.version_info[:2] == version:  # only this version's byte code is of use to it
        for folder in (staged / "app", staged / "python"):
            compileall.compile_dir(
                folder, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
            )
    launchers.build(root, staged, version, work)
    return staged


def kept(path: str, without: Sequence[str]) -> bool:
    """Whether a file goes in; ``path`` is below the folder, with forward slashes."""
    return not any(fnmatch(path.lower(), pattern) for pattern in without)


def search_path(python: Path, version: tuple[int, int]) -> None:
    """Write the ``_pth`` beside its library: this Python looks here and in ``app``, never in a registry or variable."""
    library = f"python{version[0]}{version[1]}"
    inside = [name for name in (f"{library}.zip", "Lib", "lib", "DLLs") if (python / name).exists()]
    (python / f"{library}._pth").write_text("\n".join([*inside, ".", r"..\app", ""]), "ascii")


def requirements(root: Path) -> list[str]:
    """What the program needs on Windows, with the driver of a shared region; no markers: they speak of this system."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    requirements = [
        Requirement(text)
        for text in (*project["dependencies"], *project["optional-dependencies"]["postgres"])
    ]
    for requirement in requirements:
        requirement.marker = None
    return [str(requirement) for requirement in requirements]


def _install(root: Path, app: Path, version: tuple[int, int], work: Path) -> None:
    wheels, target = work / "wheels", work / "site"
    for folder in (wheels, target):
        shutil.rmtree(folder, ignore_errors=True)
    _python("-m", "hatchling", "build", "-t", "wheel", "-d", wheels, cwd=root)
    own = wheels / f"ibo_desk-{__version__}-py3-none-any.whl"
    pip = ("-m", "pip", "--quiet", "--disable-pip-version-check")
    of_windows = ("--platform", "win_amd64", "--only-binary", ":all:", "--implementation", "cp",
                  "--python-version", ".".join(map(str, version)))  # fmt: skip
    _python(*pip, "download", *of_windows, "-c", root / "constraints.txt", "-d", wheels, *requirements(root))
    _python(*pip, "install", *of_windows, "--no-deps", "--no-index", "--no-compile", "--target", target,
            own, *sorted(wheel for wheel in wheels.glob("*.whl") if wheel != own))  # fmt: skip
    _copy(target, app, APP_WITHOUT)


def _python(*words: str | Path, cwd: Path | None = None) -> None:
    subprocess.run([sys.executable, *words], check=True, cwd=cwd)


def _copy(source: Path, target: Path, without: Iterable[str]) -> None:
    left_out = tuple(without)
    for path in sorted(source.rglob("*")):
        name = PurePosixPath(path.relative_to(source).as_posix())
        if path.is_file() and kept(str(name), left_out):
            to = target / name
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
