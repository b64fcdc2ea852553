"""What a body's own rules of procedure mean for one meeting; where nothing was filled in, nothing is said.

No number here is law: quorum, terms and the way of deciding are what somebody typed under the body, or unknown.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ibo_desk.domain.bodies import SEATED, DecisionMode
from ibo_desk.domain.organisations import DELEGATES, WAS_THERE
from ibo_desk.domain.topics import Stance
from ibo_desk.language import _
from ibo_desk.services.agenda.positions import PositionRow
from ibo_desk.services.meetings.attendance import AttendanceRow
from ibo_desk.services.parties.body_rows import MembershipRow, RulesRow
from ibo_desk.services.parties.voices import Voice
from ibo_desk.services.words import label

_VOTES = (Stance.AGREES, Stance.DISSENTS, Stance.RESERVATION, Stance.NONE)


@dataclass(frozen=True)
class Procedure:
    """A meeting under its body's rules; ``None`` where the rule was not filled in.

    ``present`` counts the members that were there, each organisation once; ``voters`` are those whose positions count
    as votes: the members, a joint voice in place of those for whom it speaks (R20); empty where there is no voting.
    """

    quorum: int | None
    present: int
    voters: frozenset[UUID]
    invite_by: date | None
    minutes_by: date | None


def procedure_of(
    rules: RulesRow | None,
    members: Iterable[MembershipRow],
    voices: Iterable[Voice],
    attendance: Iterable[AttendanceRow],
    on: date,
) -> Procedure:
    """The rules of a body for its meeting on a day."""
    seated = {member.organisation_id for member in members if member.role in SEATED}
    there = {
        row.organisation_id
        for row in attendance
        if row.presence in WAS_THERE and row.capacity in DELEGATES and row.organisation_id in seated
    }
    if rules is None:
        return Procedure(None, len(there), frozenset(), None, None)
    votes = rules.decision_mode is DecisionMode.VOTE
    spoken_for = {member for voice in voices for member in voice.members}
    voters = (seated - spoken_for) | {voice.id for voice in voices}
    return Procedure(
        quorum=rules.quorum,
        present=len(there),
        voters=frozenset(voters) if votes else frozenset(),
        invite_by=_days(on, rules.invitation_days, -1),
        minutes_by=_days(on, rules.minutes_days, 1),
    )


def _days(on: date, count: int | None, sign: int) -> date | None:
    return None if count is None else on + sign * timedelta(days=count)


def quorum_sentence(procedure: Procedure) -> str:
    """Whether enough members were there; nothing where no quorum was filled in."""
    if procedure.quorum is None:
        return ""
    reached = procedure.present >= procedure.quorum
    text = (
        _("attendance quorum {quorum}: reached, {present} members present")
        if reached
        else _("attendance quorum {quorum}: not reached, {present} members present")
    )
    return text.format(quorum=procedure.quorum, present=procedure.present)


def votes_sentence(procedure: Procedure, rows: Iterable[PositionRow]) -> str:
    """The positions on the whole item as votes; nothing where the body does not vote, or nothing was noted."""
    own = [row for row in rows if not row.subject and row.organisation_id in procedure.voters]
    counts = Counter(row.stance for row in own)
    text = ", ".join(f"{label(vote)} {counts[vote]}" for vote in _VOTES if counts[vote])
    return _("Vote, counted from the positions: {counts}.").format(counts=text) if text else ""
