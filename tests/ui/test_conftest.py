"""What the tests of windows lean on."""

from PySide6.QtWidgets import QMessageBox

from tests.ui.conftest import UnansweredQuestions


def test_a_question_that_nobody_answers_is_ended_and_told(qtbot):
    questions = UnansweredQuestions(seconds=0.1)
    asked = QMessageBox(QMessageBox.Icon.Question, "Vraag", "Echt?")
    qtbot.addWidget(asked)
    asked.exec()
    questions.deleteLater()
    assert [told.rpartition(": ")[2] for told in questions.told] == ["Echt?"]
