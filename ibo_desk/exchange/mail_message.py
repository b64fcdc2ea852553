"""A mail as the bytes of a draft (.eml): words, the same as HTML, and what is attached."""

import mimetypes
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.mail_addresses import Recipient
from ibo_desk.language import _

INVITATION_FILE: Final = "invite.ics"


@dataclass(frozen=True)
class Letter:
    """What goes in one mail; ``html`` says the same as ``text``, ``invitation`` asks to put it in a calendar."""

    recipients: tuple[Recipient, ...]
    subject: str
    text: str
    html: str
    attachments: tuple[Path, ...]
    invitation: "Invitation | None" = None


@dataclass(frozen=True)
class Invitation:
    """A calendar as it goes in a mail; ``asks`` that mail programs show it with buttons to answer on."""

    method: str
    data: bytes
    asks: bool


def write_message(letter: Letter, now: datetime) -> bytes:
    """The draft; ``ListError("attachment_unreadable")`` for a file that went away."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now.astimezone(UTC))
    message["X-Unsent"] = "1"  # mail programs open it as a draft
    for header, copies in (("To", False), ("Cc", True)):
        addresses = [_address(recipient) for recipient in letter.recipients if recipient.copy is copies]
        if addresses:
            message[header] = addresses
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    if letter.invitation is not None:
        _invite(message, letter.invitation)
    for path in letter.attachments:
        guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        main, _slash, sub = guessed.partition("/")
        message.add_attachment(_bytes(path), maintype=main, subtype=sub, filename=path.name)
    return message.as_bytes()


def _invite(message: EmailMessage, invitation: Invitation) -> None:
    """Beside the words, where Outlook looks for it, and as a file for programs that only take files.

    The method stands in the header and in the data: Thunderbird reads the one, some servers strip it.
    """
    if invitation.asks:
        message.add_alternative(
            invitation.data.decode(),
            subtype="calendar",
            cte="base64",
            params={"method": invitation.method, "charset": "utf-8"},
        )
    message.add_attachment(invitation.data, maintype="application", subtype="ics", filename=INVITATION_FILE)


def _address(recipient: Recipient) -> Address:
    return Address(" ".join(recipient.name.split()), addr_spec=recipient.email)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        text = _("The attachment {path} cannot be read; make it again.").format(path=path)
        raise ListError("attachment_unreadable", text) from error
