"""What becomes of a line of an agenda that comes in a mail or from Word."""

from enum import StrEnum


class LineFate(StrEnum):
    """What becomes of a line."""

    ITEM = "item"
    SUB_ITEM = "sub_item"
    TITLE = "title"  # the rest of the title above it
    DETAIL = "detail"  # stands under the item above it
    SKIPPED = "skipped"


class Skipped(StrEnum):
    """Why a line is not taken over."""

    MAIL_HEAD = "mail_head"
    OTHER_MAIL = "other_mail"
    GREETING = "greeting"
    HEADING = "heading"
    PRACTICAL = "practical"  # day, place, who comes
    BEFORE = "before"  # words before the first item
    TABLE_HEAD = "table_head"
    BREAK = "break"
    PAGE = "page"  # its number, a rule
    SIGNATURE = "signature"
    SENTENCE = "sentence"
    CHOSEN = "chosen"  # somebody left it out
