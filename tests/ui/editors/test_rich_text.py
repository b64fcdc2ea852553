"""The editor writes what it shows: Markdown → document → Markdown gives the same blocks, whatever they are."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ibo_desk.documents.rich_text import Block, Run, parse, row
from ibo_desk.ui.editors.markdown import to_markdown
from ibo_desk.ui.editors.rich_blocks import fill, read
from ibo_desk.ui.editors.rich_text import RichTextEditor
from ibo_desk.ui.editors.tables import TableMenu

SAMPLES = [
    "Een gewone alinea.",
    "Twee\n\nalinea's.",
    "- een\n- twee\n  - diep\n    - dieper\n- drie",
    "1. een\n2. twee\n   - bolletje\n3. drie",
    "Met **vet**, *cursief* en ***beide***.",
    "Regel een\\\nregel twee",
    "Tekst met \\* ster, \\_ streep en \\[haken\\].",
    "[de actie](ibo:regional_action/0191d8a0-0000-7000-8000-000000000000) en [site](https://voorbeeld.example/a_b)",
    "- een\n\n  vervolg van een\n- twee",
    "1\\. geen lijst",
    "\\- geen bolletje",
    "a_b_c en 2*3*4",
    "| Gemeente | Bedrag |\n| --- | --- |\n| **Kortrijk** | € 25 |\n|  | a \\| b |\n\nen verder",
    "- een\n- twee\n\n| a | b |\n| --- | --- |\n| 1. x | - y |\n\n| c |\n| --- |\n| d |",
    "a \\| b\\\n\\--- \\| ---",
]


def through_document(blocks):
    document = QTextDocument()
    fill(document, blocks)
    return read(document)


def shape(blocks):
    return [
        (
            block.kind,
            block.level,
            [
                (sign, run.bold, run.italic, run.link, run.reference)
                for run in block.runs
                for sign in run.text
                if not sign.isspace()
            ],
        )
        for block in blocks
    ]


@pytest.mark.parametrize("text", SAMPLES)
def test_stored_text_comes_back(qapp, text):
    blocks = parse(text)
    back = through_document(blocks)
    assert shape(back) == shape(blocks)
    assert shape(parse(to_markdown(back))) == shape(blocks)


words = st.text(alphabet="abc éë.,-+*_[]()\\1#>!`|:", min_size=1, max_size=14).filter(
    lambda text: text.strip()
)
runs = st.lists(st.builds(Run, text=words, bold=st.booleans(), italic=st.booleans()), min_size=1, max_size=3)


@st.composite
def texts(draw):
    blocks, level = [], 0
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["paragraph", "bullet", "number", "table"]))
        if kind == "table":
            level = 0
            width = draw(st.integers(1, 3))
            cells = st.lists(st.lists(st.builds(Run, text=words), max_size=2), min_size=width, max_size=width)
            rows = draw(st.lists(cells, min_size=1, max_size=3))
            made = [row(cells, 100 + len(blocks)) for cells in rows]
            blocks += made if all(block.text.strip() for block in made) else []
            continue
        level = 0 if kind == "paragraph" else draw(st.integers(1, min(level + 1, 3)))
        made = draw(runs)
        if not "".join(run.text for run in made).strip():
            continue
        blocks.append(Block(kind=kind, level=level, runs=tuple(made)))
    return blocks


@pytest.mark.long
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts())
def test_no_word_is_lost_and_no_list_appears(blocks):
    back = parse(to_markdown(tuple(blocks)))
    flat = lambda found: [("".join(b.text.split()), b.kind, b.level) for b in found]  # noqa: E731
    assert flat(back) == flat(blocks)


@pytest.fixture
def editor(theme, qtbot):
    made = RichTextEditor(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def test_unchanged_text_is_never_rewritten(editor):
    odd = "*  een\n*  twee\n\nslordig   geschreven"
    editor.show_value(odd)
    assert editor.value() == odd
    assert not editor.is_touched()
    editor.text.textCursor().insertText("x")
    editor.text.undo()
    assert editor.value() == odd


def test_typing_and_buttons_write_markdown(editor, qtbot):
    editor.show_value("")
    qtbot.keyClicks(editor.text, "eerste")
    editor.text.toggle_list("bullet")
    qtbot.keyClick(editor.text, Qt.Key.Key_Return)
    qtbot.keyClicks(editor.text, "tweede")
    qtbot.keyClick(editor.text, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == "- eerste\n  - tweede"
    qtbot.keyClick(editor.text, Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor.text, Qt.Key.Key_Return)
    qtbot.keyClick(editor.text, Qt.Key.Key_Return)
    qtbot.keyClick(editor.text, "b", Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor.text, "vet")
    assert editor.value() == "- eerste\n- tweede\n\n**vet**"
    assert editor.is_touched()


def test_tab_leaves_the_text_also_inside_a_list(theme, qtbot):
    window, editor = QWidget(), RichTextEditor(theme)
    qtbot.addWidget(window)
    row = QVBoxLayout(window)
    before, after = QLineEdit(), QLineEdit()
    for one in (before, editor, after):
        row.addWidget(one)
    window.show()
    editor.show_value("- een\n- twee")
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    editor.text.setFocus()
    qtbot.keyClick(editor.text, Qt.Key.Key_Tab)
    assert window.focusWidget() is after
    editor.text.setFocus()
    qtbot.keyClick(editor.text, Qt.Key.Key_Backtab)
    assert window.focusWidget() is before
    assert not editor.is_touched()


def test_bullets_become_numbers_and_paragraphs_again(editor):
    editor.show_value("- een")
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    editor.text.toggle_list("number")
    assert editor.value() == "1. een"
    editor.text.toggle_list("number")
    assert editor.value() == "een"


def test_pasted_text_brings_no_foreign_look(editor, qapp):
    from PySide6.QtCore import QMimeData

    data = QMimeData()
    data.setHtml("<h1>Groot</h1>")
    data.setText("Groot")
    editor.show_value("")
    editor.text.insertFromMimeData(data)
    assert editor.value() == "Groot"


def test_a_locked_text_cannot_be_typed_in(editor, qtbot):
    editor.show_value("vast")
    editor.set_read_only(True)
    qtbot.keyClicks(editor.text, "x")
    assert editor.value() == "vast"
    assert not editor.tools.isVisible()


EXCEL = """<html><head><style>td {color: red}</style></head><body><table><col width=64>
<tr><td class=xl65>Gemeente</td><td>Bedrag</td></tr><tr><td>Kortrijk</td><td align=right>25.000</td></tr></table>"""
TABLE = "| Gemeente | Bedrag |\n| --- | --- |\n| Kortrijk | 25.000 |"


def paste(editor, *, html="", text=""):
    data = QMimeData()
    if html:
        data.setHtml(html)
    data.setText(text)
    editor.text.insertFromMimeData(data)


def test_a_table_of_a_spreadsheet_stays_a_table(editor):
    for what in (
        {"html": EXCEL, "text": "Gemeente\tBedrag\nKortrijk\t25.000"},
        {"text": "Gemeente\tBedrag\nKortrijk\t25.000\n"},
    ):
        editor.show_value("")
        paste(editor, **what)
        assert editor.value() == TABLE
        assert "|" not in editor.text.toPlainText()
    editor.text.undo()
    assert editor.text_now() == ""


def test_lists_of_word_stay_lists_and_plain_words_stay_plain(editor):
    mark = "<![if !supportLists]><span>{mark}&nbsp;&nbsp; </span><![endif]>"
    entry = f"<p style='mso-list:l0 level{{level}} lfo1'>{mark}{{text}}</p>"
    html = "".join(
        entry.format(level=level, mark=sign, text=text)
        for level, sign, text in ((1, "·", "<b>eerste</b> punt"), (2, "o", "dieper"), (1, "·", "tweede"))
    )
    editor.show_value("")
    paste(editor, html=f"<p>Drie:</p>{html}", text="Drie:\n·   eerste punt")
    assert editor.value() == "Drie:\n\n- **eerste** punt\n  - dieper\n- tweede"
    editor.show_value("")
    paste(editor, html="<p><b>vet</b> en <img src=x></p>", text="vet en")
    assert editor.value() == "vet en"


def test_tab_goes_through_the_cells_and_makes_a_row(editor, qtbot):
    editor.show_value(TABLE)
    editor.text.moveCursor(QTextCursor.MoveOperation.Start)
    editor.text.moveCursor(QTextCursor.MoveOperation.NextBlock)
    for _step in range(4):
        qtbot.keyClick(editor.text, Qt.Key.Key_Tab)
    qtbot.keyClicks(editor.text, "Menen")
    assert editor.value() == f"{TABLE}\n| Menen |  |"
    assert editor.text.hasFocus() or not editor.isActiveWindow()


def test_the_menu_makes_and_changes_a_table(editor, qtbot):
    menu = next(tool for tool in editor.tools.children() if isinstance(tool, TableMenu))
    new, row_below, column, no_row, no_column, no_table = menu.acts
    editor.show_value("Zie:")
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    new.trigger()
    qtbot.keyClicks(editor.text, "a")
    for act in (row_below, column, no_row, no_column):
        act.trigger()
    assert parse(editor.value())[0].text == "Zie:"
    no_table.trigger()
    assert editor.value() == "Zie:"
