"""A region set up from its preset, and the command line in this process."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from ibo_desk.__main__ import main


class Said(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def region(tmp_path: Path, preset_file: Path) -> Path:
    return Path(shutil.copyfile(preset_file, tmp_path / "regio.ibo"))


@pytest.fixture
def ibo_desk(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: object) -> Said:
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run
