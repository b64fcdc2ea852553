"""Partners and actions typed in cells: by how a name begins or another name, and what names nobody says why."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from ibo_desk.domain.actions import ActionState
from ibo_desk.domain.errors import UserError
from ibo_desk.domain.names import fold
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.exchange.partners import KnownOrganisation, Register
from ibo_desk.services.actions.rows import ActionChoice
from ibo_desk.services.words import sentence
from ibo_desk.ui.actions.page import ActionsPage
from ibo_desk.ui.partners.page import PartnersPage
from ibo_desk.ui.shared.known_names import KnownActions, KnownPartners
from ibo_desk.ui.topics.page import TopicsPage
from tests.beginnings import TODAY

TOWNS = ("Kortrijk", "Harelbeke", "Kuurne")
WEST = "Prov. West-Vlaanderen, dienst Mobiliteit"


@pytest.fixture(scope="module")
def partners():
    towns = [KnownOrganisation(uuid4(), name, "", OrganisationKind.MUNICIPALITY, nis=name) for name in TOWNS]
    others = [
        KnownOrganisation(uuid4(), WEST, "", OrganisationKind.PROVINCE),
        KnownOrganisation(uuid4(), "Departement Omgeving", "OMG", OrganisationKind.OTHER),
        KnownOrganisation(uuid4(), "Departement Zorg", "", OrganisationKind.OTHER),
        KnownOrganisation(uuid4(), "Oude Vzw", "", OrganisationKind.OTHER, TODAY.today().replace(year=2020)),
    ]
    ids = [town.id for town in towns]
    boroughs, aliases = {"Heule": "Kortrijk"}, {fold("de provinciale dienst"): others[0].id}
    return KnownPartners(Register([*towns, *others], ids, TODAY.today(), {}, boroughs, aliases))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kor, HAREL", ("Kortrijk", "Harelbeke")),
        ("Kortrijk; Kortrijk", ("Kortrijk",)),
        ("stad Kortrijk en gemeente Kuurne", ("Kortrijk", "Kuurne")),
        ("prov. west-vlaanderen, dienst mobiliteit", (WEST,)),
        ("De provinciale dienst", (WEST,)),
        ("omgeving", ("OMG",)),
        ("alle gemeenten", TOWNS),
        ("Oude Vzw, kuurne", ("Oude Vzw", "Kuurne")),
        ("", ()),
    ],
)
def test_partners_are_named_as_in_a_list_that_is_read_in(partners, text, names):
    assert sorted(partners.named(text, ("Oude Vzw",))) == sorted(names)
    assert all(partners.id_of(name) for name in names)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("k", "“k” kan Kortrijk, Kuurne betekenen"),
        ("Heule", "“Heule” is een deel van Kortrijk"),
        ("Kortrijk, Harelbeek", "“Harelbeke” lijkt erop"),
        ("Elders", "Geen partner heet “Elders”"),
        ("Kuurne?", "heeft een vraagteken"),
    ],
)
def test_who_is_no_partner_or_could_be_two_says_why(partners, text, why):
    with pytest.raises(UserError) as refused:
        partners.named(text)
    assert why in sentence(refused.value)


def test_where_one_stands_two_are_too_many(partners):
    assert partners.single("kuur") == "Kuurne"
    with pytest.raises(UserError) as refused:
        partners.single("alle gemeenten")
    assert "maar één partner" in sentence(refused.value)


def test_an_action_is_named_by_number_short_title_or_whole_title():
    actions = KnownActions(
        [
            ActionChoice(uuid4(), "Kleinhandel", ("3", "Kleinhandel versterken in de kernen")),
            ActionChoice(uuid4(), "Bouwshift", ("4", "Regionale bouwshift")),
        ]
    )
    for text in ("3", "klein", "versterken", "Kleinhandel versterken in de kernen"):
        assert actions.single(text, "") == "Kleinhandel"
    assert (actions.single("", "Bouwshift"), actions.id_of("")) == ("", None)
    assert actions.single("in het archief", "In het archief") == "In het archief"


def type_in(qtbot, panel, key, text):
    """Type in a cell of the first row; the editor that is open afterwards, or None."""
    view = panel.view
    view.setFocus()
    view.setCurrentIndex(panel.model.index(0, panel.model.column_number(key)))
    view.edit(view.currentIndex())
    line = next(line for line in view.findChildren(QLineEdit, "cell_editor") if line.isVisible())
    line.selectAll()
    qtbot.keyClicks(line, text)
    QApplication.processEvents()
    popup = QApplication.activePopupWidget()
    qtbot.keyClick(popup or line, Qt.Key.Key_Return)
    QApplication.processEvents()
    return next((line for line in view.findChildren(QLineEdit, "cell_editor") if line.isVisible()), None)


@pytest.mark.long
def test_who_brought_a_topic_in_is_typed_and_what_is_unknown_stays_typed(region_desk, shown, qtbot):
    region_desk.lane.write(lambda app: app.topics.add({"title": "Fietsbrug"}))
    region_desk.lane.write(lambda app: app.actions.add({"title": "Kleinhandel", "number": "3"}))
    page = shown(TopicsPage(region_desk), region_desk)
    page.table.view.widths.show_only(set())
    left = type_in(qtbot, page.table, "source", "Kuurn?")
    assert left.text() == "Kuurn?"
    assert "vraagteken" in sentence(region_desk.told[-1])
    left.selectAll()
    qtbot.keyClicks(left, "harel")
    QApplication.processEvents()
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    assert type_in(qtbot, page.table, "action", "klein") is None
    region_desk.lane.wait_idle()
    row = page.table.model.row(0)
    assert (row.submitted_by, row.action) == ("Harelbeke", "Kleinhandel")


@pytest.mark.long
def test_leads_and_partners_of_an_action_are_typed_and_stopping_asks_why(region_desk, shown, qtbot):
    region_desk.lane.write(lambda app: app.actions.add({"title": "Kleinhandel"}))
    page = shown(ActionsPage(region_desk), region_desk)
    page.panel.view.widths.show_only(set())
    assert type_in(qtbot, page.panel, "leads", "Men") is None
    region_desk.lane.wait_idle()
    assert type_in(qtbot, page.panel, "partners", "stad Kortrijk, Kuurn") is None
    region_desk.lane.wait_idle()
    row = page.panel.model.row(0)
    assert (row.leads, sorted(row.partners)) == (("Menen",), ["Kortrijk", "Kuurne"])
    model = page.panel.model
    model.setData(model.index(0, model.column_number("state")), ActionState.STOPPED)
    region_desk.lane.wait_idle()
    assert page.file.stopping.isVisible()
    assert model.row(0).state is not ActionState.STOPPED
    page.file.stopping.reject()


@pytest.mark.long
@pytest.mark.parametrize(
    ("tab", "block", "made"),
    [
        (
            "organisations",
            "Organisatie\tSoort\tKorte naam\nLeiedal fictief\tandere\tLF\nVzw Fictief\t\t\n",
            ["LF", "Vzw Fictief"],
        ),
        (
            "people",
            "Naam\tFunctie\tOrganisatie\nFien Fictief\tafgevaardigde\tkuurn\nNiek Fictief\t\tElders\n",
            ["Kuurne", "Niek Fictief"],
        ),
        ("bodies", "Projectteam fictief\tPT\n", ["PT"]),
    ],
)
def test_rows_are_pasted_as_new_records_and_undone_at_once(region_desk, shown, qtbot, tab, block, made):
    page = shown(PartnersPage(region_desk), region_desk)
    table = getattr(page, tab).table
    page.tabs.setCurrentWidget(getattr(page, tab))
    region_desk.lane.wait_idle()
    before = {row.id for row in table.model.all_rows()}
    QGuiApplication.clipboard().setText(block)
    table.view.blocks.paste_rows()
    region_desk.lane.wait_idle()
    page.refresh()
    region_desk.lane.wait_idle()
    fresh = [row for row in table.model.all_rows() if row.id not in before]
    texts = " | ".join(column.text(row) for row in fresh for column in table.model.columns)
    assert len(fresh) == len(block.strip().splitlines()) - block.startswith(("Organisatie", "Naam"))
    assert all(text in texts for text in made)
    region_desk.lane.write(lambda app: app.history.undo())
    region_desk.lane.wait_idle()
    page.refresh()
    region_desk.lane.wait_idle()
    assert {row.id for row in table.model.all_rows()} == before


@pytest.mark.parametrize(("tab", "key"), [("organisations", "name"), ("people", "name"), ("bodies", "name")])
def test_a_row_is_called_by_its_own_name_and_not_by_the_widest_column(example_desk, shown, tab, key):
    page = shown(PartnersPage(example_desk), example_desk)
    page.tabs.setCurrentWidget(getattr(page, tab))
    example_desk.lane.wait_idle()
    table = getattr(page, tab).table
    row = table.model.all_rows()[0]
    assert table.view.edits.name_of(row) == getattr(row, key)
