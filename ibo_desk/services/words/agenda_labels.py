"""The words for what becomes of a line of an agenda that was read."""

from enum import StrEnum

from ibo_desk.domain.line_fates import LineFate, Skipped
from ibo_desk.language import N_

AGENDA_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    LineFate: {
        LineFate.ITEM: N_("item"),
        LineFate.SUB_ITEM: N_("sub item"),
        LineFate.TITLE: N_("rest of the title"),
        LineFate.DETAIL: N_("stands under it"),
        LineFate.SKIPPED: N_("skipped"),
    },
    Skipped: {
        Skipped.MAIL_HEAD: N_("head of a mail"),
        Skipped.OTHER_MAIL: N_("another mail"),
        Skipped.GREETING: N_("greeting"),
        Skipped.HEADING: N_("heading"),
        Skipped.PRACTICAL: N_("day, place or people"),
        Skipped.BEFORE: N_("before the first item"),
        Skipped.TABLE_HEAD: N_("names of columns"),
        Skipped.BREAK: N_("break, welcome or end"),
        Skipped.PAGE: N_("page or rule"),
        Skipped.SIGNATURE: N_("signature"),
        Skipped.SENTENCE: N_("sentence of the mail"),
        Skipped.CHOSEN: N_("left out by you"),
    },
}
