"""One field of which there are two versions: its passages, what needs no choice folded, and what it becomes."""

from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ibo_desk.domain.merging import Merge, Piece, Pieces, Region, Side, joined, merge, split
from ibo_desk.language import _, ngettext
from ibo_desk.ui.conflicts.field import FieldConflict
from ibo_desk.ui.conflicts.marking import as_html, as_words
from ibo_desk.ui.conflicts.passage import Passage, Versions, Way, reading
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.widgets import button, heading


class FieldQuestion(QFrame):
    """``changed`` when something was chosen; ``value()`` is what the field becomes once nothing is ``undecided``."""

    changed = Signal()

    def __init__(self, desk: Desk, conflict: FieldConflict, theirs: Any, who: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.conflict = conflict
        self.theirs = theirs
        self.passages: list[Passage] = []
        self._desk = desk
        self._who = who
        self._layout = QVBoxLayout(self)
        margin = desk.theme.px(14)
        self._layout.setContentsMargins(margin, desk.theme.px(10), margin, margin)
        self._layout.setSpacing(desk.theme.px(8))
        self._layout.addWidget(heading(conflict.label, 2))
        self._ask()
        self._result = QLabel()
        self._result.setObjectName("passage_result")
        self._result.setWordWrap(True)
        self._result.setTextFormat(Qt.TextFormat.RichText)
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._layout.addWidget(heading(_("What it becomes"), 3))
        self._layout.addWidget(self._result)
        self._changed()

    @property
    def undecided(self) -> int:
        """How many passages wait for a choice."""
        return sum(passage.way is None for passage in self.passages)

    def value(self) -> Any:
        """What the field becomes."""
        raise NotImplementedError

    def _ask(self) -> None:
        """Put in what is to be read and chosen."""
        raise NotImplementedError

    def _becomes(self) -> str:
        """What the field becomes as far as that is chosen, for the result."""
        raise NotImplementedError

    @property
    def _rich(self) -> bool:
        return self.conflict.editor == "text"

    def _put(self, versions: Versions, title: str) -> None:
        about = "/".join(map(str, (*self.conflict.key, len(self.passages))))
        passage = Passage(self._desk, versions, self._who, title, about)
        passage.changed.connect(self._changed)
        self.passages.append(passage)
        self._layout.addWidget(passage)

    def _changed(self) -> None:
        text = self._becomes()
        self._result.setText(as_html(self._desk.theme, text, rich=self._rich) or f"<i>{_('(nothing)')}</i>")
        self._result.setAccessibleName(
            _("What it becomes: {text}").format(text=as_words(text, rich=self._rich))
        )
        self.changed.emit()


class ValueQuestion(FieldQuestion):
    """A day, a number, a choice, a short line: one or the other."""

    def value(self) -> Any:
        return self.conflict.mine if self.passages[0].way is Way.MINE else self.theirs

    def _ask(self) -> None:
        shown = self.conflict.shown
        versions = Versions(shown(self.conflict.base), shown(self.conflict.mine), shown(self.theirs))
        self._put(versions, _("Which of the two"))

    def _becomes(self) -> str:
        return _("(to be chosen)") if self.undecided else self.conflict.shown(self.value())


class TextQuestion(FieldQuestion):
    """A text, passage by passage."""

    _merge: Merge

    def value(self) -> str:
        return self._merge.text([self._pieces(*pair) for pair in self._pairs()])

    def _ask(self) -> None:
        texts = (self.conflict.base or "", self.conflict.mine or "", self.theirs or "")
        self._merge = merge(*texts, counted=self._rich)
        number, count = 0, len(self._merge.conflicts)
        for asked, regions in groupby(self._merge.regions, lambda region: region.side is Side.CONFLICT):
            if not asked:
                self._fold_settled(list(regions))
                continue
            for region in regions:
                number += 1
                title = _("Passage {number} of {count}").format(number=number, count=count)
                self._put(self._versions(region), title)

    def _versions(self, region: Region) -> Versions:
        base, mine, theirs, both = map(joined, (region.base, region.mine, region.theirs, region.both))
        return Versions(base, mine, theirs, both, rich=self._rich)

    def _fold_settled(self, regions: list[Region]) -> None:
        """What is the same, or was changed by one only, stands folded: it needs no choice."""
        bars = QVBoxLayout()
        bars.setSpacing(0)
        for side, of in groupby(regions, lambda region: _told_as(region.side)):
            pieces = [piece for region in of for piece in region.settled]
            bars.addWidget(self._folded(side, pieces, len(pieces)))
        self._layout.addLayout(bars)

    def _folded(self, side: Side, pieces: list[Piece], count: int) -> QWidget:
        texts = {
            Side.SAME: ngettext("{count} paragraph is the same", "{count} paragraphs are the same", count),
            Side.MINE: _("Only you changed something here: taken over"),
            Side.THEIRS: _("Only the other changed something here: taken over"),
        }[side]
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        text = reading(self._desk, joined(pieces) or _("(taken away)"), rich=self._rich)
        text.setObjectName("passage_base")
        text.hide()
        opener = button(self._desk.theme, texts.format(count=count), "chevron_down", flat=True)
        opener.setCheckable(True)
        opener.toggled.connect(text.setVisible)
        inside.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(text)
        return holder

    def _becomes(self) -> str:
        waiting = (Piece("", _("(to be chosen)")),)
        chosen = [
            waiting if passage.way is None else self._pieces(region, passage)
            for region, passage in self._pairs()
        ]
        return self._merge.text(chosen)

    def _pairs(self) -> list[tuple[Region, Passage]]:
        return list(zip(self._merge.conflicts, self.passages, strict=True))

    def _pieces(self, region: Region, passage: Passage) -> Pieces:
        if passage.way is Way.OWN:
            return split(passage.own, counted=self._rich)[0]
        return {Way.MINE: region.mine, Way.THEIRS: region.theirs}.get(passage.way or Way.BOTH, region.both)


def _told_as(side: Side) -> Side:
    return Side.SAME if side is Side.BOTH else side


def make_question(desk: Desk, conflict: FieldConflict, theirs: Any, who: str) -> FieldQuestion:
    """The question that fits the field."""
    of = TextQuestion if conflict.is_text else ValueQuestion
    return of(desk, conflict, theirs, who)
