"""What stands on a page behind a tab or a button, opened one after another; for pictures and for tests."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from ibo_desk.ui.layout.tabs import Tabs
from ibo_desk.ui.page import Page

Act = Callable[[Any], object]
# Beside the tabs: by the key of the page, what is seen there and how it is opened, in this order.
_BEHIND_BUTTONS: Final[dict[str, tuple[tuple[str, Act], ...]]] = {
    "actions": (("filtered", lambda page: page.panel.quick.setText("kortrijk")),),
    "engagements": (
        ("filtered", lambda page: page.table.quick.setText("gemeente")),
        ("chart", lambda page: page.as_chart.setChecked(True)),
    ),
    "meetings": (
        ("fields", lambda page: page.cockpit.item.head_line.unfold(True)),
        ("attendance", lambda page: page.cockpit.toggle(page.cockpit.attendance)),
        ("details", lambda page: page.cockpit.toggle(page.cockpit.details)),
        ("minutes", lambda page: page.cockpit.toggle(page.cockpit.minutes)),
        ("list", lambda page: page.show_list()),
    ),
}


def views(page: Page, settle: Callable[[], None]) -> Iterator[str]:
    """Opens each view of a page that is shown, and tells its name once everything has arrived.

    Such a name is ``partners.2`` for the second tab, ``meetings.list.3`` for one behind a button.
    """
    yield from _tabs(page, page.key, settle)
    for name, act in _BEHIND_BUTTONS.get(page.key, ()):
        act(page)
        settle()
        yield f"{page.key}.{name}"
        yield from _tabs(page, f"{page.key}.{name}", settle)


def _tabs(part: QWidget, name: str, settle: Callable[[], None]) -> Iterator[str]:
    outer = [tabs for tabs in part.findChildren(Tabs) if tabs.isVisible()]
    for tabs in outer:
        if any(other is not tabs and other.isAncestorOf(tabs) for other in outer):
            continue
        first = tabs.currentIndex()
        for at in range(tabs.count()):
            if at == first or not tabs.isTabVisible(at) or not tabs.isTabEnabled(at):
                continue
            tabs.setCurrentIndex(at)
            settle()
            yield f"{name}.{at + 1}"
            inside = tabs.widget(at)
            if inside is not None:
                yield from _tabs(inside, f"{name}.{at + 1}", settle)
        tabs.setCurrentIndex(first)
        settle()
