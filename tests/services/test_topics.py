"""Topics: brought up, prepared by the CvB, put on agendas, and told across all bodies."""

from datetime import date

import pytest

from ibo_desk.domain.bodies import ItemType, Outcome, TransportLayer
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.domain.feedback import Answer, Question, Side
from ibo_desk.domain.ids import uuid7
from ibo_desk.domain.topics import Phase, Preparation, Treatment
from ibo_desk.services.words import sentence
from tests.services.region import IBO_DAY, Region


@pytest.mark.long
def test_a_topic_goes_from_the_mayors_to_the_ibo(region: Region) -> None:
    """R12: what the CvB treated is prepared, and the item at the IBO says on which day."""
    topic = region.topics.add({"title": "Fietsbrug", "submitted_by_id": region.organisations["Kortrijk"]})
    row = region.topics.row(topic)
    assert (row.submitted_by, row.submitted_on, row.preparation) == (
        "Kortrijk",
        date(2026, 11, 23),
        Preparation.SUBMITTED,
    )
    prepared = region.topics.schedule(topic, region.meeting("CvB", date(2026, 11, 27)))
    assert region.topics.row(topic).preparation is Preparation.SUBMITTED
    region.agenda.conclude(prepared, "Rijp voor het IBO")
    assert region.topics.row(topic).preparation is Preparation.PREPARED

    item = region.agenda.item(region.topics.schedule(topic, region.meeting()))
    assert region.topics.row(topic).preparation is Preparation.SCHEDULED
    assert (item.prepared_on, item.skipped_preparation) == (date(2026, 11, 27), False)
    region.agenda.conclude(item.id, "Iedereen werkt mee")
    assert region.topics.row(topic).preparation is Preparation.TREATED
    story = region.topics.history(topic)
    assert [(one.body, one.meeting, one.outcome) for one in story] == [
        ("CvB", "CvB 2026-1", Outcome.CONCLUDED),
        ("IBO", "IBO 2026-1", Outcome.CONCLUDED),
    ]


def test_an_item_that_skipped_the_mayors_is_marked(region: Region) -> None:
    meeting = region.meeting()
    skipped = region.agenda.item(region.item(meeting))
    standing = region.agenda.item(region.item(meeting, item_type=ItemType.ANY_OTHER_BUSINESS))
    assert (skipped.skipped_preparation, skipped.prepared_on) == (True, None)
    assert not standing.skipped_preparation
    assert standing.topic_id is None


def test_an_item_the_mayors_brought_in_did_not_skip_them(region: Region) -> None:
    conference = region.bodies["CvB"]
    topic = region.topics.add({"title": "Fietsbrug", "origin_body_id": conference})
    item = region.agenda.item(region.topics.schedule(topic, region.meeting()))
    assert (item.skipped_preparation, item.prepared_on) == (False, None)


def test_an_item_the_mayors_treat_only_afterwards_skipped_them(region: Region) -> None:
    topic = region.topics.add({"title": "Fietsbrug"})
    item = region.topics.schedule(topic, region.meeting())
    late = region.topics.schedule(topic, region.meeting("CvB", date(2026, 12, 18)))
    region.agenda.conclude(late, "Te laat")
    assert region.agenda.item(item).skipped_preparation


def test_the_mayors_of_the_transport_region_are_asked_what_they_may_be_asked(region: Region) -> None:
    """R10, R18: a topic of the VRR is decided or advised there by its layer, and cross-checked at the IBO."""
    vrr = region.bodies["VRR"]
    topic = region.topics.add(
        {
            "title": "Vervoer op maat",
            "transport_layer": TransportLayer.ON_DEMAND,
            "origin_body_id": vrr,
        }
    )
    decided = region.topics.schedule(topic, region.meeting("VRR", date(2026, 12, 1)))
    checked = region.topics.schedule(topic, region.meeting())
    assert region.agenda.item(decided).item_type is ItemType.DECISION
    row = region.agenda.item(checked)
    assert (row.item_type, row.cross_check_for_id) == (ItemType.CROSS_CHECK, decided)
    core = region.topics.add({"title": "Kernnet", "transport_layer": TransportLayer.CORE})
    advised = region.topics.schedule(core, region.meeting("VRR", date(2026, 12, 2)))
    assert region.agenda.item(advised).possible_outcome is Outcome.ADVISED


def test_a_topic_comes_back_with_its_earlier_appearance(region: Region) -> None:
    topic = region.topics.add({"title": "Fietsbrug"})
    first = region.topics.schedule(topic, region.meeting())
    region.records.patch("agenda_item", first, None, {"treatment": Treatment.POSTPONED})
    assert region.topics.row(topic).preparation is Preparation.POSTPONED
    second = region.topics.schedule(topic, region.meeting(on=date(2027, 2, 5)))
    assert region.agenda.item(second).previous_id == first
    assert region.topics.row(topic).preparation is Preparation.SCHEDULED


def test_a_topic_stands_once_on_an_agenda(region: Region) -> None:
    topic, meeting = region.topics.add({"title": "Fietsbrug"}), region.meeting()
    region.topics.schedule(topic, meeting)
    with pytest.raises(RuleError) as refused:
        region.topics.schedule(topic, meeting)
    assert refused.value.code == "topic_already_on_agenda"
    assert len(region.agenda.items(meeting)) == 1


def test_declining_needs_a_reason_and_ends_it(region: Region) -> None:
    topic = region.topics.add({"title": "Luchthaven"})
    with pytest.raises(RuleError) as refused:
        region.topics.decline(topic, "  ")
    assert refused.value.code == "declined_without_reason"
    region.topics.decline(topic, "Geen regionaal thema")
    row = region.topics.row(topic)
    assert (row.preparation, row.declined_reason) == (Preparation.DECLINED, "Geen regionaal thema")
    with pytest.raises(RuleError) as again:
        region.topics.schedule(topic, region.meeting())
    assert sentence(again.value) == (
        "“Luchthaven” is niet weerhouden en komt dus op geen agenda. Zet het onderwerp eerst weer op ‘ingediend’."
    )
    assert region.labels()[-2] == "Onderwerp “Luchthaven” niet weerhouden"


def test_listing_filters_by_state_and_words(region: Region) -> None:
    first = region.topics.add({"title": "Geïntegreerde Leievallei"})
    region.topics.add({"title": "100% groen"})
    third = region.topics.add({"title": "Bedrijvigheid"})
    region.topics.schedule(third, region.meeting())
    assert [row.id for row in region.topics.listing(text="geintegreerde")] == [first]
    assert [row.title for row in region.topics.listing(text="0% G")] == ["100% groen"]
    assert [row.id for row in region.topics.listing({Preparation.SCHEDULED})] == [third]
    newest = region.topics.listing()
    assert region.topics.listing(limit=1) == newest[:1], "the first of the same order"
    region.records.delete("topic", first)
    assert len(region.topics.listing()) == 2
    assert region.topics.titles() == [(row.title, row.id) for row in region.topics.listing()]
    with pytest.raises(NotFoundError):
        region.topics.row(first)


def test_taken_off_the_agenda_a_topic_waits_again(region: Region) -> None:
    topic, meeting = region.topics.add({"title": "Fietsbrug"}), region.meeting()
    item = region.topics.schedule(topic, meeting)
    region.agenda.remove(item)
    row = region.topics.row(topic)
    assert (row.preparation, row.appearances) == (Preparation.PREPARED, ())
    assert region.agenda.items(meeting) == []


def test_a_topic_on_an_agenda_is_not_deleted(region: Region) -> None:
    topic = region.topics.add({"title": "Fietsbrug"})
    item = region.topics.schedule(topic, region.meeting())
    with pytest.raises(RuleError) as refused:
        region.records.delete("topic", topic)
    assert refused.value.code == "topic_on_agenda"
    assert sentence(refused.value) == (
        "“Fietsbrug” staat op een agenda (IBO 2026-1) en kan dus niet verwijderd worden."
        " Haal het eerst van die agenda, of zet het onderwerp op ‘ingetrokken’."
    )
    region.agenda.remove(item)
    region.records.delete("topic", topic)
    assert region.topics.listing() == []


def test_an_unknown_meeting_is_told(region: Region) -> None:
    with pytest.raises(NotFoundError):
        region.topics.schedule(region.topics.add({"title": "X"}), uuid7(region.store.clock.now()))
    assert region.topics.listing()[0].appearances == ()


def test_renaming_a_fresh_item_renames_its_topic(region: Region) -> None:
    """Typed on the agenda, the topic is made under a first title; the second belongs to it as well."""
    item = region.agenda.item(region.item(title="Nieuw punt"))
    region.records.patch("agenda_item", item.id, item.revision, {"title": "Fietssnelweg"})
    assert item.topic_id is not None
    assert region.topics.row(item.topic_id).title == "Fietssnelweg"
    region.topics.schedule(item.topic_id, region.meeting("CvB", IBO_DAY))
    region.records.patch("agenda_item", item.id, None, {"title": "Fietssnelweg: stand van zaken"})
    assert region.topics.row(item.topic_id).title == "Fietssnelweg"


def test_a_topic_does_not_close_over_a_reservation(region: Region) -> None:
    """A college that agreed on a condition is answered first; then the topic may be settled."""
    item = region.item(region.meeting())
    topic_id = region.agenda.item(item).topic_id
    assert topic_id is not None
    kortrijk = region.bodies["CBS Kortrijk"]
    region.feedback.open_rounds([item], [kortrijk], Side.BEFORE, Question.POSITION)
    region.feedback.answer(
        [(item, kortrijk)], Answer.AGREES_WITH_RESERVATION, date(2026, 11, 23), "eerst het fietspad"
    )
    settled = {"phase": Phase.SETTLED}
    with pytest.raises(RuleError, match="reservations_open") as refused:
        region.records.patch("topic", topic_id, region.topics.row(topic_id).revision, settled)
    assert "voorbehoud van" in sentence(refused.value)
    assert "Kortrijk" in sentence(refused.value)
    (asked,) = region.feedback.rounds(item, kortrijk)
    region.feedback.deal_with(asked.id, date(2026, 11, 23))
    region.records.patch("topic", topic_id, region.topics.row(topic_id).revision, settled)
    assert region.topics.row(topic_id).phase is Phase.SETTLED
