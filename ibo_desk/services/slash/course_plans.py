"""Slash lines about the course of a meeting: who is there, who replaces whom, hours and breaks."""

from dataclasses import replace
from datetime import time
from typing import Final
from uuid import UUID

from sqlmodel import Session

from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.organisations import Presence
from ibo_desk.domain.slash import COMMAND_WORDS, SlashCommand, SlashLine
from ibo_desk.language import _
from ibo_desk.services.base.bulk import Over, told_of
from ibo_desk.services.meetings.chairs import Chairs
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.slash.names import Names, attendance_names
from ibo_desk.services.slash.plan import At, Plan, SlashResult, who_of
from ibo_desk.services.words import label
from ibo_desk.services.words.format import clock

_PRESENCE: Final = {
    SlashCommand.PRESENT: Presence.PRESENT,
    SlashCommand.EXCUSED: Presence.EXCUSED,
    SlashCommand.ABSENT: Presence.ABSENT,
}


def attending(at: At, session: Session, read: SlashLine) -> Plan:
    """Who is there, came, left or stays away; who is not known keeps nobody else from being noted."""
    names = attendance_names(session, at.meeting_id)
    lines, refused = names.resolve_some(read.parties)
    plan = _attending(at, read, names, lines)
    if not refused:
        return plan
    left = f"{_word_of(read.command)} {', '.join(refused)} {clock(read.at)}".rstrip()
    why = next(iter(refused.values()))
    unknown = _("not noted: {names}").format(names=", ".join(refused))
    return Plan(f"{plan.text} · {unknown}", lambda over: replace(plan.do(over), left=left, why=why))


def _word_of(command: SlashCommand) -> str:
    return "/" + next(word for word, meant in COMMAND_WORDS.items() if meant is command)


def _attending(at: At, read: SlashLine, names: Names, lines: tuple[UUID, ...]) -> Plan:
    who = who_of(names, lines)
    meetings = Meetings(at.store)
    hour = f" ({clock(read.at)})" if read.at else ""
    if read.command is SlashCommand.AWAY:
        return Plan(
            _("{who} leaves").format(who=who) + hour, lambda _over: _left(meetings, lines, who, read.at)
        )
    presence = _PRESENCE.get(read.command, Presence.PRESENT)
    arrives = presence is Presence.PRESENT and (read.at is not None or len(lines) == 1)

    def do(over: Over | None) -> SlashResult:
        if arrives:
            came = meetings.arrive(lines, read.at)
            since = f" ({clock(came)})" if came else ""
            return SlashResult("attendance", lines[0], f"{who}: {label(presence)}{since}", lines)
        done = meetings.set_presence(lines, presence, over=over)
        return SlashResult("attendance", lines[0], f"{who}: {label(presence)}", done.ids, told_of(done))

    return Plan(f"{who}: {label(presence)}{hour}", do)


def _left(meetings: Meetings, lines: tuple[UUID, ...], who: str, at: time | None) -> SlashResult:
    hour = meetings.leave(lines, at)
    return SlashResult("attendance", lines[0], _("{who} leaves").format(who=who) + f" ({clock(hour)})", lines)


def breaks(at: At, _session: Session, read: SlashLine) -> Plan:
    hours = "–".join(clock(hour) for hour in (read.at, read.until) if hour)
    shown = _("Break {hours}").format(hours=hours).strip()

    def do(_over: Over | None) -> SlashResult:
        made = Meetings(at.store).suspend(at.meeting_id, read.at, read.until)
        sentence = _("Break {hours}").format(hours=f"{clock(made.since)}–{clock(made.until)}")
        return SlashResult("meeting", at.meeting_id, sentence)

    return Plan(shown, do)


def begins(at: At, _session: Session, read: SlashLine) -> Plan:
    def sentence(hour: time | None) -> str:
        return _("“{title}” taken up at {time}").format(title=at.title, time=clock(hour) or _("now"))

    def do(_over: Over | None) -> SlashResult:
        hour = Meetings(at.store).take_up(at.item_id, read.at)
        return SlashResult("agenda_item", at.item_id, sentence(hour))

    return Plan(sentence(read.at), do)


def opens_or_closes(at: At, _session: Session, read: SlashLine) -> Plan:
    meetings = Meetings(at.store)
    opens = read.command is SlashCommand.OPEN
    note = meetings.open if opens else meetings.close
    words = _("The meeting opens") if opens else _("The meeting closes")
    shown = f"{words} {clock(read.at) or _('now')}"

    def do(_over: Over | None) -> SlashResult:
        note(at.meeting_id, read.at)
        return SlashResult("meeting", at.meeting_id, shown)

    return Plan(shown, do)


def replaced(at: At, session: Session, read: SlashLine) -> Plan:
    """Who sat there instead of a delegate; a name that nobody has is somebody new of that organisation."""
    names = attendance_names(session, at.meeting_id)
    lines = names.resolve(read.parties)
    if len(lines) != 1:
        raise InvalidValueError("one_is_replaced")
    shown = _("{who}: replaced by {person}").format(who=names.labels[lines[0]], person=read.text)

    def do(_over: Over | None) -> SlashResult:
        Meetings(at.store).replace_by(lines[0], read.text)
        return SlashResult("attendance", lines[0], shown)

    return Plan(shown, do)


def chairs(at: At, session: Session, read: SlashLine) -> Plan:
    """Who chairs instead of who was meant to: the people who sit there."""
    names = attendance_names(session, at.meeting_id)
    lines = names.resolve(read.parties)
    shown = _("Chair: {who}").format(who=who_of(names, lines))

    def do(_over: Over | None) -> SlashResult:
        Chairs(at.store).hand_to(at.meeting_id, lines)
        return SlashResult("meeting", at.meeting_id, shown)

    return Plan(shown, do)
