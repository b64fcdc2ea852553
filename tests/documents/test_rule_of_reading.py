"""One table says who reads what: papers, mails and what may be given away all follow from it, cell by cell."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from ibo_desk.data.tables import (
    AgendaItem,
    Engagement,
    EngagementPartner,
    FeedbackRound,
    Meeting,
    Organisation,
    Position,
)
from ibo_desk.documents.content_json import to_json
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.audience import READING, Audience, Extent, OwnPart, Reader
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.engagements import EngagementKind, EngagementState
from ibo_desk.domain.feedback import Question, Side
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Stance, Treatment
from ibo_desk.exchange.mail_drafts import MailDrafts
from ibo_desk.services.base.readable import Sight, readable
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.today.my_college import MyCollege
from tests.documents.builders.small_region import SmallRegion
from tests.documents.test_leaks import Marks, _told, marked

__all__ = ["marked"]
NOVEMBER = date(2026, 11, 1)
OTHER_EXTENTS = {
    Extent.ALL: (Extent.NONE,),
    Extent.OWN: (Extent.NONE, Extent.ALL),
    Extent.NONE: (Extent.ALL,),
}
CELLS = [
    (reader, written, extent)
    for reader in Reader
    for written, extents in READING.items()
    for extent in OTHER_EXTENTS[extents[reader]]
]
# No paper is made for these readers yet.
WITHOUT_PAPERS = frozenset({Reader.SECRETARIAT, Reader.PARTNER})


_CENTS = {"Kortrijk": 77_700, "Menen": 88_800, "Leiedal": 99_900}
_PUBLIC = {"item for public", "promise for public"}
_PARTICIPANTS = {"item for participants", "promise for participants", *_PUBLIC}
_MUNICIPALITIES = {"item for municipalities", "promise for municipalities", *_PARTICIPANTS}
_SHARES = {f"share of {name}" for name in _CENTS}
_KORTRIJK = {*_MUNICIPALITIES, "promise for college", "question to Kortrijk", "share of Kortrijk"}
# What may be given away, to Kortrijk of the municipalities and to Leiedal of the partners; and what papers then tell.
GIVEN = {
    Reader.SECRETARIAT: {
        *_KORTRIJK, *_SHARES, "item for secretariat", "promise for secretariat", "item for college",
        "question to Menen", *(f"mail of {name}" for name in _CENTS)
    },
    Reader.MUNICIPALITY: {*_KORTRIJK, "mail of Kortrijk"},
    Reader.PARTNER: {*_PARTICIPANTS, "share of Leiedal", "mail of Leiedal"},
    Reader.MUNICIPALITIES: {*_MUNICIPALITIES, *_SHARES},
    Reader.PARTICIPANTS: {*_PARTICIPANTS, *_SHARES},
    Reader.PUBLIC: {*_PUBLIC, *_SHARES},
}  # fmt: skip
PRINTED = {
    Reader.MUNICIPALITY: _KORTRIJK,
    Reader.MUNICIPALITIES: {*_MUNICIPALITIES, *_SHARES},
    Reader.PARTICIPANTS: {*_PARTICIPANTS, *_SHARES},
    Reader.PUBLIC: {*_PUBLIC, "share of Kortrijk"},
}


@pytest.fixture
def conference(region: SmallRegion) -> Meeting:
    """A mayors' conference, and in it and in the IBO an item, a position and promises for each audience."""
    kinds = {body.kind: body.id for body in Bodies(region.store).listing()}
    with region.store.write("Alle lezers") as work:
        meeting = work.add(
            Meeting(body_id=kinds[BodyKind.MAYORS_CONFERENCE], on=date(2026, 11, 3), state=MeetingState.HELD)
        )
        work.session.flush()
        for place, body in ((meeting.id, meeting.body_id), (region.ibo, kinds[BodyKind.IBO])):
            for audience in Audience:
                item = work.add(
                    AgendaItem(
                        meeting_id=place,
                        body_id=body,
                        title=f"Punt voor {audience}",
                        audience=audience,
                        treatment=Treatment.TREATED,
                        order_key="z",
                    )
                )
                _add_parts(region, work.add, item, audience)
        for organisation in work.session.exec(select(Organisation)).all():
            organisation.mailbox = f"{organisation.id}@postvak.example"
            work.add(organisation)
    return meeting


def _add_parts(region: SmallRegion, add: Callable[[Any], Any], item: AgendaItem, audience: Audience) -> None:
    owners = _owners(region)
    add(Position(item_id=item.id, organisation_id=owners["Menen"], stance=Stance.AGREES, audience=audience))
    promise = add(Engagement(item_id=item.id, what=f"Belofte voor {audience}", audience=audience))
    for name, cents in _CENTS.items():
        add(
            EngagementPartner(
                engagement_id=promise.id,
                organisation_id=owners[name],
                kind=EngagementKind.MONEY,
                amount_cents=cents,
                state=EngagementState.CONFIRMED,
                condition=f"voorwaarde {cents}",
            )
        )
    for college in ("Kortrijk", "Menen"):
        add(
            FeedbackRound(
                item_id=item.id,
                college_id=region.colleges[college],
                side=Side.AFTER,
                question=Question.POSITION,
                question_text=f"Vraag aan {college}",
                audience=audience,
                delivered_on=date(2026, 11, 9),
            )
        )


def _owners(region: SmallRegion) -> dict[str, Any]:
    return {"Kortrijk": region.towns["Kortrijk"], "Menen": region.towns["Menen"], "Leiedal": _leiedal(region)}


def _given(region: SmallRegion, reader: Reader) -> str:
    """All that may be given to a reader; to one municipality or partner what Kortrijk or Leiedal may read."""
    owners = {Reader.MUNICIPALITY: region.towns["Kortrijk"], Reader.PARTNER: _leiedal(region)}
    with region.store.read() as session:
        rows = readable(session, Sight(reader, frozenset({owners[reader]} if reader in owners else ())))
    return repr({table: given for table, given in rows.items() if table != "change"})  # it repeats all values


def _leiedal(region: SmallRegion) -> Any:
    with region.store.read() as session:
        return session.exec(select(Organisation.id).where(Organisation.short_name == "Leiedal")).one()


def _printed(region: SmallRegion, conference: Meeting, reader: Reader) -> str:
    """The papers and mails that are made for a reader."""
    papers, kortrijk = Papers(region), region.colleges["Kortrijk"]
    asked = {
        Reader.MUNICIPALITY: (
            PaperRequest("memo", meeting_id=region.ibo, college_ids=[kortrijk]),
            PaperRequest("engagements", college_ids=[kortrijk]),
        ),
        Reader.MUNICIPALITIES: (PaperRequest("minutes", meeting_id=conference.id),),
        Reader.PARTICIPANTS: (PaperRequest("minutes", meeting_id=region.ibo),),
        Reader.PUBLIC: (PaperRequest("council-report", month=NOVEMBER, college_ids=[kortrijk]),),
    }[reader]
    texts = [to_json(paper.content) for request in asked for paper in papers.contents(request)]
    if reader is Reader.MUNICIPALITY:
        mails = MailDrafts(region.store)
        texts += [draft.text for draft in mails.reminders([kortrijk])]
        texts.append(repr(MyCollege(region.store).of(kortrijk)))
    return "\n".join(texts)


@pytest.mark.long
@pytest.mark.parametrize("reader", Reader)
def test_a_changed_cell_is_seen(
    region: SmallRegion, conference: Meeting, monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    given = _given(region, reader)
    printed = "" if reader in WITHOUT_PAPERS else _printed(region, conference, reader)
    for changed, written, extent in CELLS:
        if changed is not reader:
            continue
        with monkeypatch.context() as patched:
            patched.setitem(READING[written], reader, extent)
            assert _given(region, reader) != given, (written, extent)
            if reader not in WITHOUT_PAPERS and written is not OwnPart.CONTACT:  # no paper tells contact data
                assert _printed(region, conference, reader) != printed, (written, extent)


def _seen(region: SmallRegion, text: str) -> set[str]:
    """Which items, promises, questions, conditions and mail addresses stand in a text."""
    signs = {
        **{f"item for {audience}": f"Punt voor {audience}" for audience in Audience},
        **{f"promise for {audience}": f"Belofte voor {audience}" for audience in Audience},
        **{f"question to {town}": f"Vraag aan {town}" for town in ("Kortrijk", "Menen")},
        **{f"share of {name}": f"voorwaarde {cents}" for name, cents in _CENTS.items()},
        **{f"mail of {name}": f"{owner}@postvak.example" for name, owner in _owners(region).items()},
    }
    return {name for name, sign in signs.items() if sign in text}


def test_what_each_reader_is_given_and_printed(region: SmallRegion, conference: Meeting) -> None:
    assert {reader: _seen(region, _given(region, reader)) for reader in Reader} == GIVEN
    assert {reader: _seen(region, _printed(region, conference, reader)) for reader in PRINTED} == PRINTED


@pytest.mark.parametrize("town", ["Anzegem", "Kortrijk", "Zwevegem"])
def test_what_is_given_to_a_municipality_holds_no_text_of_another(
    region: SmallRegion, marked: Marks, town: str
) -> None:
    others = {mark for name, own in marked.college.items() if name != town for mark in own if "€" not in mark}
    own = {mark for mark in marked.college[town] if "€" not in mark}
    with region.store.read() as session:
        given = repr(readable(session, Sight(Reader.MUNICIPALITY, frozenset({region.towns[town]}))))
    assert _told(others, given) == set()
    assert _told(own, given) == own
    # What is marked as never printed may still be the college's own, such as the reference of its answer.
    for secret in ("nota", "punt", "titel", "standpunt", "deel", "engagement", "ronde", "opmerking", "doel"):
        assert f"Qgeheim{secret}" not in given
