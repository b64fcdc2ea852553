"""The one rule of reading: who may read what is written. Papers, pages, mails and packages follow from this table."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from ibo_desk.domain.actions import ActionState
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.meetings import MinutesState


class Audience(StrEnum):
    """For whom something is written, from narrowest to widest; COLLEGE means that one college and the secretariat."""

    SECRETARIAT = "secretariat"
    COLLEGE = "college"
    MUNICIPALITIES = "municipalities"
    PARTICIPANTS = "participants"
    PUBLIC = "public"


class OwnPart(StrEnum):
    """Parts that belong to one organisation, whoever may read the record in which they stand.

    A share is what one partner gives or answers in what all do together: those who sit together read all shares, what
    is made for one organisation holds its own alone. Contact data never leave it and the secretariat.
    """

    SHARE = "share"
    CONTACT = "contact"


class Reader(StrEnum):
    """Who reads; the first four are persons of one organisation, the others read what was made for them together."""

    SECRETARIAT = "secretariat"
    MUNICIPALITY = "municipality"  # officials and delegates of one municipality
    PARTNER = "partner"  # of one other organisation
    MUNICIPALITIES = "municipalities"  # all of them, as at the mayors' conference
    PARTICIPANTS = "participants"  # who sits at the table
    PUBLIC = "public"


class Extent(StrEnum):
    """How much of what was written for an audience a reader may read: of everybody, of itself, or nothing."""

    ALL = "all"
    OWN = "own"
    NONE = "none"


_ALL, _OWN, _NO = Extent.ALL, Extent.OWN, Extent.NONE
_EXTENTS: Final[Mapping[Audience | OwnPart, tuple[Extent, ...]]] = {
    #                        secretariat, municipality, partner, municipalities, participants, public
    Audience.SECRETARIAT:    (_ALL, _NO,  _NO,  _NO,  _NO,  _NO),
    OwnPart.CONTACT:         (_ALL, _OWN, _OWN, _NO,  _NO,  _NO),
    Audience.COLLEGE:        (_ALL, _OWN, _NO,  _NO,  _NO,  _NO),
    Audience.MUNICIPALITIES: (_ALL, _ALL, _NO,  _ALL, _NO,  _NO),
    Audience.PARTICIPANTS:   (_ALL, _ALL, _ALL, _ALL, _ALL, _NO),
    Audience.PUBLIC:         (_ALL, _ALL, _ALL, _ALL, _ALL, _ALL),
    OwnPart.SHARE:           (_ALL, _OWN, _OWN, _ALL, _ALL, _ALL),
}  # fmt: skip
READING: Final[dict[Audience | OwnPart, dict[Reader, Extent]]] = {
    written: dict(zip(Reader, extents, strict=True)) for written, extents in _EXTENTS.items()
}

# A paper for an audience is read by these; a paper for one college by its municipality.
READER_OF: Final[Mapping[Audience, Reader]] = {
    Audience.SECRETARIAT: Reader.SECRETARIAT,
    Audience.COLLEGE: Reader.MUNICIPALITY,
    Audience.MUNICIPALITIES: Reader.MUNICIPALITIES,
    Audience.PARTICIPANTS: Reader.PARTICIPANTS,
    Audience.PUBLIC: Reader.PUBLIC,
}


def may_read(reader: Reader, written_for: Audience | OwnPart, *, own: bool = False) -> bool:
    """Whether ``reader`` may read what was ``written_for`` an audience; ``own`` says that it is the reader's own."""
    extent = READING[written_for][reader]
    return extent is Extent.ALL or (own and extent is Extent.OWN)


def may_print(paper: Audience, written_for: Audience | OwnPart, *, own: bool = False) -> bool:
    """Whether a paper that is made for an audience may print a text: whoever reads the paper may read it."""
    return may_read(READER_OF[paper], written_for, own=own)


def wider(audience: Audience, than: Audience) -> bool:
    """Whether all who may read what is written for ``than`` may read what is written for ``audience``, and more may."""
    rows = READING[than], READING[audience]
    order = [Extent.NONE, Extent.OWN, Extent.ALL]
    steps = [(order.index(rows[0][reader]), order.index(rows[1][reader])) for reader in Reader]
    return all(old <= new for old, new in steps) and any(old < new for old, new in steps)


def present_at(kind: BodyKind) -> Audience:
    """Who sits at a meeting, and so may read its agenda and minutes: at the mayors' conference only municipalities."""
    return Audience.MUNICIPALITIES if kind is BodyKind.MAYORS_CONFERENCE else Audience.PARTICIPANTS


def said_at(kind: BodyKind, written_for: Audience) -> Audience:
    """For whom an item of a meeting is: its participants are those who sat there, not those of another table."""
    return present_at(kind) if written_for is Audience.PARTICIPANTS else written_for


# Other bodies speak with their members in confidence; that they met is their own to tell.
_OPEN_BODIES: Final = frozenset({BodyKind.IBO, BodyKind.MAYORS_CONFERENCE, BodyKind.TRANSPORT_REGION_COUNCIL})


def told_of_meeting(kind: BodyKind) -> Audience:
    """Who may know that a body met, and on which day."""
    return Audience.PUBLIC if kind in _OPEN_BODIES else present_at(kind)


def told_of_minutes(kind: BodyKind, state: MinutesState) -> Audience:
    """Who may read a version of minutes: a draft that was not submitted is the secretariat's."""
    return Audience.SECRETARIAT if state is MinutesState.DRAFT else present_at(kind)


def told_of_action(state: ActionState) -> Audience:
    """Who may know of a regional action: what was agreed on is public, what is only proposed is not."""
    return Audience.PARTICIPANTS if state is ActionState.PROPOSED else Audience.PUBLIC


def told_of_outcome(kind: BodyKind | None) -> Audience | OwnPart:
    """Who may know what became of a referral: what a council or college did with it is its municipality's own."""
    own = kind in {BodyKind.MUNICIPAL_COUNCIL, BodyKind.COLLEGE}
    return OwnPart.SHARE if own else Audience.PARTICIPANTS
