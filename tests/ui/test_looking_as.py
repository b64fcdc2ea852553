"""A delegate chooses their college once; it holds on all pages, also on those that are opened later."""

import pytest

from ibo_desk.ui.engagements.page import EngagementsPage
from ibo_desk.ui.feedback.page import FeedbackPage
from ibo_desk.ui.my_college.page import MyCollegePage
from ibo_desk.ui.overview.page import OverviewPage


def settle(desk):
    for _round in range(4):
        desk.lane.wait_idle()
        desk.work.wait_idle()


@pytest.mark.long
def test_the_choice_of_a_college_holds_on_all_pages(shown, example_desk):
    desk = example_desk
    overview = shown(OverviewPage(desk), desk)
    settle(desk)
    at = next(at for at in range(overview.roles.count()) if overview.roles.itemText(at) == "CBS Harelbeke")
    overview.roles.setCurrentIndex(at)
    overview.roles.activated.emit(at)
    settle(desk)
    later = [shown(kind(desk), desk) for kind in (FeedbackPage, MyCollegePage, EngagementsPage)]
    settle(desk)
    feedback, mine, engagements = later
    assert feedback.of_college.currentText() == "College: Harelbeke"
    assert mine.college.currentText() == "Harelbeke"
    assert engagements.by_partner.currentText() == "Harelbeke"
    at = mine.college.findText("Menen")
    mine.college.setCurrentIndex(at)
    mine.college.activated.emit(at)
    settle(desk)
    assert overview.roles.currentText() == "CBS Menen"
    assert feedback.of_college.currentText() == "College: Menen"
    assert engagements.by_partner.currentText() == "Menen"
    overview.roles.setCurrentIndex(0)
    overview.roles.activated.emit(0)
    settle(desk)
    assert feedback.of_college.currentData() is None
    assert engagements.by_partner.currentData() is None
