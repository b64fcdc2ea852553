"""Long odd texts: four times the length may cost four times the work, in every reader of what people paste.

Each reader gets a short piece again and again, once to a quarter of the length and once to the whole of it; what is
quadratic costs sixteen times as much. It is time of the processor, as others may be at work too.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from statistics import median

from ibo_desk.documents.rich_text import parse
from ibo_desk.domain.agenda_text import read_agenda
from ibo_desk.domain.answer_mail import Title, read_mail, what_is_said
from ibo_desk.domain.answer_words import answer_in
from ibo_desk.domain.due import parse_due
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.slash import parse_slash, split_due
from tools.bench.results import Bar, Result, interleaved

TODAY = date(2026, 11, 27)
QUARTER, WHOLE = 15_000, 60_000
LINEAR = Bar(8)  # four is linear, sixteen is quadratic
NOISE = 0.02  # seconds added to the quarter, so that what takes no time cannot seem to grow
PIECES = [
    "[", "![", "[a](", "[[a](x) ", "**a", "*a _b ", "a\n", "\\\n", "- a\n", "`", "<", "1", "_", "a@", "(", "-", "1.",
    "12/11/2026 ", "college ", "op ", "ter ", "van: ", "> ", "10:", "1. a\nb\n", "\u2028", "é", "nr ",
]  # fmt: skip


def _mail(text: str) -> None:
    mail = read_mail(f"Van: x@kuurne.example\n\nBeste\n{text}", TODAY)
    what_is_said(mail, {1: Title("Fietsbrug over de Leie", "2"), 2: Title("Vervoerplan", "3")})


def _line(text: str) -> None:
    for line in (f"/engagement Kuurne: {text}", f"/{text}"):
        with suppress(InvalidValueError):
            parse_slash(line, TODAY)


def _day(text: str) -> None:
    parse_due(text, TODAY)
    split_due(text, TODAY)


READERS: dict[str, Callable[[str], object]] = {
    "rich text": parse,
    "a mail with answers": _mail,
    "an agenda": read_agenda,
    "an answer": answer_in,
    "a day": _day,
    "a slash line": _line,
}


def measure(times: int) -> list[Result]:
    """Of each reader the piece that grows most."""
    return [_worst(name, read, times) for name, read in READERS.items()]


def _worst(name: str, read: Callable[[str], object], times: int) -> Result:
    growths = {piece: _growth(read, piece, times) for piece in PIECES}
    piece = max(growths, key=growths.__getitem__)
    detail = f"{piece!r} is the worst of {len(PIECES)} odd pieces, {WHOLE} signs against {QUARTER}"
    return Result(f"a long odd text as {name}", growths[piece], "×", LINEAR, detail)


def _growth(read: Callable[[str], object], piece: str, times: int) -> float:
    def seconds(length: int) -> Callable[[], float]:
        text = (piece * length)[:length]

        def run() -> float:
            begun = time.process_time()
            read(text)
            return time.process_time() - begun

        return run

    samples = interleaved({"quarter": seconds(QUARTER), "whole": seconds(WHOLE)}, times)
    return median(samples["whole"]) / (median(samples["quarter"]) + NOISE)
