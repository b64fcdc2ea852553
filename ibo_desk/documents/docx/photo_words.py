"""What a picture tells beside what is seen: who took it, where and with what. PNG and JPEG; others stay as they are.

Of the EXIF data of a JPEG only its orientation stays, without which it would lie on its side.
"""

import struct
from collections.abc import Iterator
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_WORDS: Final = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_JPEG: Final = b"\xff\xd8"
_EXIF: Final = b"Exif\0\0"
_APP1, _APP13, _COMMENT, _SCAN = 0xE1, 0xED, 0xFE, 0xDA
_ORIENTATION: Final = 0x0112


def without_words(data: bytes) -> bytes:
    """The picture as it is seen; one that is damaged stays as it is."""
    try:
        if data.startswith(_PNG):
            return _PNG + b"".join(_png_chunks(data))
        if data.startswith(_JPEG):
            return _JPEG + b"".join(_jpeg_segments(data))
    except (struct.error, ValueError):
        pass
    return data


def _png_chunks(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = _inside(data, at + length + 12)
        if kind not in _PNG_WORDS:
            yield data[at:end]
        at = end


def _jpeg_segments(data: bytes) -> Iterator[bytes]:
    at = len(_JPEG)
    while at < len(data):
        marker, length = struct.unpack_from(">xBH", data, at)
        if marker == _SCAN:  # from here on there are only pixels
            yield data[at:]
            return
        end = _inside(data, at + length + 2)
        segment = data[at:end]
        if marker == _APP1 and segment[4:].startswith(_EXIF):
            yield _orientation_only(segment[10:])
        elif marker not in {_APP1, _APP13, _COMMENT}:
            yield segment
        at = end


def _inside(data: bytes, end: int) -> int:
    if end > len(data):
        raise ValueError("a part of the picture is cut off")
    return end


def _orientation_only(tiff: bytes) -> bytes:
    order = "<" if tiff.startswith(b"II") else ">"
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for entry in range(count):
        tag, _kind, _number, turned = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + entry * 12)
        if tag == _ORIENTATION and turned != 1:
            kept = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
            return struct.pack(">BBH", 0xFF, _APP1, len(_EXIF) + len(kept) + 2) + _EXIF + kept
    return b""
