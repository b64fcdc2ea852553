"""Where a municipality sits, and by whom: for its own college, on the day of the paper."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ibo_desk.app import App, open_app
from ibo_desk.documents.builders.seats import papers
from ibo_desk.documents.layouts.seats import SeatList
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.bodies import BodyKind, LegalForm
from ibo_desk.domain.clock import FixedClock


@pytest.fixture
def app(tmp_path: Path, preset_file: Path, clock: FixedClock) -> Iterator[App]:
    opened = open_app(shutil.copyfile(preset_file, tmp_path / "regio.ibo"), clock=clock)
    yield opened
    opened.close()


def of(app: App, municipality: str) -> SeatList:
    college = app.bodies.find(municipality)
    [paper] = papers(
        Sources(app.store), PaperRequest("seats", college_ids=(college,), month=date(2026, 11, 23))
    )
    assert isinstance(paper.content, SeatList)
    return paper.content


def test_bodies_people_forms_and_terms_stand_there(app: App) -> None:
    menen = app.organisations.find("Menen")
    body = app.bodies.add_body("Zorgraad Leieland (fictief)", BodyKind.OTHER)
    app.records.patch("body", body, None, {"legal_form": LegalForm.PROJECT, "valid_from": date(2021, 7, 1)})
    app.records.add("membership", {"body_id": body, "organisation_id": menen})
    before = of(app, "Menen")
    (line,) = [row for row in before.seats if row.body == "Zorgraad Leieland (fictief)"]
    assert (line.form, line.persons, line.nobody, line.term) == (
        "projectvereniging", "", "niemand geregistreerd", "30 juni 2027"
    )  # fmt: skip
    assert any("duid aan wie daar zetelt" in text for text in before.to_check)
    assert any("30 juni 2027" in text for text in before.to_check)
    person = app.records.add("person", {"name": "Ans Fictief", "organisation_id": menen})
    app.records.add("mandate", {"person_id": person, "organisation_id": menen, "body_id": body})
    (line,) = [row for row in of(app, "Menen").seats if row.body == "Zorgraad Leieland (fictief)"]
    assert (line.persons, line.nobody) == ("Ans Fictief", "")
    assert "Zorgraad Leieland (fictief)" not in {row.body for row in of(app, "Kuurne").seats}


def test_a_seat_that_ended_is_gone(app: App) -> None:
    menen = app.organisations.find("Menen")
    first = app.bodies.seats(menen)[0]
    (seat,) = [row for row in app.bodies.members(first.body_id) if row.organisation_id == menen]
    app.records.patch("membership", seat.id, None, {"valid_to": date(2026, 11, 22)})
    assert first.body not in {row.body for row in of(app, "Menen").seats}
