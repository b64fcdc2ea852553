"""How what went and what came is shown in a text: by a sign and a line through it, and by colour."""

from ibo_desk.ui.theme import Theme


def gone(theme: Theme, text: str) -> str:
    """What is no longer there, as a paragraph of HTML."""
    return _paragraph(theme, "bad", f"− <s>{escaped(text)}</s>")


def come(theme: Theme, text: str) -> str:
    """What is new, as a paragraph of HTML."""
    return _paragraph(theme, "good", f"+ {escaped(text)}")


def escaped(text: str) -> str:
    """The text as HTML shows it, line by line."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _paragraph(theme: Theme, colour: str, html: str) -> str:
    text, back = theme.colour(f"on_{colour}").name(), theme.colour(colour).name()
    return f'<p style="color:{text};background:{back}">{html}</p>'
