"""A .docx as parts of a zip: unchanged parts keep their deflated bytes, and the same parts give the same file."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from ibo_desk.documents.errors import PaperError, Place, TemplateError
from ibo_desk.domain.bounds import TEMPLATE
from ibo_desk.foreign.errors import ForeignError, Reason
from ibo_desk.foreign.package import Package, read_bytes, tree
from ibo_desk.language import N_, _

_DATE: Final = 0x21  # 1 January 1980, the first day a zip knows: the clock must not change the bytes
_TYPES: Final = "[Content_Types].xml"
_OF_WORD: Final = re.compile(rb"wordprocessingml|ms-word", re.IGNORECASE)
_ENCRYPTED: Final = 0x1
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


@dataclass(frozen=True, slots=True)
class Part:
    """One file in the package, as it lies in the zip."""

    name: str
    method: int
    crc: int
    size: int
    packed: bytes

    def data(self) -> bytes:
        """The bytes unpacked."""
        return self.packed if self.method == _STORED else zlib.decompress(self.packed, -15)


def deflated(name: str, data: bytes) -> Part:
    """A part made now."""
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = squeeze.compress(data) + squeeze.flush()
    return Part(name, _DEFLATED, zlib.crc32(data), len(data), packed)


def read_file(path: Path) -> bytes:
    """The bytes of a template; PaperError "template_missing" or TemplateError for what is no such file."""
    try:
        return read_bytes(path, TEMPLATE.packed)
    except ForeignError as error:
        if error.reason not in {Reason.MISSING, Reason.UNREADABLE, Reason.NO_FILE}:
            raise template_error(error) from error
        problem = _("The template {path} cannot be read; check whether it is there and not open elsewhere.")
        raise PaperError("template_missing", problem.format(path=path), path=str(path)) from error


def read(data: bytes) -> tuple[dict[str, Part], str]:
    """The parts in the order of the file, and the name of the document itself; TemplateError for no sound package."""
    try:
        package = Package(data, TEMPLATE)
        main = package.main_part()
        if main not in package.names or not _OF_WORD.search(package.read(_TYPES)):
            raise ForeignError(Reason.OTHER_PACKAGE)
        return {info.filename: _part(info, data) for info in package.infos}, main
    except ForeignError as error:
        raise template_error(error) from error


def template_error(error: ForeignError) -> TemplateError:
    """The error to raise instead, with the part where something is wrong."""
    code, problem = _PROBLEMS.get(error.reason, _PROBLEMS[Reason.NO_PACKAGE])
    if error.reason is Reason.DAMAGED and error.part:
        code, problem = _PART_DAMAGED
    return TemplateError(code, _(problem), Place(part=error.part) if error.part else None)


def parse(name: str, data: bytes) -> etree._Element:
    """The root of a part; TemplateError when it is no XML or brings a document type of its own."""
    try:
        return tree(data, name, TEMPLATE.depth)
    except ForeignError as error:
        raise template_error(error) from error


def write(parts: Iterable[Part]) -> bytes:
    """The zip with these parts, in this order, with a fixed date."""
    body = bytearray()
    directory = bytearray()
    count = 0
    for part in parts:
        name = part.name.encode()
        flags = 0 if part.name.isascii() else 0x800
        common = struct.pack(
            "<HHHHHIIIHH",
            20,
            flags,
            part.method,
            0,
            _DATE,
            part.crc,
            len(part.packed),
            part.size,
            len(name),
            0,
        )
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + common + name + part.packed
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + b"PK\x05\x06" + end)


def _part(info: zipfile.ZipInfo, data: bytes) -> Part:
    """One part, proven to be as big as it says: what is unpacked later is never more."""
    damaged = ForeignError(Reason.DAMAGED)
    if info.compress_type not in (_STORED, _DEFLATED) or info.flag_bits & _ENCRYPTED:
        raise damaged
    try:
        name_length, extra_length = struct.unpack_from("<HH", data, info.header_offset + 26)
        start = info.header_offset + 30 + name_length + extra_length
        packed = data[start : start + info.compress_size]
        unpacker = zlib.decompressobj(-15)
        whole = packed if info.compress_type == _STORED else unpacker.decompress(packed, info.file_size + 1)
    except (struct.error, zlib.error) as error:
        raise damaged from error
    ends = info.compress_type == _STORED or unpacker.eof
    if not ends or len(whole) != info.file_size or zlib.crc32(whole) != info.CRC:
        raise damaged
    if info.filename.lower().endswith((".xml", ".rels")) and len(whole) > TEMPLATE.part:
        raise ForeignError(Reason.TOO_BIG, info.filename)
    return Part(info.filename, info.compress_type, info.CRC, info.file_size, packed)


_UNREADABLE: Final = (
    "template_unreadable",
    N_("This file is no Word document (.docx) or it is damaged; save it again in Word as .docx."),
)
_PART_DAMAGED: Final = (
    "part_damaged",
    N_("This part of the Word document is damaged; save it again in Word as .docx"),
)
_PROBLEMS: Final[Mapping[Reason, tuple[str, str]]] = {
    **dict.fromkeys(Reason, _UNREADABLE),
    Reason.OLE: (
        "template_unreadable",
        N_(
            "This is a Word document of before 2007 (.doc) or one with a password; save it in Word as an open .docx."
        ),
    ),
    Reason.OPEN_DOCUMENT: (
        "template_unreadable",
        N_("This is a document of LibreOffice (.odt); save it there as a Word document (.docx)."),
    ),
    Reason.OTHER_PACKAGE: (
        "template_unreadable",
        N_("This is no document of Word but a file of another program; choose a .docx or .dotx."),
    ),
    Reason.EMPTY: (
        "template_unreadable",
        N_("This file is empty; save the template again in Word as .docx."),
    ),
    Reason.TOO_BIG: ("template_too_big", N_("This template is too big to be a Word document.")),
    Reason.TOO_LONG: ("template_too_big", N_("This template is too big to be a Word document.")),
    Reason.DOCTYPE: (
        "part_doctype",
        N_("This part of the Word document holds a document type, which Word never writes"),
    ),
    Reason.LOCK: (
        "template_is_lock",
        N_("This is the mark that a document is open in Word (~$); choose the document without ~$."),
    ),
}
