"""Every dialog at its smallest and with the largest text: nothing lies over anything else, outside, or is cut."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog

from ibo_desk.ui.main_window import MainWindow
from tests.ui import layout_checks as checks
from tools.screenshot_dialogs import DIALOGS, show_dialog
from tools.screenshots import NoOpener

CHECKS = (checks.outliers, checks.overlaps, checks.sideways, checks.cut_words)


@pytest.mark.long
@pytest.mark.parametrize(("size", "percent"), [((800, 500), 100), ((1280, 720), 200)])
def test_every_dialog_keeps_its_parts_beside_each_other(example_desk, qtbot, size, percent):
    example_desk.theme.choose(percent=percent)
    window = MainWindow(example_desk, NoOpener())
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.show_file()
    example_desk.lane.wait_idle()
    faults = []
    for key in DIALOGS:
        dialog = show_dialog(example_desk, window, key)
        if not isinstance(dialog, QDialog):
            continue
        dialog.show()
        for _round in range(2):
            example_desk.lane.wait_idle()
            example_desk.work.wait_idle()
        # the screen of a test may be smaller than the window: as large as it asks, within the window
        dialog.resize(dialog.size().expandedTo(dialog.minimumSizeHint()).boundedTo(QSize(*size)))
        QApplication.processEvents()
        for check in CHECKS:
            faults += [f"{key}, {check.__name__}: {fault}" for fault in check(dialog)]
        dialog.close()
        dialog.deleteLater()
    assert not faults, "\n".join(faults)
