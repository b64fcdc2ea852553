"""What an entry changed, as text that can be read: removed struck through, added underlined, never by colour alone."""

from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ibo_desk.domain.text_changes import Fate, Piece
from ibo_desk.language import _, ngettext
from ibo_desk.services.words import kind_label
from ibo_desk.ui.theme import Theme

if TYPE_CHECKING:
    from ibo_desk.services.keeping.change_words import ChangeRow
    from ibo_desk.services.keeping.history import EntryChanges

_MARKS: Final = {Fate.REMOVED: ("s", "bad"), Fate.ADDED: ("u", "good")}


def as_html(theme: Theme, changes: "EntryChanges") -> str:
    """All changes of an entry, by record."""
    parts = [
        f"<p><b>{escape(_heading(row[1], row[2]))}</b></p>" + _fields(theme, rows)
        for row, rows in groupby(changes.rows, lambda row: (row.record_id, row.kind, row.record))
    ]
    if changes.more:
        text = ngettext("and {count} more field", "and {count} more fields", changes.more)
        parts.append(f"<p>{escape(text.format(count=changes.more))}</p>")
    return "".join(parts)


def _heading(kind: str, record: str) -> str:
    noun = kind_label(kind)
    noun = noun[:1].upper() + noun[1:]
    return f"{noun} · {record}" if record and record != kind_label(kind) else noun


def _fields(theme: Theme, rows: "Iterable[ChangeRow]") -> str:
    muted = theme.colour("muted").name()
    return "".join(
        f'<p style="margin-left:{theme.px(10)}px"><span style="color:{muted}">{escape(row.heading)}</span><br>'
        f"{_change(theme, row)}</p>"
        for row in rows
    )


def _change(theme: Theme, row: "ChangeRow") -> str:
    if row.pieces and row.old and row.new:
        return "".join(_piece(theme, piece) for piece in row.pieces)
    if not row.old:
        return _lines(row.new) or escape(_("(emptied)"))
    return f"{_piece(theme, Piece(Fate.REMOVED, row.old))} → {_lines(row.new) or escape(_('(emptied)'))}"


def _piece(theme: Theme, piece: Piece) -> str:
    if piece.fate is Fate.SKIPPED:
        return " […] "
    if piece.fate is Fate.KEPT:
        return _lines(piece.text)
    tag, tone = _MARKS[piece.fate]
    text, back = theme.colour(f"on_{tone}").name(), theme.colour(tone).name()
    return f'<{tag} style="color:{text};background:{back}">{_lines(piece.text)}</{tag}>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
