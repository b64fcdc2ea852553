"""Why bytes from outside were not read; who asked for them makes the sentence."""

from enum import StrEnum

from ibo_desk.domain.errors import UserError


class Reason(StrEnum):
    """What is wrong with a file, as far as its bytes tell."""

    MISSING = "missing"
    UNREADABLE = "unreadable"  # the system does not let it be read
    NO_FILE = "no_file"  # a folder, a pipe, a device
    EMPTY = "empty"
    LOCK = "lock"  # what an office program leaves beside a document that is open
    OLE = "ole"  # an office file of before 2007, or one with a password
    NO_PACKAGE = "no_package"
    WEB_PAGE = "web_page"
    PLAIN_TEXT = "plain_text"
    OPEN_DOCUMENT = "open_document"
    OTHER_PACKAGE = "other_package"  # a zip, but not with what was asked for
    STRICT = "strict"
    DAMAGED = "damaged"
    DOCTYPE = "doctype"  # a document type of its own, which no office program writes
    TOO_BIG = "too_big"
    TOO_LONG = "too_long"  # it takes more time than any such file


class ForeignError(UserError):
    """Bytes that cannot be read; ``part`` is where in the package."""

    def __init__(self, reason: Reason, part: str = "") -> None:
        super().__init__(f"foreign_{reason}", part=part)
        self.reason = reason
        self.part = part
