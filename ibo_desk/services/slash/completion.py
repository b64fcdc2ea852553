"""What may follow while a slash line is typed: commands, names, positions, actions and days."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from ibo_desk.data.tables import AgendaItem, Meeting
from ibo_desk.domain.names import fold
from ibo_desk.domain.slash import COMMAND_WORDS, FOLLOW_UP_WORDS, OF_THE_LIST, STANCE_WORDS, SlashCommand
from ibo_desk.services.slash.follow_plans import open_names
from ibo_desk.services.slash.matching import Names
from ibo_desk.services.slash.names import (
    action_names,
    attendance_names,
    body_names,
    partner_names,
    partners_at,
)

MOST = 12
_COMMAND = re.compile(r"(?P<lead>\s*)/(?P<word>\S*)")
_NAMES = re.compile(
    r"(?P<done>\s*/(?P<word>\S+)\s+(?:aan\s+)?(?:[^:]*(?:[,;+]|\sen|\sbehalve)\s*)?)(?P<start>[^:,;+]*)",
    re.IGNORECASE,
)
_STANCE = re.compile(r"(?P<done>[^:]*:\s*)(?P<start>.*)", re.DOTALL)
_DAY = re.compile(r"(?P<done>.*:.*\s(?:tegen|uiterlijk|voor)\s+)(?P<start>[^:]*)", re.DOTALL | re.IGNORECASE)
_ACTION = re.compile(r"(?P<done>.*:.*\s)#(?P<start>\S*)", re.DOTALL)
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


# What may begin the text after the names.
_AFTER_COLON: Mapping[SlashCommand, tuple[str, ...]] = {
    SlashCommand.POSITION: tuple(words for words, _stance in STANCE_WORDS),
    SlashCommand.FOLLOW_UP: tuple(words for words, _state in FOLLOW_UP_WORDS),
}
# After these no name follows.
_WITHOUT_NAMES = frozenset({
    SlashCommand.CONCLUSION, SlashCommand.LATER, SlashCommand.WITHDRAWN, SlashCommand.BREAK, SlashCommand.BEGIN,
    SlashCommand.PRIVATE, SlashCommand.OPEN, SlashCommand.CLOSE, SlashCommand.ITEM, SlashCommand.TOGETHER,
})  # fmt: skip


def completions(session: Session, before: str, today: date, item_id: UUID | None = None) -> list[str]:
    """The whole lines that ``before``, the text up to the cursor, may become; the likeliest first.

    ``item_id`` is the item under which it is typed: who is on the list of its meeting is offered then.
    """
    if not before.lstrip().startswith("/"):
        return []
    match = _COMMAND.fullmatch(before)
    if match:
        folded = fold(match["word"])
        return [f"{match['lead']}/{word} " for word in COMMAND_WORDS if word.startswith(folded)]
    command = COMMAND_WORDS.get(fold(before.split(maxsplit=1)[0].lstrip("/")))
    if command is None or command in _WITHOUT_NAMES:
        return []
    if ":" not in before:
        return _names(before, _offered_names(session, command, today, item_id))
    if command in _AFTER_COLON:
        return _first_words(before, _AFTER_COLON[command])
    return _actions(session, before) or _days(before, today)


def _offered_names(session: Session, command: SlashCommand, today: date, item_id: UUID | None) -> Names:
    if command is SlashCommand.REFERRAL:
        return body_names(session)
    item = session.get(AgendaItem, item_id) if item_id else None
    meeting = session.get(Meeting, item.meeting_id) if item else None
    if meeting is None:
        return partner_names(session, today)
    if command is SlashCommand.FOLLOW_UP:
        return open_names(session, meeting.id, today)
    if command in OF_THE_LIST or command is SlashCommand.REPLACED:
        return attendance_names(session, meeting.id)
    return partners_at(session, meeting.id, meeting.body_id, meeting.on)


def _names(before: str, names: Names) -> list[str]:
    match = _NAMES.fullmatch(before)
    if match is None:
        return []
    start = match["start"].rstrip()
    return [f"{match['done']}{name}" for name in names.beginning(start) if name != start][:MOST]


def _first_words(before: str, offered: Iterable[str]) -> list[str]:
    match = _STANCE.fullmatch(before)
    start = fold(match["start"]) if match else ""
    words = [words for words in offered if words.startswith(start) and words != start]
    return [f"{match['done']}{rest}" for rest in words] if match else []


def _actions(session: Session, before: str) -> list[str]:
    match = _ACTION.fullmatch(before)
    if match is None:
        return []
    names = action_names(session).beginning(match["start"])
    return [f"{match['done']}#{name}" for name in names if name != match["start"]][:MOST]


def _days(before: str, today: date) -> list[str]:
    match = _DAY.fullmatch(before)
    if match is None:
        return []
    start = fold(match["start"])
    summer = f"de zomer {today.year + (today.month >= 6)}"
    seasons = [summer] if fold(match["done"]).endswith("voor") else []
    offered = [
        day
        for day in [*seasons, *_offered(today, start)]
        if fold(day).startswith(start) and fold(day) != start
    ]
    return [f"{match['done']}{day}" for day in offered][:MOST]


def _offered(today: date, start: str) -> list[str]:
    """Days that people write; a number that was begun gives that day in the months to come."""
    number = re.match(r"(\d{1,2})\s*", start)
    if number:
        return [f"{number[1]} {month}" for month in _ahead(today)]
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    quarter = (today.month - 1) // 3 + 1
    ends = [f"eind {month}" for month in _ahead(today)[:3]]
    return [
        *ends,
        f"15 {_MONTHS[following.month - 1]}",
        f"Q{quarter % 4 + 1} {today.year + (quarter == 4)}",
        *_ahead(today),
        *(f"eind {month}" for month in _ahead(today)[3:]),
    ]


def _ahead(today: date) -> list[str]:
    """The names of twelve months, from this one on."""
    return [_MONTHS[(today.month - 1 + n) % 12] for n in range(12)]
