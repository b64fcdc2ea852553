"""A saved mail (.eml): its head, its words and the mails inside it as one text, as one would paste it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any, Final, cast

from lxml import etree, html

from ibo_desk.foreign.errors import ForeignError, Reason
from ibo_desk.foreign.package import read_bytes

MOST: Final = 60 * 1024 * 1024  # bytes of a mail with what is attached to it
_DEEPEST: Final = 4  # mails inside mails
_HEAD: Final = (("From", "Van"), ("Date", "Verzonden"), ("Subject", "Onderwerp"))
_WORD: Final = (".docx", ".docm")
_SPACE: Final = re.compile(r"[ \t\r\n]+")
_OPEN, _CLOSE = "\ue000", "\ue001"  # around what is quoted; private signs, which no mail means anything by
_BLOCKS: Final = "p div br tr li h1 h2 h3 blockquote table"


@dataclass(frozen=True)
class MailFile:
    """The words of a mail, and the names of what is attached and was not read.

    ``documents`` are the Word documents among it, the name with the bytes.
    """

    text: str
    attached: tuple[str, ...]
    documents: tuple[tuple[str, bytes], ...] = ()


def read_mail_file(path: Path) -> MailFile:
    """Read a saved mail. Raises ``ForeignError``: no file, too big, an Outlook message (OLE), or no mail at all."""
    data = read_bytes(path, MOST)
    if not data:
        raise ForeignError(Reason.EMPTY)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ForeignError(Reason.OLE)
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not isinstance(message, EmailMessage) or not any(message[name] for name, _shown in _HEAD):
        raise ForeignError(Reason.OTHER_PACKAGE)
    parts: list[EmailMessage] = []
    text = _text(message, parts, 0)
    names = tuple(str(part.get_filename()) for part in parts)
    documents = tuple(
        (name, _bytes(part)) for name, part in zip(names, parts, strict=True) if name.lower().endswith(_WORD)
    )
    return MailFile(text, names, documents)


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(message: EmailMessage, attached: list[EmailMessage], level: int) -> str:
    head = [f"{shown}: {' '.join(str(message[name]).split())}" for name, shown in _HEAD if message[name]]
    parts = ["\n".join(head), _words(message)]
    for part in message.iter_attachments():
        inside = part.get_content() if part.get_content_type() == "message/rfc822" else None
        if isinstance(inside, EmailMessage) and level < _DEEPEST:
            parts += ["----- Doorgestuurd bericht -----", _text(inside, attached, level + 1)]
        elif part.get_filename() and isinstance(part, EmailMessage):
            attached.append(part)
    return "\n\n".join(part for part in parts if part)


def _words(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        content = str(body.get_content())
    except (LookupError, UnicodeError):  # a character set that nobody knows
        payload = body.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return _of_html(content) if body.get_content_subtype() == "html" else content.strip()


def _of_html(content: str) -> str:
    """The words of a page, a line for each block; the addresses behind its links are left out."""
    if not content.strip():
        return ""
    page = html.document_fromstring(content.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    etree.strip_elements(page, "script", "style", "head", etree.Comment, with_tail=False)
    for words in cast(list[Any], page.xpath("//text()[not(ancestor::pre)]")):
        # where the page itself breaks its lines says nothing
        setattr(words.getparent(), "tail" if words.is_tail else "text", _SPACE.sub(" ", words))
    for block in page.iter(*_BLOCKS.split()):
        block.tail = "\n" + (block.tail or "")
        block.text = ("" if block.tag == "br" else "\n") + (block.text or "")
    for quote in page.iter("blockquote"):
        if quote.get("type") == "cite" or "quote" in (quote.get("class") or ""):
            quote.text = f"\n{_OPEN}{quote.text or ''}"
            quote.tail = f"{_CLOSE}{quote.tail or ''}"
    return "\n".join(_quoted_lines("".join(str(text) for text in page.itertext())))


def _quoted_lines(words: str) -> Iterator[str]:
    """The lines that say something, with the mark of plain mails before what is quoted."""
    level = 0
    for line in words.split("\n"):
        level += line.count(_OPEN)
        said = " ".join(line.replace(_OPEN, "").replace(_CLOSE, "").split())
        if said:
            yield "> " * bool(level) + said
        level -= line.count(_CLOSE)
