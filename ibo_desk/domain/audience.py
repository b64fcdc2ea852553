"""Who may read what is written; a property of everything (design.md, "Who may read it")."""

from enum import StrEnum

from ibo_desk.domain.bodies import BodyKind


class Audience(StrEnum):
    """From narrowest to widest; COLLEGE means that one college and the secretariat."""

    SECRETARIAT = "secretariat"
    COLLEGE = "college"
    MUNICIPALITIES = "municipalities"
    PARTICIPANTS = "participants"
    PUBLIC = "public"


READS: dict[Audience, frozenset[Audience]] = {
    Audience.SECRETARIAT: frozenset(Audience),
    Audience.COLLEGE: frozenset(
        {Audience.COLLEGE, Audience.MUNICIPALITIES, Audience.PARTICIPANTS, Audience.PUBLIC}
    ),
    Audience.MUNICIPALITIES: frozenset({Audience.MUNICIPALITIES, Audience.PARTICIPANTS, Audience.PUBLIC}),
    Audience.PARTICIPANTS: frozenset({Audience.PARTICIPANTS, Audience.PUBLIC}),
    Audience.PUBLIC: frozenset({Audience.PUBLIC}),
}


def may_read(reader: Audience, written_for: Audience, *, own: bool = False) -> bool:
    """Whether a paper for ``reader`` may print what was ``written_for`` an audience.

    ``own`` says that a text for one college belongs to the college that reads; another college's text is
    never printed, whoever reads, except for the secretariat.
    """
    if written_for is Audience.COLLEGE and reader is not Audience.SECRETARIAT:
        return own and reader is Audience.COLLEGE
    return written_for in READS[reader]


def present_at(kind: BodyKind) -> Audience:
    """Who sits at a meeting, and so may read its agenda and minutes: at the mayors' conference only municipalities."""
    return Audience.MUNICIPALITIES if kind is BodyKind.MAYORS_CONFERENCE else Audience.PARTICIPANTS
