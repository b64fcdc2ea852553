"""What a look over the minutes finds before they are submitted; warnings, never a lock on the door."""

from enum import StrEnum


class Finding(StrEnum):
    MEETING_NOT_HELD = "meeting_not_held"
    NO_CHAIR = "no_chair"
    CHAIR_AWAY = "chair_away"
    NO_SECRETARY = "no_secretary"
    NOBODY_LISTED = "nobody_listed"
    MEMBER_NOT_LISTED = "member_not_listed"
    PRESENCE_UNKNOWN = "presence_unknown"
    REPLACED_BY_NOBODY = "replaced_by_nobody"
    NO_ITEMS = "no_items"
    ITEM_OPEN = "item_open"
    CONCLUSION_EMPTY = "conclusion_empty"
    CONCLUSION_DECIDES = "conclusion_decides"
    DISCUSSION_DECIDES = "discussion_decides"
    SLASH_LINE_LEFT = "slash_line_left"
    POSITION_UNEXPLAINED = "position_unexplained"
    POSITION_OF_ABSENT = "position_of_absent"
    ENGAGEMENT_WITHOUT_PARTNER = "engagement_without_partner"
    ENGAGEMENT_WITHOUT_WORDS = "engagement_without_words"
    ENGAGEMENT_WITHOUT_DUE = "engagement_without_due"
    REFERRAL_WITHOUT_DAY = "referral_without_day"
    REMARK_OPEN = "remark_open"
    NOT_ADOPTED_BEFORE = "not_adopted_before"
    NO_ANSWER = "no_answer"
