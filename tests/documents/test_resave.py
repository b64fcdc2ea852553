"""What LibreOffice keeps of the papers of the example: opened and saved there, every one holds the same words."""

import shutil
import subprocess
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ibo_desk.app import create_example
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.clock import FixedClock
from ibo_desk.services.setup.example import EXAMPLE_DAY
from tests.documents.make_docx import words


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed")
@pytest.mark.libreoffice
@pytest.mark.long
def test_every_docx_of_the_example_keeps_its_text(tmp_path: Path) -> None:
    clock = FixedClock(datetime.combine(EXAMPLE_DAY, time(9), ZoneInfo("Europe/Brussels")))
    made: list[Path] = []
    with create_example(tmp_path / "voorbeeld.ibo", clock) as app:
        held = [row for row in app.meetings.listing() if row.on <= clock.today()]
        for body in (BodyKind.IBO, BodyKind.TRANSPORT_REGION_COUNCIL):
            meeting = next(row.id for row in held if row.body_kind is body)
            for kind in ("agenda", "minutes", "memo"):
                made += app.papers.make(
                    PaperRequest(kind, meeting_id=meeting),
                    formats=["docx"],
                    folder=tmp_path / "uit" / f"{body}",
                )
    assert len([path for path in made if path.name.startswith("nota")]) >= 26
    for folder in {path.parent for path in made}:
        papers = [path for path in made if path.parent == folder]
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}", "--headless", "--convert-to",
             "docx", "--outdir", str(folder / "opnieuw"), *map(str, papers)],
            capture_output=True, check=True, timeout=240,
        )  # fmt: skip
        for path in papers:
            saved = folder / "opnieuw" / path.name
            assert _text(saved) == _text(path), path.name


def _text(path: Path) -> str:
    return " ".join(" ".join(words(path.read_bytes())).split())
