"""Qt's own dialogs speak Dutch, also where its Dutch knows a text by words that it had before."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ibo_desk.ui.start import qt_texts


@pytest.mark.parametrize("mode", list(QFileDialog.AcceptMode))
def test_the_dialog_for_files_is_dutch(
    qtbot: QtBot, qapp: QApplication, mode: QFileDialog.AcceptMode
) -> None:
    texts = qt_texts(qapp)
    QCoreApplication.installTranslator(texts)
    try:
        dialog = QFileDialog()
        qtbot.addWidget(dialog)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(mode)
        dialog.show()
        shown = {
            w.text().replace("&", "") for kind in (QLabel, QPushButton) for w in dialog.findChildren(kind)
        }
    finally:
        QCoreApplication.removeTranslator(texts)
    assert {"Zoeken in:", "Bestandsnaam:", "Bestanden van type:", "Annuleren"} <= shown
    assert not shown & {"Save", "Open", "Cancel"}
