"""Who held what of an item: every member of the body, and others that were heard (R20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.topics import Stance
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.positions import position_id
from ibo_desk.services.base.bulk import Done, told_of
from ibo_desk.services.meetings.procedure import Procedure, votes_sentence
from ibo_desk.services.parties.voices import Voice
from ibo_desk.ui.ask_first import write_asking
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.reading import ItemFile, MeetingFile
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.row_commands import RowCommands
from ibo_desk.ui.table.view import RowsTable
from ibo_desk.ui.widgets import Combo, button, hint

if TYPE_CHECKING:
    from ibo_desk.app import App


@dataclass(frozen=True)
class Line:
    """A position, or a member that has none yet: then ``position_id`` is None, and ``id`` the one it will get."""

    id: UUID
    revision: UUID | None
    item_id: UUID
    position_id: UUID | None
    organisation_id: UUID
    organisation: str
    stance: Stance | None
    text: str
    subject: str
    audience: Audience


def _save_stance(app: "App", line: Line, value: str) -> None:
    app.agenda.set_position(line.item_id, line.organisation_id, Stance(value), line.text, line.subject)


def _save_text(app: "App", line: Line, value: str) -> None:
    stance = line.stance or Stance.NONE
    app.agenda.set_position(line.item_id, line.organisation_id, stance, value, line.subject)


def _noted(line: Line) -> bool:
    return line.position_id is not None


COLUMNS: Final[Columns[Line]] = (
    Column("organisation", N_("Organisation"), lambda line: line.organisation, 150, wrap=True),
    Column(
        "stance",
        N_("Position"),
        lambda line: line.stance,
        132,
        chip=True,
        edit=Edit("position", "stance", enum=Stance, save=_save_stance),
    ),
    Column(
        "text",
        N_("In words"),
        lambda line: line.text,
        180,
        stretch=True,
        wrap=True,
        edit=Edit("position", "text", save=_save_text),
    ),
    Column("subject", N_("Part"), lambda line: line.subject, 84, wrap=True),
    Column(
        "audience",
        N_("May be read by"),
        lambda line: line.audience if line.position_id else None,
        104,
        edit=Edit("position", "audience", enum=Audience, allowed=_noted),
    ),
)


class PositionsPart(QWidget):
    """Choose a position in the table; below it one for a part of the item, or for who is no member."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._members: dict[UUID, str] = {}
        self._voices: Sequence[Voice] = ()
        self._item_id: UUID | None = None
        self._procedure: Procedure | None = None
        self._joining: UUID | None = None
        self.model = RowsModel(COLUMNS, self)
        self.table = RowsTable(desk, self.model)
        self.table.setObjectName("rows")
        self.table.setAccessibleName(_("Positions"))
        self.commands = RowCommands(desk, self.table, self._delete)
        self._build()

    def _build(self) -> None:
        theme = self._desk.theme
        self.who = Combo()
        self.who.setAccessibleName(_("Organisation"))
        self.who.setEditable(True)
        self.who.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.who.completer()
        assert completer is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.who.setMaximumWidth(theme.px(230))
        line = self.who.lineEdit()
        assert line is not None
        line.setPlaceholderText(_("Organisation"))
        self.subject = QLineEdit()
        self.subject.setPlaceholderText(_("about which part (empty: the whole item)"))
        self.subject.setAccessibleName(_("About which part"))
        keep_line(self._desk, self.subject, "position.subject", _("About which part"), lambda: self._item_id)
        self.add = button(theme, _("Add a line"), "plus", self._add)
        row = WrapLayout()
        row.addWidget(self.who)
        row.addWidget(self.subject, 1)
        row.addWidget(self.add)
        self.agree = button(theme, _("Chosen ones agree"), "check", self._agree_chosen)
        self.agree_all = button(theme, _("All other members agree"), "check", self._agree_all)
        self.agree_all.setToolTip(_("All members of whom nothing was noted yet"))
        self.join = button(theme, "", "partners", self._join, flat=True)
        self.join.hide()
        self._adding = (self.who, self.subject, self.add, self.agree, self.agree_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(6), 0, 0)
        several = WrapLayout()
        several.addWidget(self.agree)
        several.addWidget(self.agree_all)
        several.addStretch(1)
        layout.addLayout(several)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.join, 0, Qt.AlignmentFlag.AlignLeft)
        self.note = hint("", wrap=True)
        layout.addWidget(self.note)
        layout.addLayout(row)

    def show_meeting(self, file: MeetingFile) -> None:
        """Who may take a position: the members, and one joint voice in place of those for whom it speaks (R20)."""
        self._voices, self._procedure = file.voices, file.procedure
        spoken_for = {ident for voice in file.voices for ident in voice.members}
        own = [member for member in file.members if member[0] not in spoken_for]
        self._members = dict([*own, *((voice.id, voice.full_name) for voice in file.voices)])
        before = self.who.currentData()
        self.who.clear()
        for organisation in file.organisations:
            if organisation.id not in spoken_for:
                self.who.addItem(organisation.name, organisation.id)
        self.who.setCurrentIndex(_index_of(self.who, before))

    def show_file(self, file: ItemFile, *, locked: bool) -> None:
        self._item_id = file.item.id
        self.model.read_only = locked
        for widget in self._adding:
            widget.setVisible(not locked)
        lines = [
            Line(
                position.id,
                position.revision,
                position.item_id,
                position.id,
                position.organisation_id,
                position.shown_name,
                position.stance,
                position.text,
                position.subject,
                position.audience,
            )
            for position in file.positions
        ]
        organisation_ids = {position.organisation_id for position in file.positions}
        lines += [
            Line(
                position_id(file.item.id, ident),
                None,
                file.item.id,
                None,
                ident,
                name,
                None,
                "",
                "",
                Audience.PARTICIPANTS,
            )
            for ident, name in self._members.items()
            if ident not in organisation_ids
        ]
        counted = votes_sentence(self._procedure, file.positions) if self._procedure else ""
        self.note.setText(
            counted or _("Only noted positions come in the minutes, for those who may read them.")
        )
        self._offer_to_join(organisation_ids, locked=locked)
        self.model.set_rows(sorted(lines, key=lambda line: (not _noted(line), line.organisation.casefold())))

    def _offer_to_join(self, organisation_ids: set[UUID], *, locked: bool) -> None:
        """Members that took a position of their own where they have one voice: one click makes it that voice's."""
        voice = next((voice for voice in self._voices if organisation_ids.intersection(voice.members)), None)
        self.join.setVisible(voice is not None and not locked)
        if voice is not None:
            names = [n for i, n in zip(voice.members, voice.names, strict=True) if i in organisation_ids]
            self._joining = voice.id
            text = _("Make the positions of {members} one of {speaker}")
            self.join.setText(text.format(members=", ".join(names), speaker=voice.name))

    def _join(self) -> None:
        item_id, speaker_id = self._item_id, self._joining
        if item_id is not None and speaker_id is not None:
            self._desk.lane.write(lambda app: app.agenda.join_voice(item_id, speaker_id), owner=self)

    def _add(self) -> None:
        text = self.who.currentText()
        at = self.who.findText(text, Qt.MatchFlag.MatchFixedString)
        organisation_id, item_id, subject = self.who.itemData(at), self._item_id, self.subject.text()
        if organisation_id is None or item_id is None:
            self.who.setFocus()
            return
        self._desk.lane.write(
            lambda app: app.agenda.set_position(item_id, organisation_id, Stance.NONE, "", subject),
            lambda _id: self.subject.clear(),
            owner=self,
        )

    def _agree_chosen(self) -> None:
        """What was said about a part stays: agreeing is with the whole item."""
        self._agree([line.organisation_id for line in self.table.chosen() if not line.subject])

    def _agree_all(self) -> None:
        open_ones = {line.organisation_id for line in self.model.all_rows() if not _noted(line)}
        self._agree([ident for ident in self._members if ident in open_ones])

    def _agree(self, organisations: Sequence[UUID]) -> None:
        item_id, who = self._item_id, list(dict.fromkeys(organisations))
        if item_id is not None and who:
            write_asking(
                self._desk,
                self,
                lambda app, over: app.agenda.set_positions(item_id, who, Stance.AGREES, None, over=over),
                self._tell,
            )

    def _tell(self, done: Done) -> None:
        text = told_of(done)
        if text:
            self._desk.notice.emit(text)

    def _delete(self, lines: Sequence[Line]) -> None:
        gone = [line.position_id for line in lines if line.position_id is not None]
        if not gone or self.model.read_only:
            return

        self._desk.lane.write(lambda app: app.records.delete_all("position", gone), owner=self)


def _index_of(combo: QComboBox, value: Any) -> int:
    return next((at for at in range(combo.count()) if combo.itemData(at) == value), -1)
