"""A .docx as parts of a zip: unchanged parts keep their deflated bytes, and the same parts give the same file."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ibo_desk.documents.errors import TemplateError
from ibo_desk.language import _

MAX_PARTS: Final = 2_000
MAX_SIZE: Final = 100_000_000  # bytes unpacked: a zip bomb is refused before it is opened
_DATE: Final = 0x21  # 1 January 1980, the first day a zip knows: the clock must not change the bytes
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


def read(data: bytes) -> dict[str, Part]:
    """The parts in the order of the file; TemplateError when it is no sound package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_SIZE:
                raise TemplateError("template_too_big", _("This template is too big to be a Word document."))
            broken = archive.testzip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, OSError, EOFError) as error:
        raise _unreadable() from error
    if broken is not None or "word/document.xml" not in {info.filename for info in infos}:
        raise _unreadable()
    return {info.filename: _part(info, data) for info in infos if not info.is_dir()}


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
    name_length, extra_length = struct.unpack_from("<HH", data, info.header_offset + 26)
    start = info.header_offset + 30 + name_length + extra_length
    packed = data[start : start + info.compress_size]
    if info.compress_type not in (_STORED, _DEFLATED):
        raise _unreadable()
    return Part(info.filename, info.compress_type, info.CRC, info.file_size, packed)


def _unreadable() -> TemplateError:
    return TemplateError(
        "template_unreadable",
        _("This file is no Word document (.docx) or it is damaged; save it again in Word as .docx."),
    )
