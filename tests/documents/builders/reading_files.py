"""The words in a made file, as another program would find them; the PDF ones by nothing but the standard library."""

import re
import zipfile
import zlib
from io import BytesIO

_STREAM = re.compile(rb"/Filter/FlateDecode[^>]*>>\s*stream\r?\n")
_SHOWN = re.compile(rb"\[((?:\((?:\\.|[^\\)])*\)|[-\d.\s]+)+)\]TJ", re.DOTALL)
_STRING = re.compile(rb"\(((?:\\.|[^\\)])*)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ALTERNATIVE = re.compile(rb"/Alt\s*\(((?:\\.|[^\\)])*)\)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def docx_parts(data: bytes) -> str:
    """Everything inside a .docx: text, properties, comments, names of the parts."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        return "\n".join(
            f"{name}\n{package.read(name).decode('utf-8', 'replace')}" for name in package.namelist()
        )


def docx_words(data: bytes) -> str:
    """The running text, without what parts one run from the next."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", body))


def pdf_words(data: bytes) -> str:
    """Each shown line, read with each font of the file, and every unpacked stream as it is (titles, metadata).

    Which font a line has is left open: wrong readings add noise, the right one is always there.
    """
    streams = [_unpacked(data, found.end()) for found in _STREAM.finditer(data)]
    fonts = [_letters(stream) for stream in streams if b"beginbfchar" in stream]
    told = [stream.decode("latin-1") + _wide(stream) for stream in streams]
    for stream in streams:
        for shown in _SHOWN.finditer(stream):
            codes = b"".join(_plain(text) for text in _STRING.findall(shown.group(1)))
            told.extend(
                "".join(font.get(codes[at : at + 2], "") for at in range(0, len(codes), 2)) for font in fonts
            )
    return "\n".join(told)


def pdf_alternatives(data: bytes) -> list[str]:
    """The alternative texts of a PDF: what a screen reader says of its pictures."""
    streams = [_unpacked(data, found.end()) for found in _STREAM.finditer(data)]
    plain = [_plain(text).decode("latin-1") for stream in streams for text in _ALTERNATIVE.findall(stream)]
    return [*plain, *filter(None, map(_wide, streams))]


def _wide(stream: bytes) -> str:
    """Titles and alternative texts stand as UTF-16 in hexadecimal."""
    texts = re.findall(rb"<FEFF([0-9A-F]+)>", stream)
    return "\n".join(bytes.fromhex(text.decode()).decode("utf-16-be") for text in texts)


def _unpacked(data: bytes, start: int) -> bytes:
    return zlib.decompressobj().decompress(data[start:])


def _letters(stream: bytes) -> dict[bytes, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", stream)
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        for code, text in pairs
    }


def _plain(text: bytes) -> bytes:
    def one(found: re.Match[bytes]) -> bytes:
        mark = found.group(1)
        return bytes([int(mark, 8)]) if mark[:1].isdigit() else _NAMED.get(mark, mark)

    return _ESCAPE.sub(one, text)
