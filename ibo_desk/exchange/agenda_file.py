"""An agenda that came as a file: its words, with those of the Word document that came with a mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ibo_desk.domain.agenda_lines import ATTACHED
from ibo_desk.domain.bounds import PASTED
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.foreign_words import AGENDA_DOCUMENT, AGENDA_TEXT, MAIL, list_error
from ibo_desk.foreign.document_text import document_text, read_document_text
from ibo_desk.foreign.errors import ForeignError
from ibo_desk.foreign.mail_file import read_mail_file
from ibo_desk.foreign.package import Progress, no_progress, read_bytes
from ibo_desk.language import N_, _

_BYTES: Final = 4 * PASTED + 4  # of a text: no character takes more
_ELSE: Final[Mapping[str, str]] = {
    ".pdf": N_("{path} is a PDF; open it, copy the text of the agenda and paste it here."),
    ".doc": N_("{path} is an old .doc; save it in Word as .docx, or copy its text and paste it here."),
    ".odt": N_("{path} is an OpenDocument file; save it as .docx, or copy its text and paste it here."),
    ".msg": N_("{path} is a message of Outlook (.msg); save it as .eml, or copy its text and paste it here."),
}
_OTHER: Final = N_("{path} is no agenda that can be read; choose a .docx, .eml or .txt, or paste its text.")
SUFFIXES: Final = (".docx", ".docm", ".eml", ".txt")


@dataclass(frozen=True)
class AgendaFile:
    """The words of a file; ``unread`` are the names of what came with it and was not read."""

    text: str
    unread: tuple[str, ...] = ()


def read_agenda_file(path: Path, progress: Progress = no_progress) -> AgendaFile:
    """The words of a .docx, .eml or .txt. Raises ``ListError`` with one sentence: what it is and what to do."""
    suffix = path.suffix.lower()
    if suffix in {".docx", ".docm"}:
        try:
            return AgendaFile(read_document_text(path, progress))
        except ForeignError as error:
            raise list_error(error, path, AGENDA_DOCUMENT) from error
    if suffix == ".eml":
        return _mail(path, progress)
    if suffix == ".txt":
        try:
            return AgendaFile(_decoded(read_bytes(path, _BYTES)))
        except ForeignError as error:
            raise list_error(error, path, AGENDA_TEXT) from error
    raise ListError("no_agenda_file", _(_ELSE.get(suffix, _OTHER)).format(path=path))


def _mail(path: Path, progress: Progress) -> AgendaFile:
    try:
        mail = read_mail_file(path)
    except ForeignError as error:
        raise list_error(error, path, MAIL) from error
    texts, unread = [mail.text], []
    for name, data in mail.documents:
        try:
            texts.append(f"{ATTACHED}: {name} -----\n{document_text(data, progress)}")
        except ForeignError:  # the mail itself can be read; that this was not is told by its name
            unread.append(name)
    read = {name for name, _data in mail.documents}
    return AgendaFile("\n\n".join(texts), (*unread, *(name for name in mail.attached if name not in read)))


def _decoded(data: bytes) -> str:
    """Text of Windows or of anything else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
