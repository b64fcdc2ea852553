"""The register of what was sent, for scripts."""

import json
import shutil
from pathlib import Path

import pytest

from ibo_desk.app import open_app
from ibo_desk.cli.main import main
from ibo_desk.domain.agenda_marks import AgendaMark
from ibo_desk.domain.meetings import MeetingState
from tests.beginnings import TODAY, example_with_notes_of_run


@pytest.mark.long
def test_the_example_has_notes_that_went(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copyfile(example_with_notes_of_run(), tmp_path / "voorbeeld.ibo")
    assert main(["list", str(tmp_path / "voorbeeld.ibo"), "sent", "--json"]) == 0
    rows = [row for row in json.loads(capsys.readouterr().out) if row["known"]]
    assert {row["college"] for row in rows} == {"CBS Lendelede", "CBS Wevelgem", "CBS Zwevegem"}
    for row in rows:
        assert (row["sent_on"], row["known"], row["replaces_on"]) == ("2026-11-20", True, None)
        assert [file["file_name"].rpartition(".")[2] for file in row["files"]] == ["docx", "pdf"]


@pytest.mark.long
def test_one_of_them_would_now_read_otherwise(tmp_path: Path) -> None:
    """The example shows how an overtaken note is seen; of the others nothing changed."""
    shutil.copyfile(example_with_notes_of_run(), tmp_path / "voorbeeld.ibo")
    with open_app(tmp_path / "voorbeeld.ibo", read_only=True) as app:
        meetings = {row.meeting_id for row in app.sent.listing() if row.meeting_id is not None}
        changed = [note for meeting in meetings for note in app.papers.changed_notes(meeting)]
        assert [[change.name for change in note.changes] for note in changed] == [["consequences"]]
        for row in app.meetings.listing(states=[MeetingState.AGENDA_SENT]):
            (version,) = app.agenda_versions.versions(row.id)
            assert version.sent_on is not None
            assert version.sent_on <= TODAY.today(), "what is called sent was kept on its day"
            assert not [
                mark for mark in app.agenda_versions.marks(row.id) if mark.mark is not AgendaMark.SAME
            ]
        newest = app.sent.listing()[0]
        assert (changed[0].held.sent_id, changed[0].held.college_id) == (newest.id, newest.college_id)
