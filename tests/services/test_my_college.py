"""All of one municipality, and nothing of another."""

from datetime import date
from uuid import uuid4

import pytest

from ibo_desk.data.tables import Document, EngagementFollowUp, Instalment
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.engagements import EngagementKind, EngagementState
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.feedback import Question, Side
from ibo_desk.domain.topics import Preparation, Treatment
from ibo_desk.services.today.my_college import MyCollege
from tests.services.region import Region


def test_what_is_open_and_since_when(region: Region) -> None:
    item = region.item()
    _anzegem, kortrijk, _wevelgem = region.colleges
    region.feedback.open_rounds([item], region.colleges, Side.BEFORE, Question.POSITION)
    region.feedback.deliver([(item, kortrijk)], date(2026, 11, 20))
    desk = MyCollege(region.store).of(kortrijk)
    assert (desk.municipality, desk.college_id) == ("Kortrijk", kortrijk)
    assert [(row.item, row.since) for row in desk.open_rounds] == [("Fietsbrug", date(2026, 11, 20))]
    assert {row.college_id for row in desk.open_rounds} == {kortrijk}
    assert [(note.meeting, note.items, note.last_on) for note in desk.notes] == [
        ("IBO 2026-1", 1, date(2026, 11, 20))
    ]
    assert {alarm.college_id for alarm in desk.alarms} == {kortrijk}
    assert len(desk.seats) == 3
    assert ("Ann Fictief",) in {seat.persons for seat in desk.seats}


def test_own_share_only(region: Region) -> None:
    towns = [region.organisations[name] for name in ("Kortrijk", "Wevelgem")]
    made = region.engagements.add(
        {"what": "Bijdragen", "note": "van het secretariaat"},
        towns,
        share={"kind": EngagementKind.MONEY, "amount_cents": 100},
    )
    desk = MyCollege(region.store).of(region.colleges[1])
    (row,) = desk.engagements
    assert [share.organisation for share in row.partners] == ["Kortrijk"]
    assert row.note == ""
    share = row.partners[0]
    region.engagements.set_state(share.id, EngagementState.KEPT)
    assert MyCollege(region.store).of(region.colleges[1]).engagements == ()
    assert [
        one.id for one in MyCollege(region.store).of(region.colleges[1], open_only=False).engagements
    ] == [made]


@pytest.mark.long
def test_nothing_that_was_written_for_the_secretariat(region: Region) -> None:
    kortrijk = region.colleges[1]
    item = region.item()
    (asked,) = region.feedback.open_rounds([item], [kortrijk], Side.BEFORE, Question.POSITION)
    region.feedback.deliver([(item, kortrijk)], date(2026, 11, 20))
    region.records.patch("feedback_round", asked, None, {"note": "van het secretariaat"})
    region.agenda.refer(item, "Goedkeuren", [region.bodies["GR Kortrijk"]])
    promised = region.engagements.add({"what": "Bijdragen"}, [region.organisations["Kortrijk"]])
    shown = MyCollege(region.store).of(kortrijk)
    assert [row.note for row in shown.open_rounds] == [""]
    assert shown.alarms
    assert shown.notes
    assert shown.to_decide
    assert shown.engagements

    region.records.patch("agenda_item", item, None, {"audience": Audience.SECRETARIAT})
    region.records.patch("engagement", promised, None, {"audience": Audience.SECRETARIAT})
    kept = MyCollege(region.store).of(kortrijk)
    assert (kept.open_rounds, kept.alarms, kept.notes, kept.to_decide, kept.engagements) == (
        (),
        (),
        (),
        (),
        (),
    )

    region.records.patch("agenda_item", item, None, {"audience": Audience.PARTICIPANTS})
    region.records.patch("feedback_round", asked, None, {"audience": Audience.SECRETARIAT})
    assert MyCollege(region.store).of(kortrijk).open_rounds == ()


def test_own_points_and_what_became_of_them(region: Region) -> None:
    mine = region.topics.add({"title": "Tellussen", "submitted_by_id": region.organisations["Kortrijk"]})
    region.topics.add({"title": "Anders", "submitted_by_id": region.organisations["Wevelgem"]})
    region.topics.decline(mine, "Past bij de diensten.")
    (point,) = MyCollege(region.store).of(region.colleges[1]).own_points
    assert (point.title, point.preparation, point.declined_reason) == (
        "Tellussen",
        Preparation.DECLINED,
        "Past bij de diensten.",
    )


def test_an_own_point_says_what_became_of_it_where_the_college_may_read(region: Region) -> None:
    kortrijk = region.colleges[1]
    mine = region.topics.add({"title": "Tellussen", "submitted_by_id": region.organisations["Kortrijk"]})
    item = region.topics.schedule(mine, region.meeting())
    region.agenda.conclude(item, "Ze komen er")
    (point,) = MyCollege(region.store).of(kortrijk).own_points
    assert [(one.meeting, one.treatment) for one in point.appearances] == [("IBO 2026-1", Treatment.TREATED)]
    region.records.patch("agenda_item", item, None, {"audience": Audience.SECRETARIAT})
    assert MyCollege(region.store).of(kortrijk).own_points[0].appearances == ()


def test_what_its_own_council_has_to_decide(region: Region) -> None:
    item = region.item()
    region.agenda.refer(item, "Goedkeuren", [region.bodies["GR Kortrijk"]])
    assert [row.question for row in MyCollege(region.store).of(region.colleges[1]).to_decide] == [
        "Goedkeuren"
    ]
    assert MyCollege(region.store).of(region.colleges[0]).to_decide == ()


def test_only_a_college_has_a_desk(region: Region) -> None:
    for other in (region.bodies["IBO"], uuid4()):
        with pytest.raises(NotFoundError):
            MyCollege(region.store).of(other)


@pytest.mark.long
def test_a_college_asks_for_a_point_and_reads_what_was_concluded(region: Region) -> None:
    """R26, and never more than a college may read of an item."""
    kortrijk = region.colleges[1]
    point = MyCollege(region.store).ask(kortrijk, " Tellussen ")
    assert region.labels()[-1] == "CBS Kortrijk Proefstreek vraagt “Tellussen”"
    row = region.topics.row(point)
    assert (row.submitted_by, row.origin, row.submitted_on) == (
        "Kortrijk",
        "CBS Kortrijk",
        date(2026, 11, 23),
    )
    mayors = region.topics.schedule(point, region.meeting("CvB", date(2026, 11, 27)))
    region.records.patch("agenda_item", mayors, None, {"audience": Audience.SECRETARIAT})
    region.agenda.conclude(mayors, "Onder ons gezegd")
    item = region.topics.schedule(point, region.meeting())
    region.agenda.conclude(item, "De tellussen komen er.")
    (told,) = MyCollege(region.store).of(kortrijk).own_points
    assert [one.meeting for one in told.appearances] == ["IBO 2026-1"]
    assert told.conclusion == "De tellussen komen er."
    assert MyCollege(region.store).of(region.colleges[0]).own_points == ()


def test_a_point_that_is_brought_in_again_no_longer_shows_its_refusal(region: Region) -> None:
    point = MyCollege(region.store).ask(region.colleges[1], "Tellussen")
    region.topics.decline(point, "Past bij de diensten.")
    region.records.patch("topic", point, None, {"preparation": Preparation.SUBMITTED})
    (told,) = MyCollege(region.store).of(region.colleges[1]).own_points
    assert told.declined_reason == ""


@pytest.mark.long
def test_what_others_pay_and_where_it_was_discussed_stays_with_them(region: Region) -> None:
    """Instalments and follow-ups hang on an engagement that several carry."""
    towns = [region.organisations[name] for name in ("Kortrijk", "Wevelgem")]
    promised = region.engagements.add({"what": "Bijdragen"}, towns, share={"kind": EngagementKind.MONEY})
    with region.store.write("betalingen") as work:
        for share in region.engagements.row(promised).partners:
            work.add(Instalment(partner_id=share.id, amount_cents=len(share.organisation) * 100))
    closed, told = region.item(audience=Audience.SECRETARIAT), region.item()
    for item in (closed, told):
        region.write(EngagementFollowUp(engagement_id=promised, item_id=item, said="besproken"))
    (row,) = MyCollege(region.store).of(region.colleges[1]).engagements
    assert [line.organisation for line in row.instalments] == ["Kortrijk"]
    assert [line.item_id for line in row.follow_ups] == [told]


def test_a_paper_of_the_secretariat_about_a_college_is_not_its_own(region: Region) -> None:
    kortrijk = region.colleges[1]
    for audience in (Audience.SECRETARIAT, Audience.COLLEGE):
        region.write(Document(title=f"Voor {audience}", college_id=kortrijk, audience=audience))
    assert [row.title for row in MyCollege(region.store).of(kortrijk).papers] == ["Voor college"]


def test_a_note_that_only_the_secretariat_may_know_does_not_count(region: Region) -> None:
    item, kortrijk = region.item(), region.colleges[1]
    region.feedback.open_rounds([item], [kortrijk], Side.BEFORE, Question.POSITION)
    region.feedback.deliver([(item, kortrijk)], date(2026, 11, 20))
    (asked,) = region.feedback.rounds(item, kortrijk)
    region.records.patch("feedback_round", asked.id, None, {"audience": Audience.SECRETARIAT})
    assert MyCollege(region.store).of(kortrijk).notes == ()
