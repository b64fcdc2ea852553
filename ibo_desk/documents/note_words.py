"""What of a note goes inside its mail: its text, ready to paste, and who speaks for the municipality."""

from ibo_desk.documents.asked import Paper
from ibo_desk.documents.content import Memo
from ibo_desk.documents.text import text


def note_words(paper: Paper) -> tuple[str, str]:
    """The text by article, and who represented or will represent the municipality."""
    memo = paper.content
    assert isinstance(memo, Memo)
    return text(memo), memo.represented_by
