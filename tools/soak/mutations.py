"""Workbooks, Word files, mails and templates with something wrong in them: each is read, or refused in one sentence.

All of it runs in this process against the example region, so that a traceback, a long wait or a full memory is ours.
Any exception that is no ``UserError`` is one; it is printed with the seed of its round.
"""

import io
import random
import re
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import UUID

from openpyxl import Workbook
from openpyxl.comments import Comment

from ibo_desk.app import App
from ibo_desk.cli.demo import example_clock
from ibo_desk.documents.docx.engine import CompiledDocx
from ibo_desk.documents.kinds import KINDS
from ibo_desk.documents.labels import values
from ibo_desk.documents.sample import sample
from ibo_desk.documents.templates import house
from ibo_desk.domain.agenda_text import read_agenda
from ibo_desk.domain.errors import UserError
from ibo_desk.exchange.replies import ReplyKind
from tools.soak.result import Figure

ROUNDS: Final = 2_500  # of each kind
SLOWEST: Final = 30.0  # seconds that one input may take
MOST_MADE: Final = 10_000_000  # bytes of one odd piece: what is measured is who reads it, not who makes it
MOST_MEMORY: Final = 1_500  # MB that the whole run may take
_HEADS: Final = (
    "Nr.",
    "Regionale actie",
    "Krachtlijn",
    "Trekker",
    "Partners",
    "Engagement",
    "Deadline",
    "Status",
)
_MAIL: Final = """Van: secretariaat@kortrijk.example
Aan: ibo@regio.example
Onderwerp: antwoord fietsbrug

Beste, het college van 16/11/2026 gaat akkoord met punt 2, onder voorbehoud van de begroting (2026_CBS_00123).
1. Nazicht verslag ter info 10 min
2. Fietsbrug 14u00-14u30 ter advies
Met vriendelijke groeten
"""
_ODD: Final = (
    "", "0", "-1", "99999999999999999999", "1e309", "NaN", "²", "A1:XFD1048576", "XFD1048576", "é\u0301", "\u202e",
    "_x0000_", "_x000D_", "\xa0\u202f\u2028", "{{ x }}", "{% for a in b %}", "{{ head.title|join(head.title) }}", "]]>",
    "&amp;", "../../x", "a" * 5_000, "[" * 3_000, "1." * 2_000, " " * 5_000, "€ 1.2.3", "32/13/2026", "=1+1", "\ud800",
)  # fmt: skip
_FORMATS: Final = Path(__file__).parents[2] / "tests/exchange/formats"  # one list as each program writes it
_PIECE: Final = re.compile(rb"<[^<>]{1,300}>|[^<>]{1,300}")


@dataclass
class _Seen:
    """What came of one kind of input."""

    what: str
    rounds: int = 0
    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    bugs: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def figure(self) -> Figure:
        detail = f"{self.read} read, {sum(self.refused.values())} refused in a sentence, {len(self.bugs)} tracebacks"
        seen = f"{detail}; slowest {self.slowest:.1f} s"
        return Figure(self.what, self.rounds, seen, not self.bugs and self.slowest < SLOWEST)


def run(seed: int, share: float, example: Path | None = None) -> list[Figure]:
    """Six kinds of input, each changed at random and read; in a copy of ``example``, or in one that is made first."""
    rounds = max(1, round(ROUNDS * share))
    with tempfile.TemporaryDirectory() as folder, _example(Path(folder), example) as app:
        place = Path(folder)
        seen = [
            _soak("mutated workbooks", rounds, seed, _workbooks(app, place)),
            _soak("mutated workbooks of before 2007", rounds, seed, _old_workbooks(app, place)),
            _soak("mutated workbooks of Calc", rounds, seed, _open_documents(app, place)),
            _soak("mutated reply forms", rounds, seed, _forms(app, place)),
            _soak("mutated templates", rounds, seed, _templates()),
            _soak("mutated mails and agendas", rounds, seed, _mails(app)),
        ]
    import resource  # only Linux and macOS have it

    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures = [each.figure() for each in seen]
    detail = f"{memory} MB, the program itself and the example region with it"
    return [*figures, Figure("peak memory of all these", len(seen) * rounds, detail, memory < MOST_MEMORY)]


@contextmanager
def _example(folder: Path, ready: Path | None) -> Iterator[App]:
    from ibo_desk.app import create_example, open_app

    place = folder / "voorbeeld.ibo"
    if ready is None:
        app = create_example(place, example_clock())
    else:
        app = open_app(shutil.copy(ready, place), clock=example_clock(), actor="soak")
    try:
        yield app
    finally:
        app.close()


def _soak(what: str, rounds: int, seed: int, read: Callable[[random.Random], None]) -> _Seen:
    seen = _Seen(what)
    for number in range(rounds):
        chance = random.Random(f"{seed} {what} {number}")
        started = time.monotonic()
        try:
            read(chance)
            seen.read += 1
        except UserError as error:
            seen.refused[error.code] += 1
        except Exception as error:  # noqa: BLE001  what a soak looks for: it is counted and printed
            detail = f"{what}, seed {seed}, round {number}: {type(error).__name__}: {str(error)[:200]}"
            seen.bugs.append(detail)
            print(detail, file=sys.stderr, flush=True)
        seen.slowest = max(seen.slowest, time.monotonic() - started)
        seen.rounds += 1
    return seen


# ---- what is read --------------------------------------------------------------------------------------------------


def _workbooks(app: App, folder: Path) -> Callable[[random.Random], None]:
    sound = [_list(), _list(strange=True)]
    path = folder / "lijst.xlsx"

    def read(chance: random.Random) -> None:
        path.write_bytes(mutated(chance.choice(sound), chance))
        app.lists.plan(path)

    return read


def _old_workbooks(app: App, folder: Path) -> Callable[[random.Random], None]:
    """No package with parts: a file of records, where one that goes or stands twice moves all others."""
    sound, path = (_FORMATS / "formaten.xls").read_bytes(), folder / "lijst.xls"

    def read(chance: random.Random) -> None:
        held = bytearray(sound)
        for _time in range(chance.randint(1, 12)):
            held[chance.randrange(len(held))] = chance.choice((0, 1, 255, chance.randrange(256)))
        path.write_bytes(held if chance.random() < 0.8 else _bytes(sound, chance))
        app.lists.plan(path)

    return read


def _open_documents(app: App, folder: Path) -> Callable[[random.Random], None]:
    sound, path = (_FORMATS / "formaten.ods").read_bytes(), folder / "lijst.ods"

    def read(chance: random.Random) -> None:
        path.write_bytes(mutated(sound, chance))
        app.lists.plan(path)

    return read


def _forms(app: App, folder: Path) -> Callable[[random.Random], None]:
    meeting, college = _asked(app)
    sound = {kind: app.replies.make(meeting, college, kind) or b"" for kind in ReplyKind}

    def read(chance: random.Random) -> None:
        kind = chance.choice([ReplyKind.WORD, ReplyKind.WORD, ReplyKind.EXCEL])
        path = folder / f"antwoord.{kind}"
        path.write_bytes(mutated(sound[kind], chance))
        app.replies.read(path)

    return read


def _templates() -> Callable[[random.Random], None]:
    sound = {kind: house(kind) for kind in KINDS}
    for (
        kind,
        template,
    ) in sound.items():  # else each would be refused for another reason than what is wrong with it
        CompiledDocx(template).render(values(sample(kind)), "2026-12-11T12:00:00Z")

    def read(chance: random.Random) -> None:
        kind = chance.choice(list(sound))
        CompiledDocx(mutated(sound[kind], chance)).render(values(sample(kind)), "2026-12-11T12:00:00Z")

    return read


def _mails(app: App) -> Callable[[random.Random], None]:
    meeting, _college = _asked(app)

    def read(chance: random.Random) -> None:
        text = _MAIL
        for _time in range(chance.randint(1, 6)):
            at = chance.randrange(len(text) + 1)
            piece = chance.choice((*_ODD, text[at : at + 40] * chance.randint(1, 300)))
            text = text[:at] + piece + text[at + chance.choice((0, 0, 1, 20)) :]
        app.answer_mails.read(text)
        app.agenda_paste.preview(meeting, read_agenda(text))

    return read


def _asked(app: App) -> tuple[UUID, UUID]:
    """A meeting and a college that is asked something about it."""
    colleges = [row.id for row in app.bodies.colleges()]
    pairs = ((meeting.id, college) for meeting in app.meetings.listing() for college in colleges)
    return next(pair for pair in pairs if app.replies.make(*pair))


def _list(*, strange: bool = False) -> bytes:
    """An action list; a strange one with merged cells, hidden columns, formulas, comments and links."""
    book = Workbook()
    page = book.worksheets[0]
    page.append(_HEADS)
    for number in range(1, 8):
        page.append((number, f"Actie {number} fietsroute", "", "Leiedal", "Kuurne, Menen", "Tellen tegen € 25.000",
                     "eind juni 2027", "lopend"))  # fmt: skip
    if strange:
        page.merge_cells("A2:A4")
        page.column_dimensions["H"].hidden = True
        page.row_dimensions[3].hidden = True
        page["G4"] = "=TODAY()+30"
        page["F5"].comment = Comment("fictief", "fictief")
        page["F6"].hyperlink = "https://voorbeeld.example/x"
        page["XFD1048576"].number_format = "0.00"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


# ---- what is done to it --------------------------------------------------------------------------------------------


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The package with one to three things wrong: in its bytes, in its table of contents, or in its parts."""
    for _time in range(chance.choice((1, 1, 1, 2, 3))):
        change = chance.choice((_bytes, _contents, _part, _part, _part, _part, _part))
        data = change(data, chance)
    return data


def _bytes(data: bytes, chance: random.Random) -> bytes:
    """Bits that fell over, a piece that is missing or stands twice."""
    held = bytearray(data)
    for _time in range(chance.randint(1, 8)):
        at = chance.randrange(len(held) + 1)
        kind = chance.randrange(4)
        if kind == 0 and at < len(held):
            held[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del held[at : at + chance.randint(1, 200)]
        elif kind == 2:
            held[at:at] = held[at : at + chance.randint(1, 200)]
        elif len(held) > 400:
            del held[chance.randint(len(held) // 2, len(held)) :]
    return bytes(held)


def _contents(data: bytes, chance: random.Random) -> bytes:
    """A part that is missing, has another name or stands twice, or is far bigger than any."""
    parts = _unpacked(data)
    if not parts:
        return data
    name = chance.choice(sorted(parts))
    kind = chance.randrange(4)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[name[:-1] + chance.choice("xX/é ")] = parts.pop(name)
    elif kind == 2:
        parts[name] = parts[name] * 2
    else:
        parts[f"xl/media/{name}"] = b"\0" * chance.choice((10, 10_000_000))
    return _packed(parts)


def _part(data: bytes, chance: random.Random) -> bytes:
    """One part of XML with a tag, an attribute or a text that is odd, gone or there many times."""
    parts = _unpacked(data)
    names = [name for name in sorted(parts) if name.endswith((".xml", ".rels"))]
    if not names:
        return data
    name = chance.choice(names)
    pieces = _PIECE.findall(parts[name])
    for _time in range(chance.randint(1, 4)):
        if pieces:
            _odd_piece(pieces, chance)
    parts[name] = b"".join(pieces)
    return _packed(parts)


def _odd_piece(pieces: list[bytes], chance: random.Random) -> None:
    at = chance.randrange(len(pieces))
    odd = chance.choice(_ODD).encode("utf-8", "surrogatepass")
    kind = chance.randrange(6)
    if kind == 0:
        del pieces[at]
    elif kind == 1:
        pieces.insert(at, pieces[chance.randrange(len(pieces))])
    elif kind == 2:
        pieces[at] = pieces[at] * min(chance.choice((2, 50, 2_000)), 1 + MOST_MADE // max(1, len(pieces[at])))
    elif kind == 3 and b'="' in pieces[at]:
        values = [*re.finditer(rb'="[^"]*"', pieces[at])]
        value = chance.choice(values) if values else None
        if value:
            pieces[at] = pieces[at][: value.start()] + b'="' + odd + b'"' + pieces[at][value.end() :]
    elif kind == 4:
        fits = pieces[at].count(b">") * len(odd) < MOST_MADE
        pieces[at] = pieces[at].replace(b">", b">" + odd) if b">" in pieces[at] and fits else odd
    else:
        pieces[at] = bytes(byte ^ (chance.random() < 0.05) for byte in pieces[at])


def _unpacked(data: bytes) -> dict[str, bytes]:
    """The parts as far as they can be read; none of what is no zip any more."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {name: package.read(name) for name in package.namelist()}
    except Exception:  # noqa: BLE001  damaged by the round before, in any way: then it stays as it is
        return {}


def _packed(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return held.getvalue()
