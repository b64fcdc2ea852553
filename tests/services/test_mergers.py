"""A municipality that merges: alarms, columns, questions, invitations and mails follow the day."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from ibo_desk.app import App, open_app
from ibo_desk.data.tables import Body, Organisation, Person
from ibo_desk.data.tables import Region as RegionRecord
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.deadlines import DayKind
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.feedback import Answer, Question, Side, Whom
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.exchange.mail_addresses import read_addresses
from ibo_desk.services.feedback.choosing import Choosing, Occasion
from ibo_desk.services.feedback.concerned import Concerned
from ibo_desk.services.feedback.matrix import MatrixFilter, read_matrix
from ibo_desk.services.feedback.why import Deadlines
from ibo_desk.services.feedback.writing import Asked
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.packages.packages import Packages
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.parties.heirs import Heirs
from ibo_desk.services.today.my_college import MyCollege
from tests.services.region import IBO_DAY, Region

LAST = date(2026, 12, 31)
FIRST = date(2027, 1, 1)
AFTER = date(2027, 1, 15)


@pytest.fixture
def merged(region: Region) -> UUID:
    """Anzegem merges into Nieuwstad on the first of January; gives the college of Nieuwstad."""
    new = region.write(
        Organisation(
            name="Nieuwstad",
            kind=OrganisationKind.MUNICIPALITY,
            mailbox="post@nieuwstad.example",
            valid_from=FIRST,
        )
    )
    region.organisations["Nieuwstad"] = new
    college = region.write(
        Body(name="CBS Nieuwstad", short_name="CBS N", kind=BodyKind.COLLEGE, organisation_id=new)
    )
    old = {"valid_to": LAST, "successor_id": new, "mailbox": "post@anzegem.example"}
    region.records.patch("organisation", region.organisations["Anzegem"], None, old)
    return college


def alarmed(region: Region) -> dict[date, set[str]]:
    by_day: dict[date, set[str]] = {}
    for alarm in region.feedback.alarms():
        by_day.setdefault(alarm.decisive_on, set()).add(alarm.college)
    return by_day


def test_alarms_follow_the_day_of_the_meeting(region: Region, merged: UUID) -> None:
    region.item()
    region.item(region.meeting(on=AFTER), title="Later")
    assert alarmed(region) == {
        IBO_DAY: {"Anzegem", "Kortrijk", "Wevelgem"},
        AFTER: {"Nieuwstad", "Kortrijk", "Wevelgem"},
    }


def test_a_day_after_the_merger_is_the_successors_alone(region: Region, merged: UUID) -> None:
    """The list had the item under both names; the question of the old one is the successor's to answer."""
    item, old = region.item(region.meeting(on=AFTER)), region.bodies["CBS Anzegem"]

    def listed(answer_by: date) -> list[tuple[str, date, date | None]]:
        region.feedback.ask([(item, old)], Question.POSITION, Asked(answer_by))
        rows = Deadlines(region.store).listing()
        return [
            (row.college, row.decisive_on, row.answer_by)
            for row in rows
            if row.college in {"Anzegem", "Nieuwstad"}
        ]

    later = date(2027, 1, 8)
    assert listed(LAST) == [("Anzegem", LAST, LAST), ("Nieuwstad", AFTER, None)]
    assert listed(later) == [("Nieuwstad", later, later)]


def test_without_a_successor_the_seat_is_nobodys(region: Region, merged: UUID) -> None:
    region.records.patch("organisation", region.organisations["Anzegem"], None, {"successor_id": None})
    region.item(region.meeting(on=AFTER))
    assert alarmed(region) == {AFTER: {"Kortrijk", "Wevelgem"}}


def test_a_membership_counts_while_it_lasts(region: Region) -> None:
    seat = region.seats("IBO")["Anzegem"]
    region.records.patch("membership", seat, None, {"valid_to": LAST})
    with region.store.read() as session:
        concerned = Concerned(session)
        of_anzegem = region.bodies["CBS Anzegem"]
        assert of_anzegem in concerned.on(region.bodies["IBO"], LAST)
        assert of_anzegem not in concerned.on(region.bodies["IBO"], FIRST)


def test_columns_of_the_matrix_follow_the_days_of_its_items(region: Region, merged: UUID) -> None:
    region.item()

    def columns(today: date) -> list[str]:
        with region.store.read() as session:
            return [college.name for college in read_matrix(session, MatrixFilter(), today).colleges]

    assert columns(date(2026, 12, 1)) == ["Anzegem", "Kortrijk", "Wevelgem"]
    assert columns(AFTER) == ["Anzegem", "Kortrijk", "Wevelgem"], "what was keeps its name"
    region.item(region.meeting(on=AFTER), title="Later")
    assert columns(date(2026, 12, 1)) == ["Anzegem", "Kortrijk", "Nieuwstad", "Wevelgem"]


def test_a_question_to_all_reaches_who_sits_on_the_day(region: Region, merged: UUID) -> None:
    before, after = region.item(), region.item(region.meeting(on=AFTER), title="Later")
    for item in (before, after):
        region.feedback.ask([(item, region.bodies["CBS Kortrijk"])], Question.TAKE_NOTE, whom=Whom.ALL)
    asked = {
        item: {row.college_id for row in region.feedback.of_items([item])[item]} for item in (before, after)
    }
    others = {region.bodies["CBS Kortrijk"], region.bodies["CBS Wevelgem"]}
    assert asked == {before: others | {region.bodies["CBS Anzegem"]}, after: others | {merged}}


def test_members_are_invited_as_of_the_day(region: Region, merged: UUID) -> None:
    def invited(on: date) -> set[str]:
        meeting = region.meeting(on=on)
        region.meetings.invite(meeting)
        return {row.organisation for row in region.meetings.attendance(meeting)}

    assert invited(IBO_DAY) == {"Anzegem", "Kortrijk", "Wevelgem", "Leiedal"}
    assert invited(AFTER) == {"Nieuwstad", "Kortrijk", "Wevelgem", "Leiedal"}


def test_days_to_choose_from_have_the_colleges_of_each_day(region: Region, merged: UUID) -> None:
    occasion = Occasion(DayKind.MEETING, region.bodies["IBO"])
    choice = Choosing(region.store).days(occasion, date(2026, 12, 29), date(2027, 1, 8))
    names = {day.on: {college.college for college in day.colleges} for day in choice.days}
    assert all(("Anzegem" in colleges) is (on <= LAST) for on, colleges in names.items())
    assert all(("Nieuwstad" in colleges) is (on > LAST) for on, colleges in names.items())
    assert {on.year for on in names} == {2026, 2027}


def test_mails_to_a_college_that_is_gone_go_to_its_successor(
    region: Region, merged: UUID, clock: FixedClock
) -> None:
    def addresses() -> list[str]:
        book = read_addresses(region.store)
        return [recipient.email for recipient in book.recipients(region.bodies["CBS Anzegem"], None)]

    assert addresses() == ["post@anzegem.example"]
    region.store.clock = FixedClock(clock.now().replace(year=2027, month=1, day=15))
    assert addresses() == ["post@nieuwstad.example"]


def test_the_colleges_of_a_day(region: Region, merged: UUID) -> None:
    bodies = Bodies(region.store)
    assert {row.organisation for row in bodies.colleges(LAST)} == {"Anzegem", "Kortrijk", "Wevelgem"}
    assert {row.organisation for row in bodies.colleges(FIRST)} == {"Nieuwstad", "Kortrijk", "Wevelgem"}
    assert len(bodies.colleges()) == 4


def test_an_heir_through_two_mergers(region: Region, merged: UUID) -> None:
    old, middle, last = (region.organisations[name] for name in ("Anzegem", "Nieuwstad", "Kortrijk"))
    region.records.patch("organisation", middle, None, {"valid_to": date(2027, 6, 30), "successor_id": last})
    with region.store.read() as session:
        heirs = Heirs(session)
    assert [heirs.of(old, day) for day in (LAST, FIRST, date(2027, 7, 1))] == [old, middle, last]
    assert heirs.of(middle, LAST) is None, "it had not begun yet"


def test_a_paper_counts_the_municipalities_of_its_day(region: Region, merged: UUID) -> None:
    """The municipality that others merge into was none yet, and is no reader of what was said before it."""
    region.write(RegionRecord(name="Streek (fictief)"))
    meeting = region.meeting(on=date(2026, 11, 6))
    region.item(meeting, title="Fietsbrug")
    Meetings(region.store).set_state(meeting, MeetingState.HELD)
    (minutes,) = Papers(region).contents(PaperRequest("minutes", meeting_id=meeting))
    assert minutes.content.feedback_to == ("De colleges van burgemeester en schepenen van de 3 gemeenten",)  # type: ignore[union-attr]


def test_nothing_succeeds_itself(region: Region, merged: UUID) -> None:
    for name in ("Anzegem", "Nieuwstad"):
        with pytest.raises(RuleError, match="successor_in_circle"):
            region.records.patch(
                "organisation",
                region.organisations["Nieuwstad"],
                None,
                {"successor_id": region.organisations[name]},
            )


def test_the_seats_of_who_merged_are_those_of_the_successor_from_that_day(
    region: Region, merged: UUID
) -> None:
    bodies, old, new = (
        Bodies(region.store),
        region.organisations["Anzegem"],
        region.organisations["Nieuwstad"],
    )
    before, after = (bodies.seats_of([old, new], day) for day in (LAST, FIRST))
    assert [seat.body for seat in before[old]] == [seat.body for seat in after[new]]
    assert (before[new], after[old]) == ([], [])
    region.store.clock = FixedClock(datetime(2027, 1, 5, 9, tzinfo=UTC))
    assert [seat.body for seat in MyCollege(region.store).of(merged).seats] == [s.body for s in after[new]]


def test_what_who_merged_has_open_is_the_successors_from_that_day(region: Region, merged: UUID) -> None:
    """Engagements and questions of Anzegem stood on no page that anybody opens."""
    item = region.item(region.meeting())
    region.feedback.ask([(item, region.colleges[0])], Question.POSITION)
    old, other = region.organisations["Anzegem"], region.organisations["Kortrijk"]
    region.engagements.add({"what": "Fietstelpaal"}, [old, other])
    mine = MyCollege(region.store)

    def open_now() -> tuple[list[str], list[str]]:
        desk = mine.of(merged)
        shares = [share.organisation for row in desk.engagements for share in row.partners]
        return [row.college for row in desk.open_rounds], shares

    assert open_now() == ([], [])
    region.store.clock = FixedClock(datetime(2027, 1, 15, 9, 0, tzinfo=UTC))
    assert open_now() == (["CBS Anzegem Proefstreek"], ["Anzegem"])


def test_the_successor_sees_the_notes_that_the_old_one_had_by_its_name(region: Region, merged: UUID) -> None:
    meeting = region.meeting()
    cells = [(region.item(meeting), region.bodies[f"CBS {town}"]) for town in ("Anzegem", "Kortrijk")]
    region.feedback.ask(cells, Question.POSITION)
    region.feedback.deliver(cells, region.store.clock.today())
    mine = MyCollege(region.store)
    assert mine.of(merged).notes == ()
    region.store.clock = FixedClock(datetime(2027, 1, 15, 9, 0, tzinfo=UTC))
    (note,) = mine.of(merged).notes
    assert (note.meeting_id, note.college_id, note.former) == (
        meeting,
        cells[0][1],
        "CBS Anzegem",
    )
    (own,) = mine.of(cells[1][1]).notes
    assert own.former == ""


JUNE = date(2026, 6, 12)


@pytest.fixture
def merged_in_june(region: Region, merged: UUID) -> UUID:
    """Anzegem, asked in June, merged into Nieuwstad on the first of July; gives the item that it was asked about."""
    region.write(RegionRecord(name="Streek"))
    item = region.item(region.meeting(on=JUNE), title="Nog van Anzegem")
    for town, question in (("Anzegem", "Vraag aan Anzegem"), ("Kortrijk", "Vraag aan Kortrijk")):
        cell = (item, region.bodies[f"CBS {town}"])
        region.feedback.open_rounds([item], cell[1:], Side.BEFORE, Question.POSITION, text=question)
    person = Person(
        name="Ambtenaar Fictief",
        email="ambtenaar@anzegem.example",
        organisation_id=region.organisations["Anzegem"],
    )
    region.write(person)
    _merge(region, date(2026, 6, 30))
    return item


def _merge(region: Region, last: date) -> None:
    first = date.fromordinal(last.toordinal() + 1)
    region.records.patch("organisation", region.organisations["Anzegem"], None, {"valid_to": last})
    region.records.patch("organisation", region.organisations["Nieuwstad"], None, {"valid_from": first})


def _given(region: Region, college: UUID, folder: Path) -> App:
    (file,) = Packages(region.store).give([college], folder)
    return open_app(file.path, clock=region.store.clock, actor="gemeente")


@pytest.mark.long
def test_the_file_of_a_successor_answers_what_the_old_one_was_asked(
    region: Region, merged: UUID, merged_in_june: UUID, tmp_path: Path
) -> None:
    cell = (merged_in_june, region.bodies["CBS Anzegem"])
    with _given(region, merged, tmp_path) as own:
        assert [row.question_text for row in own.feedback.of_items([merged_in_june])[merged_in_june]] == [
            "Vraag aan Anzegem"
        ]
        assert [row.item_id for row in own.my_college.of(merged).open_rounds] == [merged_in_june]
        assert "ambtenaar@anzegem.example" in {row.email for row in own.people.listing()}
        own.feedback.answer([cell], Answer.AGREES, own.clock.today(), "namens Nieuwstad", "2026_CBS_7")
        back = tmp_path / "nieuwstad.terug"
        back.write_bytes(own.packages.send_back())
    assert Packages(region.store).take_back(back).refused == ()
    assert region.feedback.rounds(*cell)[-1].answer_text == "namens Nieuwstad"


def test_before_the_merger_and_for_others_the_file_holds_nothing_of_it(
    region: Region, merged: UUID, merged_in_june: UUID, tmp_path: Path
) -> None:
    with _given(region, region.bodies["CBS Kortrijk"], tmp_path) as other:
        texts = {row.question_text for row in other.feedback.of_items([merged_in_june])[merged_in_june]}
        assert texts == {"Vraag aan Kortrijk"}
    _merge(region, LAST)
    with _given(region, merged, tmp_path) as own:
        assert own.feedback.of_items([merged_in_june]).get(merged_in_june, []) == []
        assert "ambtenaar@anzegem.example" not in {row.email for row in own.people.listing()}
