"""``python -m tools.windows``: stages the program with its own Python, then packs installer and portable zip.

The Python is any CPython for 64-bit Windows, unpacked in a folder (``--python`` or WINDOWS_PYTHON), with the SHA-256
of that folder (``--sha256`` or WINDOWS_PYTHON_SHA256); without the latter the build stops and says which one it is.
Without a folder an old one is fetched through Maven: good for a try, and said so at the end.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.windows import pack, python_of_windows, stage

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = {
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "x86_64-w64-mingw32-windres": "binutils-mingw-w64-x86-64",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Build both and print where they lie; returns 1, with what to do, where the machine lacks something."""
    args = _arguments(argv)
    try:
        _need_programs()
        shutil.rmtree(args.work / "stage", ignore_errors=True)
        trial = not args.python
        folder = python_of_windows.for_trying(args.work) if trial else Path(args.python)
        if not trial:
            python_of_windows.check(folder, args.sha256)
        staged = stage.make(ROOT, folder, args.work)
        args.out.mkdir(parents=True, exist_ok=True)
        for made in (pack.installer(staged, args.out, sign=args.sign), pack.portable(staged, args.out)):
            print(f"{made}  {made.stat().st_size / 1e6:.1f} MB  sha256 {python_of_windows.file_digest(made)}")
    except python_of_windows.CannotBuildError as error:
        print(error, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"{error.cmd[0]} ended with {error.returncode}; see what it said above.", file=sys.stderr)
        return 1
    if trial:
        print("For trying only: this Python is of 2023. docs/release.md says which one to give.")
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.windows", description=__doc__)
    parser.add_argument("--python", default=os.environ.get("WINDOWS_PYTHON", ""), metavar="FOLDER")
    parser.add_argument("--sha256", default=os.environ.get("WINDOWS_PYTHON_SHA256", ""), metavar="HEX")
    parser.add_argument("--sign", default=os.environ.get("WINDOWS_SIGN", ""), metavar="COMMAND",
                        help="signs the file that is its last argument, in place")  # fmt: skip
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "windows", metavar="FOLDER")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "windows", metavar="FOLDER")
    return parser.parse_args(argv)


def _need_programs() -> None:
    missing = sorted({package for program, package in PROGRAMS.items() if shutil.which(program) is None})
    if missing:
        raise python_of_windows.CannotBuildError(
            f"Install first: apt-get install -y --no-install-recommends {' '.join(missing)}"
        )


if __name__ == "__main__":
    sys.exit(main())
