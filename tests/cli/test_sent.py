"""The register of what was sent, for scripts."""

import json
from pathlib import Path

import pytest

from ibo_desk.app import create_example
from ibo_desk.cli.main import main
from ibo_desk.domain.clock import FixedClock


@pytest.mark.long
def test_the_example_has_notes_that_went(
    tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    create_example(tmp_path / "voorbeeld.ibo", clock).close()
    assert main(["list", str(tmp_path / "voorbeeld.ibo"), "sent", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["college"] for row in rows} == {"CBS Lendelede", "CBS Wevelgem", "CBS Zwevegem"}
    for row in rows:
        assert (row["sent_on"], row["known"], row["replaces_on"]) == ("2026-11-20", True, None)
        assert [file["file_name"].rpartition(".")[2] for file in row["files"]] == ["docx", "pdf"]
