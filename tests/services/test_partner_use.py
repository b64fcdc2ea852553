"""A partner in use is not deleted; two that are the same are put together; open matters go to somebody else."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from ibo_desk.app import App, open_app
from ibo_desk.domain.actions import PartnerRole
from ibo_desk.domain.bodies import BodyKind, LegalForm
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.legal_forms import is_too_long, term_ends
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.services.words import sentence


@pytest.fixture
def app(tmp_path: Path, preset_file: Path, clock: FixedClock) -> Iterator[App]:
    opened = open_app(shutil.copyfile(preset_file, tmp_path / "regio.ibo"), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def twice(app: App) -> tuple[UUID, UUID]:
    """The province a second time, as a list made it, and as it really is."""
    again = app.records.add("organisation", {"name": "Prov. W-Vl", "kind": OrganisationKind.OTHER})
    return again, app.organisations.find("Provincie West-Vlaanderen")


def promise(app: App, what: str, *partners: UUID) -> UUID:
    return app.engagements.add({"what": what}, partners)


def test_a_partner_in_use_is_not_deleted_and_where_is_told(app: App, twice: tuple[UUID, UUID]) -> None:
    again, _province = twice
    promise(app, "Tellen", again)
    with pytest.raises(RuleError) as refused:
        app.records.delete("organisation", again)
    assert "1 × aandeel in een engagement" in sentence(refused.value)
    assert [(use.kind, use.count) for use in app.partner_use.uses(again)] == [("engagement_partner", 1)]
    unused = app.records.add("organisation", {"name": "Niemand (fictief)"})
    app.records.delete("organisation", unused)
    assert unused not in {row.id for row in app.organisations.listing()}


def test_two_that_are_the_same_are_put_together(app: App, twice: tuple[UUID, UUID]) -> None:
    again, province = twice
    promise(app, "Tellen", again)
    (first, *_more) = app.actions.listing()
    for partner in twice:
        app.actions.set_partners(first.id, PartnerRole.PARTNER, [again, province])
        del partner
    joined = app.partner_use.join(again, province)
    assert (joined.moved, joined.kept) == (2, 0)
    (made,) = app.engagements.listing()
    assert [share.organisation_id for share in made.partners] == [province]
    assert again not in {row.id for row in app.organisations.listing()}
    assert next(row.partners for row in app.actions.listing() if row.id == first.id) == (
        "Provincie West-Vlaanderen",
    )
    app.history.undo()
    assert again in {row.id for row in app.organisations.listing()}


def test_what_both_have_a_part_in_is_refused_and_nothing_moves(app: App, twice: tuple[UUID, UUID]) -> None:
    promise(app, "Tellen", *twice)
    with pytest.raises(RuleError) as refused:
        app.partner_use.join(*twice)
    assert "allebei" in sentence(refused.value)
    (made,) = app.engagements.listing()
    assert len(made.partners) == 2


@pytest.mark.long
def test_open_matters_go_to_somebody_else_from_a_day_on(app: App) -> None:
    leiedal, ibo = app.organisations.find("Leiedal"), app.bodies.find("IBO")
    leaves, comes = (
        app.records.add("person", {"name": name, "organisation_id": leiedal}) for name in ("Ans F.", "Bo F.")
    )
    action = app.actions.listing()[0]
    app.records.patch("regional_action", action.id, None, {"coordinator_id": leaves})
    app.records.add("mandate", {"person_id": leaves, "organisation_id": leiedal, "body_id": ibo})
    meeting = app.meetings.add({"body_id": ibo, "on": date(2026, 12, 11)}, ["Cis F.", "Ans F."])
    app.records.patch("meeting", meeting, None, {"secretary": "Ans F."})
    since = date(2026, 12, 1)
    matters = app.handing_over.matters(leaves, since)
    assert [matter.table for matter in matters] == ["regional_action", "mandate", "meeting_chair", "meeting"]
    gone = app.handing_over.hand_over(leaves, comes, since, [matter.key for matter in matters])
    assert gone == matters
    assert app.handing_over.matters(leaves, since) == []
    assert [matter.table for matter in app.handing_over.matters(comes, since)] == [
        "regional_action", "mandate", "meeting_chair", "meeting"
    ]  # fmt: skip
    assert app.meetings.row(meeting).chairs == ("Cis F.", "Bo F.")
    held = {row.person: (row.valid_from, row.valid_to) for row in app.people.mandates(body_id=ibo)}
    assert held["Ans F."] == (None, date(2026, 11, 30))
    assert held["Bo F."] == (since, None)
    app.history.undo()
    assert len(app.handing_over.matters(leaves, since)) == 4


@pytest.mark.parametrize(
    ("form", "since", "ends"),
    [
        (LegalForm.PROJECT, date(2021, 7, 1), date(2027, 6, 30)),
        (LegalForm.MANDATED, date(2010, 1, 1), date(2027, 12, 31)),
        (LegalForm.WELFARE, date(2000, 2, 29), date(2030, 2, 27)),
        (LegalForm.INTERLOCAL, date(2020, 1, 1), None),
        (LegalForm.CARE, date(2020, 1, 1), None),
        (LegalForm.PROJECT, None, None),
    ],
)
def test_a_term_is_what_the_form_allows_at_most(
    form: LegalForm, since: date | None, ends: date | None
) -> None:
    assert term_ends(form, since, None) == ends
    assert term_ends(form, since, date(2026, 12, 31)) == date(2026, 12, 31)
    assert is_too_long(form, since, date(2099, 1, 1)) is (ends is not None)


def test_a_body_is_added_and_its_term_is_told_before_it_ends(app: App) -> None:
    made = app.bodies.add_body("Projectvereniging Erfgoed (fictief)", BodyKind.OTHER)
    app.records.patch("body", made, None, {"legal_form": LegalForm.PROJECT, "valid_from": date(2021, 7, 1)})
    assert [row.id for row in app.bodies.ending_terms(date(2026, 11, 23))] == [made]
    assert app.bodies.ending_terms(date(2024, 1, 1)) == []
