"""Every part of these pages that the keyboard reaches has a name for a screen reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QTabBar, QWidget

from ibo_desk.ui.actions.page import ActionsPage
from ibo_desk.ui.documents.page import DocumentsPage
from ibo_desk.ui.feedback.page import FeedbackPage
from ibo_desk.ui.partners.page import PartnersPage
from ibo_desk.ui.settings.page import SettingsPage
from ibo_desk.ui.templates.page import TemplatesPage


def nameless(page):
    """Visible widgets that take the focus by Tab and say nothing of themselves."""
    found = []
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if isinstance(widget, (QScrollArea, QTabBar)) or widget.parent() is None or widget.focusProxy():
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        inner = widget.parentWidget().accessibleName() if widget.objectName().startswith("qt_") else ""
        editable = getattr(widget.parentWidget(), "lineEdit", None)  # the line inside a choice has its name
        if not (widget.accessibleName() or text or inner or widget.toolTip() or editable):
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found


@pytest.mark.parametrize(
    "kind",
    [
        SettingsPage,
        TemplatesPage,
        *(
            pytest.param(kind, marks=pytest.mark.long)
            for kind in (ActionsPage, DocumentsPage, FeedbackPage, PartnersPage)
        ),
    ],
)
def test_what_tab_reaches_has_a_name(shown, example_desk, kind):
    page = shown(kind(example_desk), example_desk)
    for _round in range(2):
        example_desk.work.wait_idle()
        example_desk.lane.wait_idle()
    tabs = getattr(page, "tabs", None) or getattr(getattr(page, "file", None), "tabs", None)
    found = set()
    for at in range(tabs.count() if tabs is not None else 1):
        if tabs is not None:
            tabs.setCurrentIndex(at)
            example_desk.lane.wait_idle()
        found |= set(nameless(page))
    assert found == set()
