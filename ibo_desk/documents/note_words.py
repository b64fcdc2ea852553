"""What of a note goes inside its mail: its text, ready to paste, in both forms of a mail, and who speaks."""

from ibo_desk.documents.content import Memo
from ibo_desk.documents.html import html_to_paste
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.text import text


def note_words(paper: Paper) -> tuple[str, str, str]:
    """The text by article, the same with its headings and tables, and who (will) represent the municipality."""
    memo = paper.content
    assert isinstance(memo, Memo)
    return text(memo), html_to_paste(memo), memo.represented_by
