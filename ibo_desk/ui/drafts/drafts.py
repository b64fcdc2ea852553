"""All that is being typed in the windows of this program: its drafts, what is not recorded yet, what came back."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ibo_desk import __version__
from ibo_desk.domain.drafts import Draft, DraftKey
from ibo_desk.services.keeping.drafts import DraftWriter, drafts_folder
from ibo_desk.ui.drafts.typing import Typing

_TICK = 150  # milliseconds between two looks at what is being typed


class Kept(StrEnum):
    """Whether the records hold what was typed."""

    ALL = "all"
    SOON = "soon"
    NOT = "not"


@dataclass(frozen=True)
class Standing:
    """What the bar says: ``reason`` why the records do not hold all, ``trouble`` why drafts cannot be written."""

    kept: Kept
    reason: str = ""
    trouble: str = ""


class Drafts(QObject):
    """The texts that no record holds yet.

    ``changed``: the bar may look again. ``waiting_changed``: there are other texts to be put back. ``wished``: the
    person asked for a text to be put back; the editor that shows its record takes it.
    """

    changed = Signal()
    waiting_changed = Signal()
    wished = Signal(object)

    _arrived = Signal(object, object)
    _troubled = Signal(str)

    def __init__(self, folder: Path | None = None, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.now = now
        self.writer = DraftWriter(folder or drafts_folder(), self._troubled.emit)
        self.typings: list[Typing] = []
        self._region: UUID | None = None
        self._waiting: list[Draft] = []
        self._wish: Draft | None = None
        self._trouble = ""
        self._said = Standing(Kept.ALL)
        queued = Qt.ConnectionType.QueuedConnection
        self._arrived.connect(self._deliver, queued)
        self._troubled.connect(self._tell_trouble, queued)
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self.tick)

    # the region that is open

    def open_region(self, region: UUID | None) -> None:
        """From now on drafts are of this region; what was left behind in it is found. None: nothing is kept."""
        self._region = region
        if region is None or not self.writer.has_file():
            return

        def keep_left_behind(drafts: list[Draft]) -> None:
            known = {draft.place for draft in self._waiting}
            self._waiting = [*(draft for draft in drafts if draft.place not in known), *self._waiting]
            self.waiting_changed.emit()

        self.ask(lambda store: store.left_behind(region), keep_left_behind)

    def ask(self, question: Callable[[Any], Any], done: Callable[[Any], None]) -> None:
        """Ask the file of drafts on its thread; ``done(answer)`` comes here, and not where it cannot be read."""
        self.writer.ask(question, lambda answer: self._arrived.emit(done, answer))

    @Slot(object, object)
    def _deliver(self, done: Callable[[Any], None], answer: Any) -> None:
        if answer is not None:
            done(answer)

    @Slot(str)
    def _tell_trouble(self, reason: str) -> None:
        self._trouble = reason
        self._look()

    # typing

    def typed(self, typing: Typing) -> None:
        """The text of a writer changed."""
        typing.problem = ""
        typing.state.type(self.now())
        if typing not in self.typings:
            typing.region = self._region
            self.typings.append(typing)
        if not self._timer.isActive():
            self._timer.start()
        self._look()

    def tick(self) -> None:
        """Write what is due; by itself some times a second while something is being typed."""
        now = self.now()
        for typing in list(self.typings):
            if not isValid(typing.widget):  # its page or dialog is gone
                if not typing.state.sending:
                    self.keep(typing)
                continue
            if typing.state.draft_is_due(now):
                self.draft(typing)
            if typing.record is not None and typing.state.record_is_due(now):
                typing.record(False)
        if not self.typings:
            self._timer.stop()

    def connected(self, connected: bool) -> None:
        """The server is back: what it did not take need not wait any longer."""
        if connected:
            for typing in self.typings:
                typing.state.may_be_taken_now()

    def draft(self, typing: Typing) -> Draft | None:
        """Hand the text as it stands to the thread of drafts; None while no region is known, or for a choice."""
        typing.region = typing.region or self._region
        if typing.region is None or not typing.is_text:
            return None
        typing.state.drafting()
        made = self.draft_of(typing, typing.region)
        self.writer.put(made)
        return made

    def draft_of(self, typing: Typing, region: UUID) -> Draft:
        typing.last = typing.read() if isValid(typing.widget) else typing.last
        return Draft(
            region=region,
            key=typing.key,
            process=self.writer.process,
            writer=typing.number,
            version=typing.state.version,
            label=typing.label,
            base=typing.base,
            revision=typing.revision,
            text=typing.last,
            at=datetime.now(UTC),
            program=__version__,
        )

    def remover(self, typing: Typing, version: int) -> Callable[[], None]:
        """What takes the draft away up to this version; for the thread that has just written the record."""
        region = typing.region
        if region is None or not typing.is_text:
            return lambda: None
        draft = self.draft_of(typing, region)
        return lambda: self.writer.remove(draft, version)

    def finish(self, typing: Typing) -> None:
        """The record holds it, or it was taken back: nothing is left of it here."""
        typing.state.withdraw()
        if typing in self.typings:
            self.typings.remove(typing)
        self.remover(typing, typing.state.version)()
        self._look()

    def let_go(self, typing: Typing) -> None:
        """Its editor is gone and its record is being written; the draft stays until that is done."""
        if typing in self.typings:
            self.typings.remove(typing)

    def refuse(self, typing: Typing, reason: str, *, for_good: bool) -> None:
        """The record could not be written: the draft stays, and the bar says why."""
        typing.state.failed(self.now(), for_good=for_good)
        typing.problem = reason
        if typing not in self.typings:
            self.typings.append(typing)
        self.draft(typing)
        self._look()

    def keep(self, typing: Typing) -> None:
        """Its editor shows something else now: the text waits until somebody puts it back."""
        if typing in self.typings:
            self.typings.remove(typing)
        made = self.draft(typing)
        if made is not None:
            self._waiting.append(made)
            self.waiting_changed.emit()
        self._look()

    # what waits to be put back

    def waiting(self, key: DraftKey | None = None) -> list[Draft]:
        """The texts of this region that wait, from old to new; those of one place where ``key`` is given."""
        return [
            draft
            for draft in self._waiting
            if draft.region == self._region and (key is None or draft.key == key)
        ]

    def take(self, draft: Draft, typing: Typing) -> None:
        """A text is put back into an editor: from now on it is the draft of ``typing``, which was just typed."""
        self._waiting.remove(draft)
        self.draft(typing)  # first the new one: a kill in between leaves two that are equal, never none
        self.writer.remove(draft, draft.version)
        self.waiting_changed.emit()

    def drop(self, draft: Draft) -> None:
        """The record holds this text already."""
        self._waiting.remove(draft)
        self.writer.remove(draft, draft.version)
        self.waiting_changed.emit()
        self._look()

    def wish(self, draft: Draft) -> None:
        """The person asks for a text: the editor that shows its field takes it, now or when it has read the record."""
        self._wish = draft
        self.wished.emit(draft)

    def is_wished(self, draft: Draft) -> bool:
        """Whether the person asked for this text."""
        return draft is self._wish

    def throw_away(self, draft: Draft) -> None:
        """Put a text in the bin, where it stays for two weeks."""
        self._waiting.remove(draft)
        now = datetime.now(UTC)
        self.ask(lambda store: store.throw_away([draft], now), lambda _none: None)
        self.waiting_changed.emit()
        self._look()

    def read_bin(self, done: Callable[[list[Draft]], None]) -> None:
        """What was thrown away in this region, from old to new; nothing where nothing was ever typed."""
        region = self._region
        if region is not None:
            self.ask(lambda store: store.thrown_away(region), done)

    def throw_typing_away(self, typing: Typing) -> None:
        """The person gives a text up (a dialog is cancelled): it goes to the bin."""
        self.keep(typing)
        for draft in [waiting for waiting in self._waiting if waiting.writer == typing.number]:
            self.throw_away(draft)

    # all at once

    def save_all(self, inside: QWidget | None = None) -> None:
        """Record now whatever can be recorded, in one window or in all."""
        for typing in self._of(inside):
            if typing.record is not None and isValid(typing.widget):
                typing.state.try_again()
                typing.record(True)
            elif typing.state.drafted != typing.state.version:
                self.draft(typing)

    def settle(self, inside: QWidget | None = None, seconds: float = 4.0) -> list[Typing]:
        """Record everything and wait a little for it; returns what the records do not hold then."""
        self.save_all(inside)
        clock = QElapsedTimer()
        clock.start()
        flags = QEventLoop.ProcessEventsFlag
        while any(typing.state.sending for typing in self._of(inside)) and clock.elapsed() < seconds * 1000:
            QApplication.processEvents(flags.ExcludeUserInputEvents | flags.WaitForMoreEvents, 50)
        return [
            typing for typing in self._of(inside) if typing.record is not None and typing.state.is_unrecorded
        ]

    def rescue(self) -> bool:
        """Everything that is typed goes to the disk at once, whatever else is wrong; for the thread of the windows.

        For the report of a bug and the end of the session. Returns whether all of it is there.
        """
        for typing in list(self.typings):
            if typing.state.drafted != typing.state.version:  # else it was handed over, or recorded by now
                self.draft(typing)
        return self.writer.flush()

    def end_session(self) -> None:
        """The computer is shut down or the program ends: everything to its record, and to its draft first."""
        self.rescue()
        self.save_all()

    def close(self) -> None:
        """Write what waits and end the thread."""
        self.rescue()
        self._timer.stop()
        self.writer.close()

    def _of(self, inside: QWidget | None) -> list[Typing]:
        return [
            typing
            for typing in self.typings
            if inside is None or not isValid(typing.widget) or inside.isAncestorOf(typing.widget)
        ]

    # what the bar says

    def standing(self) -> Standing:
        """Whether the records hold what was typed, and why not."""
        open_texts = [
            typing for typing in self.typings if typing.record is not None and typing.state.is_unrecorded
        ]
        reasons = [text.problem for text in open_texts if text.problem]
        if reasons:
            return Standing(Kept.NOT, reasons[-1], self._trouble)
        return Standing(Kept.SOON if open_texts else Kept.ALL, "", self._trouble)

    def own_waiting(self) -> int:
        """How many texts of this very session wait: typed here, and not recorded."""
        return sum(draft.process == self.writer.process for draft in self.waiting())

    def _look(self) -> None:
        standing = self.standing()
        if standing != self._said or self._waiting:
            self._said = standing
            self.changed.emit()
