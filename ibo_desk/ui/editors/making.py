"""The editor of each sort of field."""

from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.fields import Field
from ibo_desk.ui.editors.widgets import CheckEditor, ChoiceEditor, Editor, LineEditor, PlainEditor


def make_editor(desk: Desk, field: Field) -> Editor:
    """The editor that a field asks for."""
    if field.editor in {"choice", "record"}:
        return ChoiceEditor(searching=field.editor == "record")
    if field.editor == "check":
        return CheckEditor(_(field.label))
    if field.editor == "plain":
        return PlainEditor(field.lines)
    if field.editor == "text":
        from ibo_desk.ui.editors.rich_text import RichTextEditor

        return RichTextEditor(desk.theme, field.lines)
    return LineEditor(field.editor, desk.clock.today())
