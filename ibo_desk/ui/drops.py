"""Files that are dragged on the program; light, because every window looks at what is dragged."""

from pathlib import Path

from PySide6.QtCore import QMimeData

_MAILS = frozenset({".eml", ".msg"})
_RETURNS = frozenset({".terug"})
_AGENDAS = frozenset(
    {".docx", ".docm", ".eml", ".txt", ".pdf", ".doc", ".odt", ".msg"}
)  # read, or said why not
_REPLIES = frozenset({".xlsx", ".docx"}) | _MAILS | _RETURNS


def dragged_replies(dragged: QMimeData) -> list[Path]:
    """The files that may be replies of colleges; none where anything else is dragged with them."""
    paths = [Path(url.toLocalFile()) for url in dragged.urls()]
    return paths if all(path.suffix.lower() in _REPLIES for path in paths) else []


def is_mail(path: Path) -> bool:
    """Whether a reply is a saved mail, not a form; a message of Outlook is one too, which cannot be read."""
    return path.suffix.lower() in _MAILS


def is_return(path: Path) -> bool:
    """Whether it is what a college wrote in its own file."""
    return path.suffix.lower() in _RETURNS


def dragged_agenda(dragged: QMimeData) -> Path | None:
    """The one file that may hold an agenda; None where anything else is dragged."""
    paths = [Path(url.toLocalFile()) for url in dragged.urls()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in _AGENDAS else None
