"""What a look over the minutes finds before they are submitted; warnings, never a lock on the door."""

import re
from enum import StrEnum

from ibo_desk.domain.names import fold


class Finding(StrEnum):
    MEETING_NOT_HELD = "meeting_not_held"
    NO_CHAIR = "no_chair"
    NO_SECRETARY = "no_secretary"
    NOBODY_LISTED = "nobody_listed"
    MEMBER_NOT_LISTED = "member_not_listed"
    PRESENCE_UNKNOWN = "presence_unknown"
    REPLACED_BY_NOBODY = "replaced_by_nobody"
    NO_ITEMS = "no_items"
    ITEM_OPEN = "item_open"
    CONCLUSION_EMPTY = "conclusion_empty"
    CONCLUSION_DECIDES = "conclusion_decides"
    SLASH_LINE_LEFT = "slash_line_left"
    POSITION_UNEXPLAINED = "position_unexplained"
    POSITION_OF_ABSENT = "position_of_absent"
    ENGAGEMENT_WITHOUT_PARTNER = "engagement_without_partner"
    ENGAGEMENT_WITHOUT_DUE = "engagement_without_due"
    REFERRAL_WITHOUT_DAY = "referral_without_day"
    REMARK_OPEN = "remark_open"
    NOT_ADOPTED_BEFORE = "not_adopted_before"


# Who may decide, so that "de gemeenteraad beslist" is nobody's mistake.
_COMPETENT = re.compile(
    r"\b(gemeenteraad|gemeenteraden|raad|raden|college|colleges|regering|minister|ministers|deputatie"
    r"|provincieraad|vervoerregioraad|vrr|bestuursorga\w*|bevoegde?|besturen|instanties?)\b"
)
_DECIDES = re.compile(
    r"\b(beslissen|beslist|besliste|beslisten|besluiten|besloot|besloten)\b"
    r"|\bbesluit(?= (?:om|dat|tot|de|het|een|unaniem)\b)|(?:^|[.;:] ?)(?:besluit|beslissing)\b ?:"
    r"|\b(?:keurt|keuren|keurde|keurden)\b.*\bgoed\b|\bwordt goedgekeurd\b|\bworden goedgekeurd\b"
)
_NOT_MEANT = re.compile(
    r"\b(?:beslist|beslissen|besluiten|besluit) (?:niet|niets|geen)\b"
    r"|\b(?:niet|niets|geen|zonder te) (?:beslissen|besluiten|beslist)\b"
    r"|\b(?:de|het|een|dit|die|deze|elk|ieder|welke|van|vorige?|eerdere?|genomen) (?:besluiten|besluit|besloten)\b"
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


def names_a_decision(text: str) -> str:
    """The first sentence that reads as if this body decided; "" where there is none.

    A sentence that names who is competent ("het dossier wordt aan de gemeenteraad voorgelegd, die beslist") is not
    meant, nor is one that says that nothing is decided.
    """
    for sentence in _SENTENCE.findall(text):
        words = _NOT_MEANT.sub("", fold(sentence))
        if _DECIDES.search(words) and not _COMPETENT.search(words):
            return str(sentence).strip(" -*")
    return ""
