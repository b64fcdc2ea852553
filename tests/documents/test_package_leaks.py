"""A college's own file holds what it may read and nothing else: marks in every narrow text, and all bytes looked at."""

import base64
import json
import os
import re
import sqlite3
import stat
from collections.abc import Sequence
from contextlib import closing
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select

from ibo_desk.app import open_app
from ibo_desk.data.tables import (
    Body,
    CalendarRecess,
    Document,
    Engagement,
    EngagementPartner,
    FeedbackRound,
    Organisation,
    Person,
    Setting,
)
from ibo_desk.domain.audience import Audience
from ibo_desk.services.base.attached import keep_bytes
from ibo_desk.services.keeping.soundness import findings
from ibo_desk.services.packages.giving import give
from tests.documents.builders.small_region import NEXT_DAY, SECRET, SmallRegion
from tests.documents.test_leaks import Marks, marked

__all__ = ["marked"]
MARK = re.compile(r"Q(?:geheim|eigen)\w+?q")


def _values(path: Path) -> str:
    """Every value of every table, as SQLite gives it, with the words of the search index."""
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).fetchall()
        ]
        rows = [row for name in names for row in connection.execute(f'SELECT * FROM "{name}"').fetchall()]
    return "\n".join(
        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        for row in rows
        for value in row
    )


def _bytes(path: Path) -> str:
    """The file as it lies on the disk, free pages and all, in both ways in which text may stand there."""
    data = path.read_bytes()
    return data.decode("utf-8", "replace") + data.decode("utf-16-le", "replace")


@pytest.mark.long
def test_no_text_of_others_stands_in_any_byte_of_some(
    region: SmallRegion, marked: Marks, tmp_path: Path
) -> None:
    _look(region, marked, tmp_path, sorted(region.colleges)[:3], at_least=30)


@pytest.mark.long
def test_no_text_of_others_stands_in_any_byte(region: SmallRegion, marked: Marks, tmp_path: Path) -> None:
    assert len(region.colleges) == 13
    _look(region, marked, tmp_path, sorted(region.colleges), at_least=280)


def _look(region: SmallRegion, marked: Marks, folder: Path, names: Sequence[str], at_least: int) -> None:
    _plant(region, marked)
    towns = {region.colleges[name]: name for name in names}
    given = give(region.store, list(towns), folder)
    assert {file.college_id for file in given} == set(towns)
    planted = marked.secretariat.union(*marked.college.values())
    seen = 0
    for file, look in product(given, (_values, _bytes)):
        town = towns[file.college_id]
        text = look(file.path)
        there = set(MARK.findall(text)) & planted
        own = {mark for mark in marked.college[town] if MARK.fullmatch(mark)} | _written_by(
            region, file.college_id
        )
        assert there == own, town
        assert SECRET not in text, town
        assert not {entry for entry in ("Merken", "Voorbeeld") if entry in text}, "the journal of the region"
        seen += len(there)
    assert len(planted) > 350
    assert seen > at_least


def _written_by(region: SmallRegion, college: UUID) -> set[str]:
    """What a paper of a meeting keeps from all is a college's own all the same: its references and its evidence."""
    town = next(of for name, of in region.towns.items() if region.colleges.get(name) == college)
    with region.store.read() as session:
        rounds = select(FeedbackRound.reference).where(
            FeedbackRound.college_id == college, FeedbackRound.audience != Audience.SECRETARIAT
        )
        shares = (
            select(EngagementPartner.evidence)
            .join(Engagement, col(Engagement.id) == EngagementPartner.engagement_id)
            .where(EngagementPartner.organisation_id == town, Engagement.audience != Audience.SECRETARIAT)
        )
        return {*session.exec(rounds), *session.exec(shares)} - {""}


def _plant(region: SmallRegion, marks: Marks) -> None:
    """Marks where papers have none: contacts, calendars, settings, notes on organisations, files that were attached."""
    town_of = {organisation: town for town, organisation in region.towns.items() if town in marks.college}
    with region.store.write(marks.hide("journaal")) as work:
        for organisation in work.session.exec(select(Organisation)).all():
            organisation.note = marks.hide("organisatie")
            town = town_of.get(organisation.id)
            organisation.mailbox = marks.own(town, "postbus") if town else marks.hide("postbus")
            work.add(organisation)
        for person in work.session.exec(select(Person)).all():
            town = town_of.get(person.organisation_id) if person.organisation_id else None
            person.email = marks.own(town, "mail") if town else marks.hide("mail")
            work.add(person)
        for town, college in sorted(region.colleges.items()):
            work.get(Body, college).note_headings = marks.own(town, "kop")
            for number, (audience, mark) in enumerate(
                (
                    (Audience.COLLEGE, marks.own(town, "bijlage")),
                    (Audience.SECRETARIAT, marks.hide("bijlage")),
                )
            ):
                sha256 = keep_bytes(work, f"{number}.txt", mark.encode())
                document = Document(
                    title=f"Bijlage {mark}", college_id=college, blob_sha256=sha256, audience=audience
                )
                work.add(document)
            work.add(
                CalendarRecess(body_id=college, first=NEXT_DAY, last=NEXT_DAY, label=marks.own(town, "reces"))
            )
        work.add(Setting(key="merk", value=marks.hide("instelling")))


@pytest.mark.usefixtures("marked")
def test_the_file_is_sound_private_and_without_the_regions_journal(
    region: SmallRegion, tmp_path: Path
) -> None:
    (file,) = give(region.store, [region.colleges["Kortrijk"]], tmp_path)
    if os.name == "posix":  # on Windows the rights of the folder count
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    with open_app(file.path, read_only=True) as app:
        assert findings(app.store) == []
        assert [entry.label for entry in app.history.entries()] == ["Meegegeven op 23 november 2026"]
        own = app.packages.own()
        assert own is not None
        assert own.number == 1
        assert app.my_college.of(own.college_id).open_rounds


@pytest.mark.long
def test_a_return_holds_what_its_college_wrote_and_no_other_text(
    region: SmallRegion, marked: Marks, tmp_path: Path
) -> None:
    """All bytes, also inside what is packed in them: of nobody else, and nothing that was only read."""
    _plant(region, marked)
    names = sorted(region.colleges)[:3]
    for file in give(region.store, [region.colleges[name] for name in names], tmp_path):
        with open_app(file.path, actor="gemeente") as own:
            cell = next(
                (row.item_id, row.college_id) for row in own.my_college.of(file.college_id).open_rounds
            )
            own.feedback.heard([cell], own.clock.today())
            organisation = next(row for row in own.organisations.listing() if row.name in file.college)
            own.records.patch("organisation", organisation.id, None, {"mailbox": "Qeigenterugq@stad.example"})
            data = own.packages.send_back()
        packed = json.loads(data)["body"]
        files = [base64.b64decode(part) for part in json.loads(packed)["files"].values()]
        whole = "".join(part.decode("utf-8", "replace") for part in (data, packed.encode(), *files))
        assert set(MARK.findall(whole)) == {"Qeigenterugq"}, file.college
        assert SECRET.casefold() not in whole.casefold()
