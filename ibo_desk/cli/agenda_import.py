"""``import FILE AGENDA.docx --meeting NAME``: says what becomes of each line of an agenda, and records it."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from ibo_desk.app import open_app
from ibo_desk.cli.files_in import readable_file
from ibo_desk.cli.names import meeting_id
from ibo_desk.domain.agenda_text import AgendaLine, AgendaReading, read_agenda
from ibo_desk.domain.backups import BackupKind
from ibo_desk.language import _, ngettext
from ibo_desk.safekeeping import back_up
from ibo_desk.services.agenda.paste import PastedRow, becomes_words, there_already
from ibo_desk.services.words import label

TEXTS: Final = frozenset({".docx", ".docm", ".doc", ".odt", ".eml", ".msg", ".txt", ".pdf"})


def is_agenda_text(args: Namespace) -> bool:
    """Whether the agenda of one meeting is asked for, or comes in no list."""
    return bool(args.meeting) or (args.layout in {None, "agenda"} and Path(args.list).suffix.lower() in TEXTS)


def import_agenda(args: Namespace) -> int:
    """Read the text, print every line with what it becomes, and record what is new unless it is only tried out."""
    from ibo_desk.exchange.agenda_file import (
        read_agenda_file,
    )  # heavy: every other command would read lxml too
    from ibo_desk.exchange.errors import ListError

    if not args.meeting:
        raise ListError("agenda_of_which", _("Say with --meeting for which meeting this agenda is."))
    file = read_agenda_file(readable_file(Path(args.list)))
    reading = read_agenda(file.text)
    with open_app(args.file, read_only=args.dry_run) as app:
        meeting = meeting_id(app, args.meeting)
        rows = app.agenda_paste.preview(meeting, reading)
        if not args.dry_run:
            back_up(args.file, app.clock, BackupKind.BEFORE_IMPORT)
            app.agenda_paste.paste(meeting, reading)
    _print(reading, rows)
    for name in file.unread:
        print(_("! not read, came with the mail: {name}").format(name=name))
    print(_summary(reading, rows, dry_run=args.dry_run))
    return 0


def _print(reading: AgendaReading, rows: list[PastedRow]) -> None:
    by_place = {row.item.place: row for row in rows}
    for line in reading.lines:
        print(f"{line.place:>3}  {_fate(line)}: {line.text}")
        row = by_place.get(line.place)
        if row is not None:
            print(f"     → {row.item.title}: {becomes_words(row)}")


def _fate(line: AgendaLine) -> str:
    return f"{label(line.fate)} ({label(line.why)})" if line.why else label(line.fate)


def _summary(reading: AgendaReading, rows: list[PastedRow], *, dry_run: bool) -> str:
    new, skipped = sum(not row.there for row in rows), sum(line.why is not None for line in reading.lines)
    parts = [
        ngettext("{count} line", "{count} lines", len(reading.lines)).format(count=len(reading.lines)),
        ngettext("{count} new item", "{count} new items", new).format(count=new),
        there_already(len(rows) - new),
        _("{count} skipped").format(count=skipped),
    ]
    text = _("Tried out, nothing written: {counts}.") if dry_run else _("Done: {counts}.")
    return text.format(counts=", ".join(parts))
