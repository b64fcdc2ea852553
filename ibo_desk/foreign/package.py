"""A zip of XML parts that somebody sent: its parts are read within bounds, and nothing it says of itself is believed.

The one place that gives foreign bytes to the zip and XML libraries, and that turns what those raise on such bytes into
a ``ForeignError``. What our own code raises while a part is walked through is a bug and stays one.
"""

import posixpath
import stat
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Final, Protocol
from xml.parsers import expat

from lxml import etree

from ibo_desk.domain.bounds import PackageBounds
from ibo_desk.foreign.errors import ForeignError, Reason

Progress = Callable[[int, int], None]  # how far, of how much; may raise to stop the reading

_CHUNK: Final = 256 * 1024
OLE: Final = b"\xd0\xcf\x11\xe0"
WEB_PAGES: Final = (b"<!doctype html", b"<html", b"<table", b"<head")  # how those begin, in small letters
_ENTRY: Final = b"PK\x01\x02"  # begins each line of a zip's table of contents
_RELATIONS: Final = "Relationship"
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument"
# What the libraries raise on bytes that are no sound zip: a list that grew by mutating files (tools/soak/mutations).
_BAD_ZIP: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError, KeyError, IndexError, OverflowError, UnicodeError, MemoryError,
)  # fmt: skip


class Handler(Protocol):
    """What walks through a part; names of elements come without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """A piece of the text of the innermost element."""


def no_progress(_step: int, _of: int) -> None:
    """For who does not watch."""


def read_bytes(path: Path, most: int) -> bytes:
    """The bytes of a plain file of at most ``most`` bytes; ForeignError for a folder, a pipe, a device, a lock file."""
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            raise ForeignError(Reason.NO_FILE)
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ForeignError(Reason.MISSING) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise ForeignError(Reason.UNREADABLE) from error
    if len(data) > most:
        raise ForeignError(Reason.TOO_BIG)
    if path.name.startswith(("~$", ".~lock.")):
        raise ForeignError(Reason.LOCK)
    return data


class Package:
    """An opened package. ``names`` are its parts; reading costs from one account of bytes and seconds."""

    def __init__(
        self,
        data: bytes,
        bounds: PackageBounds,
        progress: Progress = no_progress,
        *,
        open_document: bool = False,
    ) -> None:
        """Raises ``ForeignError`` for what is no zip, or one that is too big or of many pieces.

        An OpenDocument file is refused by that name, unless it is asked for.
        """
        _look_at_start(data)
        if data.count(_ENTRY) > bounds.parts:
            raise ForeignError(Reason.TOO_BIG)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            listed = [info for info in self._zip.infolist() if not info.is_dir()]
        except _BAD_ZIP as error:
            raise ForeignError(Reason.DAMAGED) from error
        self._infos = {info.filename: info for info in listed}
        if len(self._infos) < len(listed):  # two parts of one name: programs do not agree on which one counts
            raise ForeignError(Reason.DAMAGED)
        self._bounds = bounds
        self._left = bounds.unpacked
        self._deadline = time.monotonic() + bounds.seconds
        self._progress = progress
        self._whole = max(1, sum(info.file_size for info in listed))
        if (
            self._whole > bounds.unpacked
        ):  # what it says itself; what it does not say is counted while reading
            raise ForeignError(Reason.TOO_BIG)
        if (
            not open_document
            and "mimetype" in self._infos
            and self.read("mimetype").startswith(_OPEN_DOCUMENT)
        ):
            raise ForeignError(Reason.OPEN_DOCUMENT)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._infos)

    @property
    def infos(self) -> tuple[zipfile.ZipInfo, ...]:
        """What the table of contents says of each part, in its order."""
        return tuple(self._infos.values())

    def read(self, name: str) -> bytes:
        """A part as a whole; ForeignError when it is missing, damaged or too big."""
        held = bytearray()
        for chunk in self.chunks(name):
            held += chunk
            if len(held) > self._bounds.part:
                raise ForeignError(Reason.TOO_BIG, name)
        return bytes(held)

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part piece by piece, as it really unpacks."""
        if name not in self._infos:
            raise ForeignError(Reason.DAMAGED, name)
        try:
            file: IO[bytes] = self._zip.open(self._infos[name])
        except _BAD_ZIP as error:
            raise ForeignError(Reason.DAMAGED, name) from error
        with file:
            while chunk := self._next(file, name):
                self._spend(len(chunk), name)
                yield chunk

    def walk(self, name: str, handler: Handler) -> None:
        """Go through an XML part without holding it."""
        walk(self.chunks(name), handler, name, self._bounds.depth)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the package: the kind and the name of the part, by the id of the reference."""
        folder = name.rpartition("/")[0]
        return {
            key: (
                kind.rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"),
            )
            for key, kind, target, mode in self._relations(name)
            if mode != "External"
        }

    def outside(self, name: str) -> dict[str, str]:
        """The addresses outside the package that a part refers to, by the id of the reference."""
        return {key: target for key, _kind, target, mode in self._relations(name) if mode == "External"}

    def main_part(self) -> str:
        """The part with the document itself; "" where the package does not say."""
        kinds = self.related("")
        return next((place for kind, place in kinds.values() if kind == "officeDocument"), "")

    def _relations(self, name: str) -> list[tuple[str, str, str, str]]:
        folder, _slash, base = name.rpartition("/")
        listed = posixpath.join(folder, "_rels", f"{base}.rels")
        relations = _Relations()
        if listed in self._infos:
            self.walk(listed, relations)
        return relations.rows

    def _next(self, file: IO[bytes], name: str) -> bytes:
        try:
            return file.read(_CHUNK)
        except _BAD_ZIP as error:
            raise ForeignError(Reason.DAMAGED, name) from error

    def _spend(self, size: int, name: str) -> None:
        self._left -= size
        if self._left < 0:
            raise ForeignError(Reason.TOO_BIG, name)
        if time.monotonic() > self._deadline:
            raise ForeignError(Reason.TOO_LONG, name)
        self._progress(min(self._whole, self._bounds.unpacked - self._left), self._whole)


def walk(chunks: Iterator[bytes], handler: Handler, part: str, depth: int) -> None:
    """Give an XML text to a handler as it comes; ForeignError for damaged XML, a document type, too deep elements."""
    walker = _Walker(handler, part, depth)
    for chunk in chunks:
        walker.feed(chunk)
    walker.feed(b"", last=True)


def tree(data: bytes, part: str, depth: int) -> etree._Element:
    """An XML part as a tree: no entities, nothing fetched; ForeignError for what is damaged or too deep."""
    walk(iter((data,)), _Ignoring(), part, depth)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ForeignError(Reason.DAMAGED, part) from error


class _Walker:
    """Expat with the guards on; an error of the handler passes as it is."""

    def __init__(self, handler: Handler, part: str, depth: int) -> None:
        self._handler = handler
        self._part = part
        self._most = depth
        self._depth = 0
        self._parser: expat.XMLParserType | None = None

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        parser = self._parser = self._parser or self._made(chunk)
        try:
            parser.Parse(chunk, last)
        except expat.ExpatError as error:
            raise ForeignError(Reason.DAMAGED, self._part) from error

    def _made(self, first: bytes) -> "expat.XMLParserType":
        # Office files are UTF-8 or UTF-16; a text that claims another encoding is read as one of those or refused.
        wide = first[:2] in {b"\xff\xfe", b"\xfe\xff"}
        parser = expat.ParserCreate("utf-16" if wide else "utf-8", " ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._handler.data
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._most:
            raise ForeignError(Reason.TOO_BIG, self._part)
        self._handler.start(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._handler.end(name)

    def _doctype(self, *_about: object) -> None:
        raise ForeignError(Reason.DOCTYPE, self._part)


class _Ignoring:
    """Walks through to see whether it can be walked through."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...


class _Relations(_Ignoring):
    """Gathers the references of a part: id, kind, target, mode."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == _RELATIONS:
            fields = (attributes.get(key, "") for key in ("Id", "Type", "Target", "TargetMode"))
            key, kind, target, mode = fields
            self.rows.append((key, kind, target, mode))


def _look_at_start(data: bytes) -> None:
    """Name what the bytes are when they are no zip: a person called a web page or a text .xlsx."""
    if not data:
        raise ForeignError(Reason.EMPTY)
    if data.startswith(OLE):
        raise ForeignError(Reason.OLE)
    if data.startswith(b"PK"):
        return
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(WEB_PAGES):
        raise ForeignError(Reason.WEB_PAGE)
    readable = all(byte >= 0x20 or byte in b"\t\r\n" for byte in start)
    raise ForeignError(Reason.PLAIN_TEXT if start and readable else Reason.NO_PACKAGE)
