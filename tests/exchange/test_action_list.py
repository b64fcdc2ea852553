"""Action lists: the one that was handed over, and what else people write in theirs."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibo_desk.app import App
from ibo_desk.domain.engagements import EngagementKind, EngagementState, Recurrence
from ibo_desk.exchange.plan import Plan, RowFate
from ibo_desk.services.engagements.rows import EngagementRow

Make = Callable[..., Path]
FIRST = {"number": 1, "title": "Geïntegreerde aanpak van de vervoerregio Kortrijk"}


def _read(app: App, path: Path) -> Plan:
    plan = app.lists.plan(path)
    app.lists.apply(plan)
    return plan


def _engagement(app: App, words: str) -> EngagementRow:
    return next(row for row in app.engagements.listing() if words in row.what)


def _state_of_file(app: App) -> list[Any]:
    return [app.actions.listing(), app.engagements.listing(), app.topics.listing(), app.meetings.listing()]


@pytest.fixture
def imported(app: App, actions_file: Path) -> App:
    _read(app, actions_file)
    return app


@pytest.mark.long
def test_every_row_is_read_and_what_is_no_row_is_skipped(app: App, actions_file: Path) -> None:
    plan = app.lists.plan(actions_file)
    assert [row.number for row in plan.rows] == [5, 6, 7, 8, 9, 10, 11, 12, 14]
    assert [row.fate for row in plan.rows] == [RowFate.READ] * 8 + [RowFate.TOTAL]
    assert any("Legende" in remark for remark in plan.remarks)
    assert any("H6" in remark for remark in plan.remarks), "a colour is not read, and that is told"


@pytest.mark.long
def test_a_plan_writes_nothing(app: App, actions_file: Path) -> None:
    before = _state_of_file(app)
    app.lists.plan(actions_file)
    assert _state_of_file(app) == before


@pytest.mark.long
def test_all_municipalities_and_the_department_are_one_engagement_of_fourteen(imported: App) -> None:
    row = _engagement(imported, "contactpersoon vervoer op maat")
    assert len(row.partners) == 14
    assert {share.organisation for share in row.partners} >= {"Kortrijk", "Spiere-Helkijn", "Departement MOW"}
    assert {share.state for share in row.partners} == {EngagementState.RUNNING}
    assert (row.due_on, row.progress) == (date(2026, 12, 15), "9 van de 13 gemeenten hebben iemand aangeduid")


@pytest.mark.long
def test_a_row_without_a_number_belongs_to_the_action_above(imported: App) -> None:
    row = _engagement(imported, "nota doorstroming")
    assert row.action == "Vervoerregio Kortrijk"
    assert [share.organisation for share in row.partners] == ["AWV", "De Lijn"]
    assert (row.due_on, row.due_phrase) == (date(2027, 1, 31), "eind januari 2027")
    assert "wacht op cijfers De Lijn" in row.note


@pytest.mark.long
def test_the_lead_becomes_lead_of_the_action(imported: App) -> None:
    leads = {row.number: row.leads for row in imported.actions.listing()}
    assert leads["1"] == ("Intercommunale Leiedal",)
    assert leads["3"] == ("Provincie West-Vlaanderen",)
    assert leads["9"] == ()


@pytest.mark.long
def test_an_unsure_partner_is_reported_and_never_guessed(app: App, actions_file: Path) -> None:
    plan = _read(app, actions_file)
    row = next(one for one in plan.rows if one.number == 12)
    assert any("Departement Omgeving?" in remark for remark in row.remarks)
    engagement = _engagement(app, "cijfers ruimtebeslag")
    assert len(engagement.partners) == 14
    assert "Departement Omgeving" not in {share.organisation for share in engagement.partners}
    assert "Departement Omgeving?" in engagement.note
    assert (engagement.recurrence, engagement.due_on) == (Recurrence.YEARLY, date(2027, 3, 1))


@pytest.mark.long
def test_an_amount_for_each_municipality_and_its_reservation(imported: App) -> None:
    row = _engagement(imported, "Cofinanciering")
    assert [(share.organisation, share.amount_cents) for share in row.partners] == [
        ("Anzegem", 2_500_000),
        ("Avelgem", 2_500_000),
        ("Zwevegem", 2_500_000),
    ]
    assert {share.kind for share in row.partners} == {EngagementKind.MONEY}
    assert {(share.state, share.condition) for share in row.partners} == {
        (EngagementState.CONDITIONAL, "onder voorbehoud college")
    }


@pytest.mark.long
def test_progress_and_signs_are_kept(imported: App) -> None:
    assert _engagement(imported, "kaaimuren").progress == "50%"
    shops = _engagement(imported, "Kernafbakening")
    assert 'R&D <detailhandel> & "baanwinkels"' in shops.note
    assert shops.progress == "3 van 13 klaar\n\nKuurne, Harelbeke en Waregem afgerond"


@pytest.mark.long
def test_a_second_import_changes_nothing(imported: App, actions_file: Path) -> None:
    before = _state_of_file(imported)
    entries = imported.history.entries()
    plan = _read(imported, actions_file)
    assert {row.fate for row in plan.rows} == {RowFate.UNCHANGED, RowFate.TOTAL}
    assert not plan.changes
    assert _state_of_file(imported) == before
    assert imported.history.entries() == entries


@pytest.mark.long
def test_a_second_import_leaves_what_the_user_changed_or_deleted(imported: App, actions_file: Path) -> None:
    changed, deleted = _engagement(imported, "kaaimuren"), _engagement(imported, "Cofinanciering")
    imported.records.patch("engagement", changed.id, None, {"what": "Inventaris kaaien", "progress": "80%"})
    imported.records.delete("engagement", deleted.id)
    action = imported.actions.listing()[0]
    imported.records.patch(
        "regional_action", action.id, None, {"title": "Vervoer in de regio", "number": "1b"}
    )
    before = _state_of_file(imported)
    assert not _read(imported, actions_file).changes
    assert _state_of_file(imported) == before


@pytest.mark.long
def test_the_import_is_one_entry_and_can_be_undone(app: App, actions_file: Path) -> None:
    before = [row.leads for row in app.actions.listing()]
    _read(app, actions_file)
    entry = app.history.entries()[0]
    assert entry.label == "Lijst actielijst.xlsx ingelezen"
    app.history.undo()
    assert app.engagements.listing() == []
    assert [row.leads for row in app.actions.listing()] == before
    assert app.lists.plan(actions_file).count(RowFate.READ) == 8, "what was undone may be read again"


def test_a_changed_row_brings_its_change_and_nothing_else(app: App, action_list: Make) -> None:
    row = FIRST | {"partners": "Kuurne", "engagement": "Tellen", "due": "Q1 2027", "progress": "10%"}
    _read(app, action_list(row))
    plan = _read(app, action_list(row | {"partners": "Kuurne, Menen", "due": "Q2 2027", "progress": "60%"}))
    assert plan.count(RowFate.READ) == 1
    [engagement] = app.engagements.listing()
    assert (engagement.due_on, engagement.progress) == (date(2027, 6, 30), "60%")
    assert [share.organisation for share in engagement.partners] == ["Kuurne", "Menen"]


@pytest.mark.long
def test_a_changed_row_never_overwrites_what_the_user_changed(app: App, action_list: Make) -> None:
    row = FIRST | {"partners": "Kuurne", "engagement": "Tellen", "due": "Q1 2027", "progress": "10%"}
    _read(app, action_list(row))
    [engagement] = app.engagements.listing()
    app.engagements.set_due(engagement.id, "30/04/2027")
    app.records.patch("engagement", engagement.id, None, {"progress": "gesproken met de uitbater"})
    plan = _read(app, action_list(row | {"due": "Q2 2027", "progress": "60%"}))
    [after] = app.engagements.listing()
    assert (after.due_on, after.progress) == (date(2027, 4, 30), "gesproken met de uitbater")
    assert len(plan.rows[0].remarks) == 1
    [progress] = plan.rows[0].replaces
    assert (progress.stands, progress.becomes) == ("gesproken met de uitbater", "60%")


def test_a_new_action_is_made_with_its_line(app: App, action_list: Make) -> None:
    _read(app, action_list({"number": 10, "title": "Nieuwe actie", "line": "kernen", "lead": "Leiedal"}))
    made = app.actions.listing()[-1]
    assert (made.number, made.title, made.leads) == ("10", "Nieuwe actie", ("Intercommunale Leiedal",))
    assert made.lines == ("Versterken van kernen en stedelijk netwerk",)


def test_a_number_with_another_title_is_refused_with_its_rows(app: App, action_list: Make) -> None:
    wrong = {"number": 2, "title": "Fietssnelweg Roeselare", "engagement": "Tellen", "partners": "Kuurne"}
    plan = _read(app, action_list(wrong, {"engagement": "Nog tellen", "partners": "Menen"}))
    assert [row.fate for row in plan.rows] == [RowFate.REFUSED, RowFate.REFUSED]
    assert "actie 2" in plan.rows[0].remarks[0]
    assert app.engagements.listing() == []


def test_an_impossible_date_is_kept_as_words_and_told(app: App, action_list: Make) -> None:
    plan = _read(
        app, action_list(FIRST | {"partners": "Kuurne", "engagement": "Tellen", "due": "31/02/2027"})
    )
    assert any("31/02/2027" in remark for remark in plan.rows[0].remarks)
    [engagement] = app.engagements.listing()
    assert (engagement.due_on, engagement.due_phrase) == (None, "31/02/2027")


def test_an_amount_for_all_together_is_not_divided(app: App, action_list: Make) -> None:
    plan = _read(app, action_list(FIRST | {"partners": "Kuurne, Menen", "engagement": "Samen € 50.000"}))
    assert any("€ 50.000" in remark for remark in plan.rows[0].remarks)
    assert {share.amount_cents for share in app.engagements.listing()[0].partners} == {None}


def test_an_amount_per_municipality_is_none_of_a_department(app: App, action_list: Make) -> None:
    _read(app, action_list(FIRST | {"partners": "Kuurne, AWV", "engagement": "€ 1.000 per gemeente"}))
    shares = {share.organisation: share.amount_cents for share in app.engagements.listing()[0].partners}
    assert shares == {"Kuurne": 100_000, "AWV": None}


def test_a_promise_without_partners_is_the_leads(app: App, action_list: Make) -> None:
    _read(app, action_list(FIRST | {"lead": "Leiedal", "engagement": "Kaart maken"}))
    assert [share.organisation for share in app.engagements.listing()[0].partners] == ["Leiedal"]


def test_only_unknown_partners_leave_an_incomplete_engagement(app: App, action_list: Make) -> None:
    plan = _read(
        app, action_list(FIRST | {"lead": "Leiedal", "partners": "Kortrijck", "engagement": "Tellen"})
    )
    assert any("Kortrijck" in remark and "Kortrijk" in remark for remark in plan.rows[0].remarks)
    [engagement] = app.engagements.listing()
    assert engagement.partners == ()
    assert "partner" in engagement.gaps


def test_the_same_row_twice_is_read_once(app: App, action_list: Make) -> None:
    row = FIRST | {"partners": "Kuurne", "engagement": "Tellen"}
    plan = _read(app, action_list(row, row))
    assert [one.fate for one in plan.rows] == [RowFate.READ, RowFate.REPEATED]
    assert len(app.engagements.listing()) == 1


def test_a_state_of_play_without_an_engagement_is_a_progress_note(app: App, action_list: Make) -> None:
    _read(app, action_list(FIRST | {"progress": "studie loopt", "discussed": date(2026, 9, 18)}))
    row = app.actions.listing()[0]
    assert (row.latest_note, row.latest_note_on) == ("studie loopt", date(2026, 9, 18))


def test_too_long_texts_are_cut_and_told(app: App, action_list: Make) -> None:
    plan = _read(app, action_list(FIRST | {"partners": "Kuurne", "engagement": "x" * 1500}))
    [engagement] = app.engagements.listing()
    assert len(engagement.what) == 1000
    assert "x" * 1500 in engagement.note
    assert any("1000" in remark for remark in plan.rows[0].remarks)
