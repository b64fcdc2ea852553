"""Lists, bold words and tables come while somebody types them, and go with one Ctrl+Z."""

import pytest
from PySide6.QtCore import QMimeData, Qt

from ibo_desk.ui.editors.rich_text import RichTextEditor
from ibo_desk.ui.theme import Theme


@pytest.fixture
def editor(qtbot):
    made = RichTextEditor(Theme())
    qtbot.addWidget(made)
    return made


ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.mark.parametrize(
    ("keys", "stored"),
    [
        (["- een", ENTER, "twee"], "- een\n- twee"),
        (["1. een", ENTER, "twee"], "1. een\n2. twee"),
        (["1. een", ENTER, "2. twee", ENTER, "3. 3 stuks"], "1. een\n2. twee\n3. 3 stuks"),
        (["- een", ENTER, "- twee", ENTER, "2. drie"], "- een\n- twee\n- 2\\. drie"),
        (["* een", ENTER, ENTER, "gewoon"], "- een\n\ngewoon"),
        (["- een", ENTER, TAB, "dieper", ENTER, "ook"], "- een\n  - dieper\n  - ook"),
        (["De **Provincie** zegt"], "De **Provincie** zegt"),
        (["heel *schuin* dus"], "heel *schuin* dus"),
        (["2 * 3 * 4"], r"2 \* 3 \* 4"),
        (["een -twee"], "een -twee"),
        (
            ["| Menen | 12,4", ENTER, "Deerlijk", TAB, "3,1", ENTER, ENTER, "verder"],
            "| Menen | 12,4 |\n| --- | --- |\n| Deerlijk | 3,1 |\n\nverder",
        ),
    ],
)
def test_what_is_typed_gets_its_shape(editor, qtbot, keys, stored):
    for key in keys:
        if isinstance(key, str):
            qtbot.keyClicks(editor.text, key)
        else:
            qtbot.keyClick(editor.text, key)
    assert editor.value() == stored


def test_one_step_of_undo_gives_back_what_was_typed(editor, qtbot):
    qtbot.keyClicks(editor.text, "- ")
    assert editor.text.textCursor().block().textList() is not None
    editor.text.undo()
    assert editor.text.textCursor().block().textList() is None
    assert editor.text.toPlainText() == "-"


def test_plain_text_with_bullets_is_pasted_as_a_list(editor):
    data = QMimeData()
    data.setText("Punten:\n\n• een\n• twee")
    editor.text.insertFromMimeData(data)
    assert editor.value() == "Punten:\n\n- een\n- twee"
