"""The reply sheet as a Word form: one block per question with fields to fill in, and reading it back.

The document is protected but for its fields. Each field carries in its tag which question it answers; LibreOffice
(7.4) drops those tags when it saves, so bookmarks in the headings say the same, and then the place of a row counts.
Explanations are rich text fields: LibreOffice (7.4) lets nobody type in a plain text field of a protected document.
"""

import base64
import binascii
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Final
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree

from ibo_desk.domain import bounds
from ibo_desk.domain.characters import clean
from ibo_desk.domain.names import fold
from ibo_desk.exchange import reply
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.foreign_words import DOCUMENT, list_error
from ibo_desk.exchange.reply import Asking, ReturnedLine, fitting_words
from ibo_desk.exchange.workbook import as_text
from ibo_desk.files import report
from ibo_desk.foreign.errors import ForeignError, Reason
from ibo_desk.foreign.package import Package, Progress, no_progress, read_bytes, tree
from ibo_desk.language import N_, _
from ibo_desk.services.feedback.rows import RoundRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day

VERSION: Final = "ibo1"  # of the layout: in every tag and bookmark
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TAG: Final = re.compile(rf"{VERSION}/(\w+)/([\w-]{{22}})/([\w-]{{22}})")
_MARK: Final = re.compile(rf"{VERSION}([ciq])_([0-9a-f]{{32}})")  # college, item, question
_FIELDS: Final = {
    "answer": (reply.ANSWER, N_("Choose an answer")),
    "day": (reply.DAY, N_("Choose or type the day, for example 11/12/2026")),
    "text": (reply.TEXT, N_("Type the explanation or the reservation here")),
    "reference": (reply.REFERENCE, N_("Type the number or reference of the decision here")),
}
# What Word itself puts back in a field that somebody emptied, in Dutch, French and English.
_EMPTY_IN_WORD: Final = (
    "Kies een item.", "Klik of tik om tekst in te voeren.", "Klik of tik om een datum in te voeren.",
    "Choisissez un élément.", "Cliquez ou appuyez ici pour entrer du texte.",
    "Cliquez ou appuyez ici pour entrer une date.", "Choose an item.", "Click or tap here to enter text.",
    "Click or tap to enter a date.",
)  # fmt: skip
Said = dict[str, str]


@dataclass(frozen=True)
class Block:
    """One question as the form prints it."""

    row: RoundRow

    @property
    def title(self) -> str:
        return clean(self.row.item)

    @property
    def asked(self) -> str:
        return label(self.row.question)

    @property
    def question(self) -> str:
        return clean(self.row.question_text)

    @property
    def answer_by(self) -> str:
        return day(self.row.answer_by)

    @property
    def answers(self) -> list[str]:
        return fitting_words(self.row.question)

    @property
    def marks(self) -> tuple[str, str]:
        """The bookmarks of item and round; Word takes names of 40 characters."""
        return f"{VERSION}i_{self.row.item_id.hex}", f"{VERSION}q_{self.row.id.hex}"

    def tag(self, field: str) -> str:
        """Which field of which question; Word takes tags of 64 characters."""
        return f"{VERSION}/{field}/{_short(self.row.item_id)}/{_short(self.row.id)}"


def make_form(asking: Asking) -> bytes:
    """The Word document with a block for each question; the same questions on the same day give the same bytes."""
    values = {
        "title": asking.title,
        "municipality": asking.municipality,
        "meeting": asking.meeting,
        "day": day(asking.on),
        "made_on": asking.made_on.isoformat(),
        "how": _("Fill in the yellow fields only, save the document and send it back. The rest is locked."),
        "college_mark": f"{VERSION}c_{asking.college_id.hex}",
        "labels": {
            "asked": _(reply.ASKED), "question": _(reply.QUESTION), "answer_by": _(reply.ANSWER_BY),
        },
        "fields": {
            key: {"key": key, "label": _(name), "hint": _(hint)} for key, (name, hint) in _FIELDS.items()
        },
        "blocks": [Block(row) for row in asking.rows],
        "number": count(1).__next__,
    }  # fmt: skip
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name in _parts():
            # A ZipInfo without a date is of 1 January 1980: the clock must not change the bytes.
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(part, _environment().get_template(name).render(values))
    return held.getvalue()


def read_form(path: Path, progress: Progress = no_progress) -> list[ReturnedLine]:
    """What a returned form says, empty fields as "".

    Raises ``ListError`` "not_a_reply_sheet" or with a code of ``foreign_words.DOCUMENT``.
    """
    body = document_body(path, progress)
    tagged = _tagged(body)
    placed, college_id = _placed(body)
    questions = {**placed, **tagged}
    if not questions:
        sentence = _(
            "{path} is not a reply sheet of this program; open the form that was sent with the note. Notes, "
            "agendas and other Word documents are not read in here."
        )
        raise ListError("not_a_reply_sheet", sentence.format(path=path))
    lines = []
    for (item_id, round_id), said in questions.items():
        fields = {**dict.fromkeys(_FIELDS, ""), **placed.get((item_id, round_id), {}), **said}
        fields = {key: "" if _is_empty(value) else value for key, value in fields.items()}
        answer, on, text, reference = (fields[key] for key in _FIELDS)
        lines.append(ReturnedLine(item_id, college_id, round_id, answer, on, text, reference))
    return lines


def _tagged(body: etree._Element) -> dict[tuple[UUID, UUID], Said]:
    """What stands in the fields that still carry their tag."""
    said: dict[tuple[UUID, UUID], Said] = {}
    for control in body.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        match = _TAG.fullmatch(tag.get(f"{_W}val", "") if tag is not None else "")
        content = control.find(f"{_W}sdtContent")
        if match and match[1] in _FIELDS and content is not None:
            ids = (_long(match[2]), _long(match[3]))
            if ids[0] is not None and ids[1] is not None:
                said.setdefault((ids[0], ids[1]), {})[match[1]] = text_in(content)
    return said


def _placed(body: etree._Element) -> tuple[dict[tuple[UUID, UUID], Said], UUID | None]:
    """What stands in the last rows of the table under each marked heading, and the college of the form."""
    placed: dict[tuple[UUID, UUID], Said] = {}
    marks: dict[str, UUID] = {}
    for element in body.iter(f"{_W}bookmarkStart", f"{_W}tbl"):
        match = _MARK.fullmatch(element.get(f"{_W}name", ""))
        if match:
            marks[match[1]] = UUID(match[2])
        elif element.tag == f"{_W}tbl" and "i" in marks and "q" in marks:
            rows = list(element.iter(f"{_W}tr"))[-len(_FIELDS) :]
            said = {key: text_in(_last_cell(row)) for key, row in zip(_FIELDS, rows, strict=False)}
            placed[marks.pop("i"), marks.pop("q")] = said
    return placed, marks.get("c")


def _last_cell(row: etree._Element) -> etree._Element:
    return next(iter([*row.iter(f"{_W}tc")][-1:]), row)


def text_in(owner: etree._Element) -> str:
    """The words inside an element, paragraphs and breaks as lines."""
    pieces: list[str] = []
    for element in owner.iter(f"{_W}p", f"{_W}t", f"{_W}br", f"{_W}cr", f"{_W}tab"):
        name = etree.QName(element).localname
        if (name == "p" and pieces) or name in {"br", "cr"}:
            pieces.append("\n")
        elif name == "t":
            pieces.append(element.text or "")
        elif name == "tab" and element.getparent() is not None:
            pieces.append(" ")
    return as_text("".join(pieces))


def _is_empty(text: str) -> bool:
    """Whether nothing was filled in: programs do not agree on how to say that a hint is only a hint."""
    hints = [*(_(hint) for _name, hint in _FIELDS.values()), *_EMPTY_IN_WORD]
    return fold(text).strip(" .") in {"", *(fold(hint).strip(" .") for hint in hints)}


def document_body(path: Path, progress: Progress = no_progress) -> etree._Element:
    """The text of a Word document; entities are not followed and nothing is fetched.

    Raises ``ListError`` with a code of ``foreign_words.DOCUMENT``.
    """
    try:
        package = Package(read_bytes(path, bounds.FORM.packed), bounds.FORM, progress)
        main = package.main_part()
        if main not in package.names:
            raise ForeignError(Reason.OTHER_PACKAGE)
        body = tree(package.read(main), main, bounds.FORM.depth)
        if etree.QName(body).namespace == _STRICT:
            raise ForeignError(Reason.STRICT)
    except ForeignError as error:
        raise list_error(error, path, DOCUMENT) from error
    return body


def _short(uuid: UUID) -> str:
    return base64.urlsafe_b64encode(uuid.bytes).decode().rstrip("=")


def _long(short: str) -> UUID | None:
    try:
        return UUID(bytes=base64.urlsafe_b64decode(f"{short}=="))
    except (binascii.Error, ValueError):
        return None


@cache
def _parts() -> tuple[str, ...]:
    """The parts of the package, what it is made of first: some programs look no further."""
    root = report("reply-form")
    names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return tuple(sorted(names, key=lambda name: name != "[Content_Types].xml"))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(report("reply-form")), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
