"""What is said of a file from outside that cannot be read: which one it is, what it is instead, what to do."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ibo_desk.exchange.errors import ListError
from ibo_desk.foreign.errors import ForeignError, Reason
from ibo_desk.language import N_, _

Sentences = Mapping[Reason, tuple[str, str]]  # code and sentence with {path}

_ANY: Final[dict[Reason, tuple[str, str]]] = {
    Reason.MISSING: ("no_such_list", N_("{path} does not exist; check name and folder.")),
    Reason.UNREADABLE: (
        "list_unreadable",
        N_("{path} cannot be read; check whether you may open it and whether its disk is there."),
    ),
    Reason.NO_FILE: ("not_a_file", N_("{path} is not a file; choose the file itself.")),
    Reason.EMPTY: (
        "file_empty",
        N_("{path} is empty (0 bytes): copying or downloading it failed. Fetch it again from where it came."),
    ),
    Reason.LOCK: (
        "file_is_lock",
        N_(
            "{path} is not a document but the mark that one is open (its name begins with ~$). Choose the file "
            "without ~$ and close it first."
        ),
    ),
    Reason.TOO_LONG: (
        "file_takes_too_long",
        N_("{path} takes too long to read; keep only what has to be read in it."),
    ),
}
_WORKBOOK_DAMAGED: Final = N_(
    "{path} is damaged or not an Excel workbook; open it in Excel and save it again as .xlsx."
)
_DOCUMENT_DAMAGED: Final = N_(
    "{path} is damaged or not a Word document; open it in Word and save it again as .docx."
)
_NO_WORKBOOK: Final = N_("{path} is not a list that can be read; save it as .xlsx, .xls, .ods or .csv.")
_NO_DOCUMENT: Final = N_("{path} is not a Word document; save the form in Word as .docx.")
WORKBOOK: Final[Sentences] = _ANY | {
    Reason.OLE: (
        "workbook_protected",
        N_(
            "{path} has a password, or is an old .xls with another name; save it in Excel as .xlsx without a password."
        ),
    ),
    Reason.NO_PACKAGE: ("not_a_workbook", _NO_WORKBOOK),
    Reason.WEB_PAGE: (
        "not_a_workbook",
        N_("{path} is a web page with another name; open it in Excel and save it as .xlsx."),
    ),
    Reason.PLAIN_TEXT: (
        "not_a_workbook",
        N_(
            "{path} is plain text with another name; give it a name that ends in .csv, or save it in Excel as .xlsx."
        ),
    ),
    Reason.OPEN_DOCUMENT: (
        "not_a_workbook",
        N_("{path} is an OpenDocument file with another name; give it a name that ends in .ods."),
    ),
    Reason.OTHER_PACKAGE: ("workbook_damaged", _WORKBOOK_DAMAGED),
    Reason.DAMAGED: ("workbook_damaged", _WORKBOOK_DAMAGED),
    Reason.DOCTYPE: ("workbook_damaged", _WORKBOOK_DAMAGED),
    Reason.STRICT: (
        "workbook_strict",
        N_(
            "{path} is saved as “Strict Open XML”; open it in Excel and save it as an ordinary Excel workbook "
            "(.xlsx)."
        ),
    ),
    Reason.TOO_BIG: (
        "workbook_too_big",
        N_("{path} is too big for a list; keep only the sheet with the list in it."),
    ),
}
DOCUMENT: Final[Sentences] = _ANY | {
    Reason.OLE: (
        "document_protected",
        N_("{path} is an old .doc or has a password; save it in Word as .docx without a password."),
    ),
    Reason.NO_PACKAGE: ("not_a_document", _NO_DOCUMENT),
    Reason.WEB_PAGE: ("not_a_document", _NO_DOCUMENT),
    Reason.PLAIN_TEXT: ("not_a_document", _NO_DOCUMENT),
    Reason.OPEN_DOCUMENT: (
        "not_a_document",
        N_("{path} is an OpenDocument file (.odt) with another name; save it in LibreOffice as .docx."),
    ),
    Reason.OTHER_PACKAGE: ("document_damaged", _DOCUMENT_DAMAGED),
    Reason.DAMAGED: ("document_damaged", _DOCUMENT_DAMAGED),
    Reason.DOCTYPE: ("document_damaged", _DOCUMENT_DAMAGED),
    Reason.STRICT: (
        "document_strict",
        N_("{path} is saved as “Strict Open XML”; open it in Word and save it as an ordinary .docx."),
    ),
    Reason.TOO_BIG: (
        "document_too_big",
        N_("{path} is too big for a reply; put no pictures in the form."),
    ),
}
_AGENDA_DAMAGED: Final = N_(
    "{path} is damaged or not a Word document; open it in Word and save it again as .docx, or paste its text."
)
AGENDA_DOCUMENT: Final[Sentences] = {
    **DOCUMENT,
    Reason.NO_PACKAGE: ("not_a_document", _AGENDA_DAMAGED),
    Reason.WEB_PAGE: ("not_a_document", _AGENDA_DAMAGED),
    Reason.PLAIN_TEXT: ("not_a_document", _AGENDA_DAMAGED),
    Reason.TOO_BIG: (
        "document_too_big",
        N_("{path} is too big for an agenda; copy the text of the agenda and paste it here."),
    ),
}
AGENDA_TEXT: Final[Sentences] = _ANY | {
    Reason.TOO_BIG: (
        "text_too_big",
        N_("{path} is too long for an agenda; copy the lines of the agenda and paste them here."),
    ),
}
MAIL: Final[Sentences] = _ANY | {
    Reason.OLE: (
        "mail_of_outlook",
        N_("{path} is a message of Outlook (.msg); save it as .eml, or copy its text and paste it here."),
    ),
    Reason.OTHER_PACKAGE: (
        "not_a_mail",
        N_("{path} is not a mail; save the mail as .eml, or copy its text and paste it here."),
    ),
    Reason.TOO_BIG: (
        "mail_too_big",
        N_("{path} is too big to read (more than 60 MB); copy the text of the mail and paste it here."),
    ),
}


def list_error(error: ForeignError, path: Path, sentences: Sentences) -> ListError:
    """The error to raise instead, with the name of the file in its sentence."""
    code, sentence = sentences[error.reason]
    return ListError(code, _(sentence).format(path=path))
