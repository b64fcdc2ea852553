"""The lines of an agenda as it comes in a mail or from Word: what each of them is, and why one is none of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ibo_desk.domain.agenda_words import begins_with_clock, clock_of, is_standing, only_minutes, only_type
from ibo_desk.domain.bounds import PASTED_LINE
from ibo_desk.domain.line_fates import Skipped
from ibo_desk.domain.mail_lines import head_line, is_mail_head, is_quoted_mail, is_signature, unquoted
from ibo_desk.domain.names import fold


@dataclass(frozen=True)
class RawLine:
    """A line as it stands: its place from 1, its words without marks of quoting, in which mail of the text it is.

    ``indent`` counts the spaces before it, ``gap`` says that a line without words stands above it. ``cells`` are its
    columns, one for a line that has none.
    """

    place: int
    shown: str
    text: str
    part: int
    indent: int
    gap: bool
    cells: tuple[str, ...]


ATTACHED: Final = "----- Bijlage"  # begins the words of a document that came with a mail
_ATTACHED = re.compile(r"^-{3,}\s*bijlage\b", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?:geachte|beste|dag|hallo|hoi|goede\w*|aan (?:de|alle) (?:leden|partners))\b.{0,100}$", re.IGNORECASE
)
_HEADING = re.compile(
    r"^\W*(?:voorlopige |ontwerp-?)?(?:agenda|dagorde|agendapunten|uitnodiging)\b.*$"
    r"|^\W*(?:[a-d]|hamer|bespreek|informatie|info|besluit|beslis|advies)-?\s?punten\W*$",
    re.IGNORECASE,
)
_PRACTICAL = re.compile(
    r"^(?:dag|datum|plaats|locatie|adres|waar|wanneer|tijdstip|uur|start|aanwezig\w*|verontschuldigd\w*|genodigden"
    r"|voorzitter|verslaggever|secretaris|teams|link|deelnemen|(?:volgende )?vergadering(?:en)?)\s*:|^https?://\S+$",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"^\W*(?:op )?(?:maan|dins|woens|donder|vrij|zater|zon)dag,? \d{1,2}\W(?:\d|jan|feb|maa|apr|mei"
    r"|jun|jul|aug|sep|okt|nov|dec)",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"^\W*(?:korte )?(?:pauze|koffie\w*|lunch\w*|broodje\w*|middagmaal|onthaal|receptie|ontvangst|netwerkmoment|drankje"
    r"|einde|sluiting|afsluiting)\b.{0,50}$",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"^(?:(?:pag(?:ina|\.)?|blz\.?|p\.)\s*)?\d{1,3}\s*(?:/|van|of)\s*\d{1,3}$|^[-–]\s?\d{1,3}\s?[-–]$"
    r"|^(?:pag(?:ina|\.)?|blz\.?)\s*\d{1,3}$|^[-=_*·.~\s]{3,}$",
    re.IGNORECASE,
)
BULLET: Final = re.compile(r"^(?:-{2}|[-–—•*o·►▪‣✓→➔➢➤●○■□◦+]|[a-z]\))\s+")
# What stands under an item and is none, also where it has a letter or begins small.
_DETAIL = re.compile(
    r"^(?:(?:bijlagen?|annex\w*|nota|kaart|zie|documenten?|presentatie|toelichting|toegelicht|spreker|inleider"
    r"|inleiding|indiener|trekker|verantwoordelijke|link|doel|gevraagd|voorstel)\b(?=\s*\d*\s*(?:[:(–-]|$|door\b|van\b|in\b)))"
    r"|^(?:bijlage|nota|kaart|zie|door)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:[-–,/&(+]|\b(?:en|of|van|de|het|een|voor|te|in|aan|met|over|door|op|tot|bij|uit|naar|per|om|ter))$"
)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")  # of a mail that was written as Markdown
_TABLE_HEADS: Final = {
    "number": ("nr", "nr.", "nummer", "#", "punt nr", "volgnummer"),
    "title": ("punt", "agendapunt", "onderwerp", "titel", "agenda", "omschrijving", "thema"),
    "who": ("wie", "spreker", "door", "toelichting", "inleider", "trekker", "indiener", "presentatie"),
    "clock": ("uur", "tijd", "timing", "tijdstip", "van-tot", "duur", "min", "minuten", "tijdsduur"),
    "kind": ("type", "doel", "aard", "soort", "ter", "status", "actie"),
    "attached": ("bijlage", "bijlagen", "documenten", "document", "stukken", "nota"),
    "rest": ("opmerking", "opmerkingen", "wat", "vraag"),
}


def raw_lines(text: str) -> list[RawLine]:
    """The lines of a text that hold something, each with the mail it belongs to where several stand in it."""
    lines: list[RawLine] = []
    part, depth, gap, in_head = 0, 0, False, False
    for place, shown in enumerate(text.splitlines(), start=1):
        bare = shown[:PASTED_LINE].strip()
        quoted = 0
        while bare.startswith(">"):
            quoted, bare = quoted + 1, unquoted(bare).strip()
        if not bare and not quoted:
            gap = True
            continue
        another = _parts_mails(bare)
        begins = another or (is_mail_head(bare) and not in_head)
        if (quoted != depth or begins) and lines:
            part += 1
        depth, in_head = quoted, another or head_line(bare) is not None
        if bare:
            bare = _EMPHASIS.sub(r"\2", bare)
            indent = len(shown) - len(shown.lstrip())
            cells = _columns(bare if quoted else shown[:PASTED_LINE])
            lines.append(RawLine(place, shown.strip(), bare, part, indent, gap, cells))
        gap = not bare
    return lines


def table_heads(cells: Sequence[str]) -> tuple[str, ...]:
    """What the columns of a table hold, for the line with their names; empty for another line."""
    folded = [fold(cell).strip(" :") for cell in cells]
    heads = tuple(next((key for key, words in _TABLE_HEADS.items() if cell in words), "") for cell in folded)
    return heads if sum(head != "" for head in heads) > 1 else ()


def is_other_mail(text: str) -> bool:
    """Whether a line is the mark between two mails, or a line of a mail's head."""
    return head_line(text) is not None or _parts_mails(text)


def is_aside(line: RawLine) -> Skipped | None:
    """Why a line is none of an agenda, wherever it stands."""
    text = line.text
    if _PAGE.match(text):
        return Skipped.PAGE
    if table_heads(line.cells):
        return Skipped.TABLE_HEAD
    bare = clock_of(text).bare if begins_with_clock(text) else text
    if _BREAK.match(bare) and not is_standing(bare):
        return Skipped.BREAK
    return Skipped.HEADING if is_heading(text) else None


def is_heading(text: str) -> bool:
    """Whether a line says that an agenda follows."""
    return len(text) < 150 and _HEADING.match(text) is not None


def before_items(text: str) -> Skipped:
    """What a line before the first item is."""
    if is_other_mail(text):
        return Skipped.MAIL_HEAD
    if is_signature(text):
        return Skipped.SIGNATURE
    if _GREETING.match(text):
        return Skipped.GREETING
    return Skipped.PRACTICAL if is_practical(text) else Skipped.BEFORE


def is_practical(text: str) -> bool:
    """Whether a line tells day, place or people of the meeting."""
    return _PRACTICAL.match(text) is not None or _DAY.match(text) is not None


def is_detail(text: str) -> bool:
    """Whether a line stands under an item by its own words: "bijlage: nota", "ter info", "10 min"."""
    bare = BULLET.sub("", text)
    says_when = begins_with_clock(bare) and not clock_of(bare).bare.strip(" -–:")
    return (
        _DETAIL.match(bare) is not None
        or says_when
        or only_type(bare) is not None
        or only_minutes(bare) is not None
    )


def is_sentence(text: str) -> bool:
    """Whether a line talks, as a mail does, instead of naming an item."""
    return text.endswith("!") or (len(text.split()) > 4 and text.endswith((".", "?", ":", ";")))


def goes_on(above: str, line: RawLine) -> bool:
    """Whether a line is the rest of the title above it, broken by a mail program or a scan."""
    if line.gap or BULLET.match(line.text) or len(line.cells) > 1:
        return False
    return line.text[:1].islower() or is_broken(above)


def is_broken(above: str) -> bool:
    """Whether a title cannot end as it does: "ter", "de", an open bracket."""
    return _GOES_ON.search(above.rstrip()) is not None or above.count("(") > above.count(")")


def joined(parts: Sequence[str]) -> str:
    """The title made whole: "mobili-" and "teit" are one word."""
    text = ""
    for part in parts:
        broken = re.search(r"[a-zà-ÿ]-$", text) and part[:1].islower() and not part.startswith(("en ", "of "))
        text = text[:-1] + part if broken else f"{text} {part}".strip()
    return text


def _parts_mails(text: str) -> bool:
    """Whether another mail begins after a line; a rule alone may stand in an agenda."""
    return _ATTACHED.match(text) is not None or (is_quoted_mail(text) and not _PAGE.match(text))


def _columns(shown: str) -> tuple[str, ...]:
    """The cells of a row of a table, also of one that is drawn with lines or spaces."""
    bare = shown.strip()
    if shown.count("\t") > 1 or "\t" in bare:
        return tuple(cell.strip() for cell in shown.split("\t"))
    if bare.count("|") > 1:
        return tuple(cell.strip() for cell in bare.strip("|").split("|"))
    return tuple(re.split(r"(?<=\S) {4,}(?=\S)", bare))
