"""Who may read what is written."""

import pytest

from ibo_desk.domain.actions import ActionState
from ibo_desk.domain.audience import (
    READER_OF,
    READING,
    Audience,
    Extent,
    OwnPart,
    Reader,
    may_print,
    may_read,
    present_at,
    said_at,
    told_of_action,
    told_of_meeting,
    told_of_minutes,
    told_of_outcome,
)
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.meetings import MinutesState

TOGETHER = (Reader.MUNICIPALITIES, Reader.PARTICIPANTS, Reader.PUBLIC)
CELLS = [(written, reader) for written in (*Audience, *OwnPart) for reader in Reader]


def test_the_table_has_a_cell_for_each_audience_and_reader() -> None:
    assert {(written, reader) for written, extents in READING.items() for reader in extents} == set(CELLS)
    assert set(READER_OF) == set(Audience)


@pytest.mark.parametrize(("written", "reader"), CELLS)
def test_own_is_never_less_than_what_is_of_everybody(written: Audience | OwnPart, reader: Reader) -> None:
    assert may_read(reader, written, own=True) >= may_read(reader, written)


def test_the_secretariat_reads_all_of_it() -> None:
    assert all(extents[Reader.SECRETARIAT] is Extent.ALL for extents in READING.values())


def test_only_the_secretariat_reads_its_notes() -> None:
    readers = {reader for reader in Reader if may_read(reader, Audience.SECRETARIAT, own=True)}
    assert readers == {Reader.SECRETARIAT}


@pytest.mark.parametrize("reader", [one for one in Reader if one is not Reader.SECRETARIAT])
def test_nobody_reads_the_text_of_another_college(reader: Reader) -> None:
    assert not may_read(reader, Audience.COLLEGE)
    assert may_read(reader, Audience.COLLEGE, own=True) == (reader is Reader.MUNICIPALITY)


@pytest.mark.parametrize("reader", TOGETHER)
def test_what_is_for_several_together_is_nobodys_own(reader: Reader) -> None:
    assert Extent.OWN not in {extents[reader] for extents in READING.values()}
    assert not may_read(reader, OwnPart.CONTACT)


@pytest.mark.parametrize("reader", [Reader.MUNICIPALITY, Reader.PARTNER])
def test_what_is_made_for_one_organisation_holds_its_own_part_alone(reader: Reader) -> None:
    for part in OwnPart:
        assert may_read(reader, part, own=True)
        assert not may_read(reader, part)


def test_a_wider_circle_never_reads_more() -> None:
    def reads(reader: Reader) -> set[Audience]:
        return {audience for audience in Audience if may_read(reader, audience, own=True)}

    assert reads(Reader.PUBLIC) < reads(Reader.PARTICIPANTS) < reads(Reader.MUNICIPALITIES)
    assert reads(Reader.MUNICIPALITIES) < reads(Reader.MUNICIPALITY) < reads(Reader.SECRETARIAT)
    assert reads(Reader.PARTNER) == reads(Reader.PARTICIPANTS)


def test_a_paper_prints_what_its_readers_may_read() -> None:
    assert may_print(Audience.COLLEGE, Audience.COLLEGE, own=True)
    assert not may_print(Audience.COLLEGE, Audience.COLLEGE)
    assert not may_print(Audience.MUNICIPALITIES, Audience.COLLEGE, own=True)
    assert may_print(Audience.PARTICIPANTS, Audience.PUBLIC)
    assert not may_print(Audience.PUBLIC, Audience.PARTICIPANTS)


def test_the_participants_of_an_item_are_those_of_its_meeting() -> None:
    assert present_at(BodyKind.MAYORS_CONFERENCE) is Audience.MUNICIPALITIES
    assert said_at(BodyKind.MAYORS_CONFERENCE, Audience.PARTICIPANTS) is Audience.MUNICIPALITIES
    assert said_at(BodyKind.MAYORS_CONFERENCE, Audience.PUBLIC) is Audience.PUBLIC
    assert said_at(BodyKind.IBO, Audience.PARTICIPANTS) is Audience.PARTICIPANTS


def test_what_is_not_settled_is_not_told_in_public() -> None:
    assert told_of_meeting(BodyKind.IBO) is Audience.PUBLIC
    assert told_of_meeting(BodyKind.PROJECT_TEAM) is Audience.PARTICIPANTS
    assert told_of_minutes(BodyKind.IBO, MinutesState.DRAFT) is Audience.SECRETARIAT
    assert told_of_minutes(BodyKind.IBO, MinutesState.APPROVED) is Audience.PARTICIPANTS
    assert told_of_action(ActionState.PROPOSED) is Audience.PARTICIPANTS
    assert told_of_outcome(BodyKind.MUNICIPAL_COUNCIL) is OwnPart.SHARE
    assert told_of_outcome(BodyKind.TRANSPORT_REGION_COUNCIL) is Audience.PARTICIPANTS
    assert told_of_outcome(None) is Audience.PARTICIPANTS  # an action's own process
