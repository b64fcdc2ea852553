"""The lines of a mail as programs write them: its head, what is quoted, where it is signed, where sentences end."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A line of our own question: the code in it is there to be copied, it is no answer.
QUESTION_LINE: Final = "Code voor het antwoord"
OWN_LINE: Final = re.compile(rf"^\W*{QUESTION_LINE}\s*:", re.IGNORECASE)
# The headings in mails of ours (reports/txt): what follows is our own text, whoever sends it back.
_OWN_HEADING = re.compile(
    r"^\W*(?:GEVRAAGD AAN HET COLLEGE|TER KENNISNAME VAN HET COLLEGE|NOG TER KENNISNAME TE BEHANDELEN"
    r"|HIEROVER WORDT NIETS MEER GEVRAAGD|HIERVAN VERANDERDE DE DAG OF DE VRAAG|HIERVOOR GELDEN ANDERE DAGEN)\b"
)
LINKED: Final = re.compile(r"<?\bmailto:[^\s>]*\?[^\s>]*>?", re.IGNORECASE)  # an answer link of ours
_HEAD = re.compile(
    r"^\s*\*?(van|from|aan|to|cc|datum|verzonden|sent|date|onderwerp|subject)\*?\s*:\s*\*?\s*(.*)$",
    re.IGNORECASE,
)
_MARKED = re.compile(r"^\s*>")
_QUOTED = re.compile(
    r"^\s*(?:>|-{3,}\s*(?:oorspronkelijk|original|doorgestuurd|forwarded)|_{10,}|op\b.{4,90}\bschreef\b.*:\s*$)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^\s*op\b.{4,90}\b(?:schreef\b|\d{1,2}[:.]\d{2}\b)", re.IGNORECASE)
_SIGNED = re.compile(
    r"^\s*(?:met (?:vriendelijke|beste|hartelijke)|vriendelijke groet|beste groet|hoogachtend|mvg\b|groet(?:en|jes)\b"
    r"|--\s*$|(?:verstuurd|verzonden|sent) (?:vanaf|vanuit|met|from)\b|disclaimer\b)",
    re.IGNORECASE,
)
_MARK = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•–])\s+")  # of a list
_FORWARDED = re.compile(
    r"^\W*(?:begin |einde )?(?:doorgestuurd|forwarded|doorgezonden)\b.{0,40}(?:bericht|message|mail)",
    re.IGNORECASE,
)
_FORWARD_SUBJECT = re.compile(r"^\s*(?:fw|fwd|doorst|doorgest|tr)\s*:", re.IGNORECASE)
_PASSING_ON = re.compile(
    r"\b(?:ter info(?:rmatie)?|t\.?k\.?i\.?|fyi|zie (?:hier)?(?:onder|bijlage)\w*|zie onderstaande?|hieronder"
    r"|onderstaande?|doorgestuurd|ik stuur\b.{0,40}\bdoor|stuur ik\b.{0,40}\bdoor|bezorg ik|hierbij)\b",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(
    r"^\W*(?:automatisch(?: antwoord)?|automatic reply|autoreply|afwezig\w*|out of office)\b", re.IGNORECASE
)
_ALL_POINTS = re.compile(
    r"\b(?:beide|(?:al )?de (?:twee|drie|vier|vijf)|alle(?: (?:drie|vier|vijf))?)"
    r" (?:agenda)?(?:punten|vragen|dossiers)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\s*(?:dag|beste|hallo|geachte|hoi|goede\w*|best\w*|collega\W*)\b.{0,60}$", re.IGNORECASE
)
SENTENCE_END: Final = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÀ-Ý\d“\"(])|\n+")
# A mail program breaks lines inside sentences: before a word that begins small, and before what counts or dates.
_BROKEN = re.compile(r"(?<=[^\n.:;!?])\n(?=[a-z(]|\d{1,2}[/.-]\d|\d{1,2}\s+[a-z]|\d{4}\b)")


def head_line(line: str) -> tuple[str, str] | None:
    """The name, in small letters, and the value of a line of a mail's head: "van", "onderwerp"."""
    match = _HEAD.match(line)
    return (match[1].casefold(), match[2]) if match else None


def is_mail_head(line: str) -> bool:
    """Whether the head of another mail begins here."""
    head = head_line(line)
    return head is not None and head[0] in {"van", "from"}


def is_our_mail(line: str) -> bool:
    """Whether a mail of ours begins or goes on here."""
    return _OWN_HEADING.match(line) is not None or OWN_LINE.match(line) is not None


def is_quoted_mail(line: str) -> bool:
    """Whether a line is quoted, or says that what follows is another mail."""
    return _QUOTED.match(line) is not None or _FORWARDED.match(line) is not None


def is_marked(line: str) -> bool:
    """Whether a line bears the mark of what is quoted."""
    return _MARKED.match(line) is not None


def is_opening(line: str) -> bool:
    """Whether a line says who wrote what is quoted below it."""
    return not is_marked(line) and _OPENING.match(line) is not None and line.rstrip().endswith(":")


def is_automatic(subject: str) -> bool:
    """Whether the subject of a mail says that no person wrote it."""
    return _AUTOMATIC.match(subject) is not None


def names_all(sentence: str) -> bool:
    """Whether a sentence is about all points that were asked about: "beide punten"."""
    return _ALL_POINTS.search(sentence) is not None


def with_whole_openings(lines: Sequence[str]) -> list[str]:
    """The lines, with "Op … schreef …:" on one line where a mail program broke it."""
    whole: list[str] = []
    for line in lines:
        above = whole[-1] if whole else ""
        if _OPENING.match(above) and not _QUOTED.match(above) and line.rstrip().endswith(":"):
            whole[-1] = f"{above.rstrip()} {line.strip()}"
        else:
            whole.append(line)
    return whole


def is_forward(line: str) -> bool:
    """Whether a line says that what follows was forwarded."""
    return _FORWARDED.match(line) is not None


def is_forward_subject(subject: str) -> bool:
    """Whether the subject of a mail says that it was forwarded."""
    return _FORWARD_SUBJECT.match(subject) is not None


def is_signature(line: str) -> bool:
    """Whether a line begins the signature."""
    return _SIGNED.match(line) is not None


def signed_at(lines: Sequence[str]) -> int:
    """The place of the line where the signature begins, or the end."""
    return next((at for at, line in enumerate(lines) if is_signature(line)), len(lines))


def passes_on(lines: Sequence[str]) -> bool:
    """Whether the lines above another mail only greet and pass it on."""
    said = [line for line in lines[: signed_at(lines)] if line.strip()]
    return all(_GREETING.match(line) or _PASSING_ON.search(line) for line in said)


def unquoted(line: str) -> str:
    """A line without the marks by which it is quoted."""
    return re.sub(r"^[\s>|]*[>|]\s?", "", line)


def joined_lines(lines: Iterable[str]) -> str:
    """The lines without the marks of lists, sentences that were broken made whole again."""
    return _BROKEN.sub(" ", "\n".join(_MARK.sub("", line) for line in lines))
