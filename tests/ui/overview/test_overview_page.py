"""Overview: the groups of the example, each line a link, another role another list."""

import pytest
from PySide6.QtWidgets import QLabel

from ibo_desk.domain.overview import OverviewGroup
from ibo_desk.language import _
from ibo_desk.services.words.overview_words import definition
from ibo_desk.ui.command_table import COMMANDS
from ibo_desk.ui.overview.first_steps import WAYS
from ibo_desk.ui.overview.page import OverviewPage
from ibo_desk.ui.overview.parts import SHOWN, LineButton, Tile
from ibo_desk.ui.registry import PAGE_OF_KIND
from ibo_desk.ui.widgets import PressButton


@pytest.fixture
def page(example_desk, shown):
    return shown(OverviewPage(example_desk), example_desk)


def lines_of(desk, role="coordinator"):
    found = []
    desk.lane.read(lambda app: app.overview.lines(role), found.extend)
    desk.lane.wait_idle()
    return found


@pytest.mark.long
def test_each_group_is_a_card_and_its_first_lines_stand_in_it(page, example_desk):
    lines = lines_of(example_desk)
    groups = {line.group for line in lines}
    assert set(page.groups) == groups
    assert OverviewGroup.ENGAGEMENTS_DUE in groups
    for group, frame in page.groups.items():
        count = sum(line.group is group for line in lines)
        assert len(frame.findChildren(LineButton)) == min(count, SHOWN)


@pytest.mark.long
def test_the_numbers_count_the_lines(page, example_desk):
    lines = lines_of(example_desk)
    told = [tile.accessibleName() for tile in page.findChildren(Tile)]
    first = lines[0].group
    assert told[0].startswith(str(sum(line.group is first for line in lines)))
    assert len(told) == min(4, len(page.groups))


@pytest.mark.long
def test_a_line_leads_to_its_record(page, example_desk):
    gone = []
    page.go.connect(lambda kind, record_id: gone.append((kind, record_id)))
    first = lines_of(example_desk)[0]
    page.groups[first.group].findChildren(LineButton)[0].click()
    assert gone == [(first.kind, first.id)]


def test_every_line_has_a_page_to_go_to(example_desk):
    for role in ("coordinator", "secretary"):
        assert {line.kind for line in lines_of(example_desk, role)} <= set(PAGE_OF_KIND)


@pytest.mark.long
def test_the_rest_comes_on_demand(page, example_desk):
    lines = lines_of(example_desk)
    group, frame = next(
        (g, f) for g, f in page.groups.items() if sum(line.group is g for line in lines) > SHOWN
    )
    more = next(
        made
        for made in frame.findChildren(type(frame.findChildren(LineButton)[0]).__mro__[2])
        if made.objectName() == "flat"
    )
    more.click()
    assert len(frame.findChildren(LineButton)) == sum(line.group is group for line in lines)


@pytest.mark.long
def test_another_hat_another_list(page, example_desk):
    college = page.roles.count() - 1
    assert college >= 14
    page.roles.setCurrentIndex(college)
    page.roles.activated.emit(college)
    example_desk.lane.wait_idle()
    assert example_desk.remembered("overview/role") == page.roles.itemData(college)
    from uuid import UUID

    expected = {line.group for line in lines_of(example_desk, UUID(page.roles.itemData(college)))}
    assert set(page.groups) == expected


def test_a_fresh_region_shows_its_first_steps_and_the_way_to_each(region_desk, shown):
    page = shown(OverviewPage(region_desk), region_desk)
    assert page.groups == {}
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Eerste stappen" in said
    assert "0 van 13" in said
    gone, asked = [], []
    page.go.connect(lambda kind, _id: gone.append(kind))
    page.commanded.connect(asked.append)
    buttons = {made.text(): made for made in page.findChildren(PressButton)}
    for way in WAYS.values():
        buttons[_(way.text)].click()
    buttons["Lijst uit Excel inlezen…"].click()
    assert gone == ["organisation", "body", "person", "body_calendar"]
    assert set(gone) <= set(PAGE_OF_KIND)
    assert asked == ["page:actions", "new:meetings", "import_list"]
    assert set(asked) <= {command.key for command in COMMANDS}


@pytest.mark.long
def test_a_number_tells_what_it_counts(page):
    for tile in page.findChildren(Tile):
        assert tile.toolTip() in {definition(group) for group in OverviewGroup}
