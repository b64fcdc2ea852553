"""What sets the same on many records leaves what was recorded one by one, until it was shown and chosen."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

import ibo_desk.exchange
import ibo_desk.services
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.errors import AskFirstError
from ibo_desk.domain.feedback import Answer, Question
from ibo_desk.domain.organisations import Presence
from ibo_desk.domain.topics import Stance
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.base.bulk import ASK, EVERY, Standing, chosen
from ibo_desk.services.feedback.writing import Asked, GivenAnswer
from ibo_desk.services.keeping.history import History
from ibo_desk.services.slash.slash import Slash
from ibo_desk.services.words import sentence
from tests.services.region import MUNICIPALITIES, Region

TODAY = date(2026, 11, 23)
EARLIER = TODAY - timedelta(days=6)
HELD = date(2026, 11, 20)


@dataclass
class Case:
    """Something recorded one by one, the bulk setting that would write over it, and how it stands now."""

    record: Callable[[], object]
    bulk: Callable[[Any], object]
    stands: Callable[[], object]
    key: Any
    fresh: Callable[[], object]  # what the bulk setting wrote elsewhere


def _last(region: Region, item: Any, at: int, field: str) -> Any:
    """A field of the last round with a college; None without a round."""
    rows = region.feedback.rounds(item, region.colleges[at])
    return getattr(rows[-1], field) if rows else None


def _position(region: Region) -> Case:
    item, who = region.item(), [region.organisations[name] for name in MUNICIPALITIES]

    def stands() -> object:
        rows = {row.organisation_id: (row.stance, row.text) for row in region.agenda.positions(item)}
        return rows[who[1]]

    return Case(
        lambda: region.agenda.set_position(item, who[1], Stance.RESERVATION, "mits subsidie"),
        lambda over: region.agenda.set_positions(item, who, Stance.AGREES, over=over),
        stands,
        who[1],
        lambda: {row.stance for row in region.agenda.positions(item) if row.organisation_id != who[1]},
    )


def _presence(region: Region) -> Case:
    lines = region.meetings.invite(region.meeting())

    def there() -> dict[Any, Presence]:
        meeting = region.meetings.listing()[0].id
        return {row.id: row.presence for row in region.meetings.attendance(meeting)}

    return Case(
        lambda: region.meetings.set_presence([lines[1]], Presence.EXCUSED),
        lambda over: region.meetings.set_presence(lines, Presence.PRESENT, over=over),
        lambda: there()[lines[1]],
        lines[1],
        lambda: {presence for line, presence in there().items() if line != lines[1]},
    )


def _answer(region: Region) -> Case:
    item = region.item(region.meeting(on=HELD))
    cells = [(item, college) for college in region.colleges]
    return Case(
        lambda: region.feedback.answer([cells[1]], Answer.AGREES, EARLIER, "vlot", "CBS 9"),
        lambda over: region.feedback.answer(cells, Answer.AGREES_WITH_RESERVATION, TODAY, over=over),
        lambda: _last(region, item, 1, "answer"),
        cells[1],
        lambda: {_last(region, item, 0, "answer")},
    )


def _answer_of_another_day(region: Region) -> Case:
    """The same words on another day are another answer."""
    item = region.item(region.meeting(on=HELD))
    cells = [(item, college) for college in region.colleges]
    return Case(
        lambda: region.feedback.answer([cells[1]], Answer.TOOK_NOTE, EARLIER),
        lambda over: region.feedback.answer(cells, Answer.TOOK_NOTE, TODAY, over=over),
        lambda: _last(region, item, 1, "answered_on"),
        cells[1],
        lambda: {_last(region, item, 0, "answered_on")},
    )


def _record(region: Region) -> Case:
    item = region.item(region.meeting(on=HELD))
    cells = [(item, college) for college in region.colleges]
    given = [GivenAnswer(*cell, Answer.DOES_NOT_AGREE, TODAY) for cell in cells]
    return Case(
        lambda: region.feedback.answer([cells[1]], Answer.AGREES, EARLIER),
        lambda over: region.feedback.record(given, over=over),
        lambda: _last(region, item, 1, "answer"),
        cells[1],
        lambda: {_last(region, item, 2, "answer")},
    )


def _heard(region: Region) -> Case:
    item = region.item(region.meeting(on=HELD))
    cells = [(item, college) for college in region.colleges]
    return Case(
        lambda: region.feedback.heard([cells[1]], EARLIER),
        lambda over: region.feedback.heard(cells, TODAY, over=over),
        lambda: _last(region, item, 1, "heard_on"),
        cells[1],
        lambda: {_last(region, item, 0, "heard_on")},
    )


def _deliver(region: Region) -> Case:
    item = region.item(region.meeting(on=HELD))
    cells = [(item, college) for college in region.colleges]
    region.feedback.ask(cells, Question.POSITION)
    return Case(
        lambda: region.feedback.deliver([cells[1]], EARLIER),
        lambda over: region.feedback.deliver(cells, TODAY, over=over),
        lambda: _last(region, item, 1, "delivered_on"),
        cells[1],
        lambda: {_last(region, item, 0, "delivered_on")},
    )


def _ask(region: Region) -> Case:
    item = region.item()
    cells = [(item, college) for college in region.colleges]
    own = Asked(date(2026, 12, 1), "Kan het college zich vinden in het tracé langs de Leie?")
    return Case(
        lambda: region.feedback.ask([cells[1]], Question.POSITION, own),
        lambda over: region.feedback.ask(
            cells, Question.TAKE_NOTE, Asked(date(2026, 12, 9), "Neem kennis."), over=over
        ),
        lambda: (_last(region, item, 1, "question"), _last(region, item, 1, "question_text")),
        cells[1],
        lambda: {_last(region, item, 0, "question")},
    )


CASES: dict[str, Callable[[Region], Case]] = {
    "positions.Positions.set_positions": _position,
    "attendance.Attendances.set_presence": _presence,
    "feedback.Feedback.answer": _answer,
    "feedback.Feedback.answer, another day": _answer_of_another_day,
    "feedback.Feedback.record": _record,
    "feedback.Feedback.heard": _heard,
    "feedback.Feedback.deliver": _deliver,
    "feedback.Feedback.ask": _ask,
}
# What takes many and has nothing of the kind to lose, and why.
NOTHING_TO_LOSE = {
    "actions.Actions.set_lines": "says all of a list that was shown",
    "actions.Actions.set_partners": "says all of a list that was shown; a partner of an action is a name",
    "people_present.PeoplePresent.put_list": "people that were shown and chosen; presence is not touched",
    "outcomes.PastedOutcomes.record": "an item that has an outcome keeps it",
    "chairs.Chairs.hand_to": "says all of a list that was shown",
    "course.Course.arrive": "who is named one by one; a whole list goes through set_presence",
    "course.Course.leave": "who is named one by one, with the hour",
    "engagements.Engagements.set_condition": "the newest share of each who is named",
    "attendance.Attendances.remove_lines": "a command that removes; the table asks",
    "convening.Convening.convene": "makes a meeting and its items",
    "convening.Convening.put": "adds items",
    "engagements.Engagements.add": "makes shares",
    "engagements.Engagements.drop_shares": "a command that removes; the table asks",
    "engagements.Engagements.set_partners": "tested below: what would go is shown",
    "engagements.Engagements.settle_period": "notes a period where none was noted",
    "feedback.Feedback.deliver_texts": "deliver is this one",
    "mandates.Mandates.end": "ends what was ticked one by one; what ended before stays",
    "feedback.Feedback.note_told": "only what was not told yet",
    "feedback.Feedback.open_rounds": "ask is this one",
    "feedback.Feedback.remind": "tested below: an earlier day never takes the place of a later one",
    "feedback.Feedback.take_back": "tested below: what would go is shown",
    "item_presence.ItemPresences.set_away": "says all of a list that was shown",
    "mail_drafts.MailDrafts.sent": "remind and note_told do it",
    "moving.Moving.move": "says all of a list that was shown",
    "packages.Packages.give": "makes files, and notes that they were given",
    "packages.Packages.take_back": "what met something else waits until it was shown and chosen (test_packages.py)",
    "portfolios.Portfolios.set": "says all of a list that was shown",
    "records.Records.delete_all": "a command that removes; the table asks",
    "referrals.Referrals.refer": "makes a referral",
    "handing_over.HandingOver.hand_over": "gives what was listed and ticked",
    "lists.Lists.settle": "takes off a list what was ticked in it",
    "topics.Topics.set_lines": "says all of a list that was shown",
}
READS = {
    "concerned.Concerned.of_organisations",
    "reading.FeedbackReading.open_or_answered",
    "sent.Sent.contents",
    "sent.Sent.meetings_with_notes",
    "mail_addresses.Addresses.recipients",
    "mail_addresses.Addresses.represented_by",
    "agenda.Agenda.by_ids",
    "agenda.Agenda.items_of",
    "answer_mail.AnswerMails.facts",
    "answer_mail.AnswerMails.read",
    "bodies.Bodies.seats_of",
    "coverage.CoverageFigures.of_colleges",
    "engagements.Engagements.dated_states",
    "reading.FeedbackReading.of_items",
    "reading.FeedbackReading.per_colleges",
    "mail_drafts.MailDrafts.notes",
    "mail_drafts.MailDrafts.papers",
    "mail_drafts.MailDrafts.reminders",
    "meetings.Meetings.listing",
    "moving.Moving.plan",
    "partners.Register.names",
    "positions.Positions.positions_on",
    "referrals.Referrals.referrals_of",
    "replies.Replies.forms_of",
    "stock_sentences.Sentences.of_bodies",
}
_MANY = re.compile(
    r"(Iterable|Collection|Sequence|Mapping|list)\[.*(UUID|GivenAnswer|EngagementRow|MailDraft|ToList)"
)


def takers_of_many() -> set[str]:
    """The public methods of services and exchange that are given many records."""
    names = set()
    for package in (ibo_desk.services, ibo_desk.exchange):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for _name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
                for name, function in inspect.getmembers(kind, inspect.isfunction):
                    where = function.__module__
                    if name.startswith("_") or not where.startswith(
                        ("ibo_desk.services", "ibo_desk.exchange")
                    ):
                        continue
                    told = inspect.signature(function).parameters.values()
                    if any(_MANY.search(str(one.annotation)) for one in told):
                        names.add(f"{where.rpartition('.')[2]}.{function.__qualname__}")
    return names


@pytest.mark.long
def test_every_setting_of_many_is_known() -> None:
    """A new one must say here how it keeps what was said one by one."""
    known = {name.partition(",")[0] for name in CASES} | set(NOTHING_TO_LOSE) | READS
    assert takers_of_many() == known


@pytest.mark.parametrize("name", CASES)
def test_what_was_recorded_one_by_one_stays_until_it_was_shown_and_chosen(region: Region, name: str) -> None:
    case = CASES[name](region)
    case.record()
    before = case.stands()
    entries = len(region.store.own_entries)
    with pytest.raises(AskFirstError) as told:
        case.bulk(ASK)
    (standing,) = told.value.params["standing"]
    assert isinstance(standing, Standing)
    assert standing.key == case.key
    assert standing.who
    assert standing.stands != standing.becomes
    assert standing.who in sentence(told.value)
    assert (case.stands(), len(region.store.own_entries)) == (before, entries), "asking writes nothing"

    case.bulk(None)
    assert case.stands() == before
    wrote = case.fresh()
    assert len(region.store.own_entries) == entries + 1, "one entry for all"
    History(region.store).undo()
    assert case.fresh() != wrote
    assert case.stands() == before

    case.bulk(chosen([case.key]))
    assert case.stands() != before
    History(region.store).undo()
    assert case.stands() == before, "one undo for all"


def test_what_a_bulk_setting_put_there_may_be_set_again(region: Region) -> None:
    item, who = region.item(), [region.organisations[name] for name in MUNICIPALITIES]
    region.agenda.set_positions(item, who, Stance.AGREES)
    done = region.agenda.set_positions(item, who, Stance.DISSENTS, over=ASK)
    assert len(done.ids) == len(who)
    assert {row.stance for row in region.agenda.positions(item)} == {Stance.DISSENTS}


@pytest.mark.long
def test_all_municipalities_by_slash_line(region: Region) -> None:
    """A reservation was wiped by "alle gemeenten: akkoord", and who was absent got a position."""
    meeting = region.meeting(on=HELD)
    item = region.item(meeting)
    region.meetings.invite(meeting)
    lines = {row.organisation: row.id for row in region.meetings.attendance(meeting)}
    region.meetings.set_presence([lines["Anzegem"]], Presence.EXCUSED)
    region.meetings.set_presence([lines["Kortrijk"]], Presence.PRESENT)
    slash = Slash(region.store, Agenda(region.store).conclude)
    slash.apply(item, "/standpunt Kortrijk: akkoord met voorbehoud, zolang er geen budget is")
    with pytest.raises(AskFirstError) as asked:
        slash.apply(item, "/standpunt alle gemeenten: akkoord", ASK)
    assert [one.who for one in asked.value.params["standing"]] == ["Kortrijk"]
    assert asked.value.params["absent"] == ("Anzegem",)
    made = slash.apply(item, "/standpunt alle gemeenten: akkoord")
    assert [(row.organisation, row.stance) for row in region.agenda.positions(item)] == [
        ("Kortrijk", Stance.RESERVATION),
        ("Wevelgem", Stance.AGREES),
    ]
    assert made.text.startswith("Wevelgem: ")
    assert "Kortrijk" in made.warning
    assert "zolang er geen budget is" in made.warning
    assert "Anzegem" in made.warning
    nothing = slash.apply(item, "/standpunt Kortrijk en Anzegem: akkoord")
    assert nothing.ids == ()
    assert "Kortrijk" in nothing.warning


def test_who_has_no_seat_or_stepped_out_gets_no_position(region: Region) -> None:
    meeting = region.meeting(on=HELD)
    item = region.item(meeting)
    region.meetings.invite(meeting)
    lines = {row.organisation: row.id for row in region.meetings.attendance(meeting)}
    region.meetings.set_presence(lines.values(), Presence.PRESENT)
    region.meetings.set_away(item, {lines["Wevelgem"]})
    who = [region.organisations[name] for name in ("Kortrijk", "Wevelgem", "Team MOW")]
    done = region.agenda.set_positions(item, who, Stance.AGREES)
    assert done.targets == (region.organisations["Kortrijk"],)
    assert set(done.absent) == {"Wevelgem", "Team MOW"}


@pytest.mark.long
def test_taking_back_and_taking_away_show_what_goes(region: Region) -> None:
    item = region.item(region.meeting(on=HELD))
    cells = [(item, college) for college in region.colleges]
    region.feedback.answer(cells[:2], Answer.AGREES, TODAY, "vlot")
    with pytest.raises(AskFirstError) as told:
        region.feedback.take_back(cells, over=ASK)
    assert len(told.value.params["standing"]) == 2
    region.feedback.take_back(cells, over=chosen([cells[0]]))
    assert [_last(region, item, 1, "answer"), region.feedback.rounds(*cells[0])] == [Answer.AGREES, []]

    who = [region.organisations[name] for name in ("Kortrijk", "Wevelgem")]
    made = region.engagements.add({"what": "Borden plaatsen"}, who)
    share = next(one for one in region.engagements.row(made).partners if one.organisation == "Kortrijk")
    region.engagements.set_state(share.id, EngagementState.CONFIRMED)
    with pytest.raises(AskFirstError) as told:
        region.engagements.set_partners(made, [], over=ASK)
    assert [one.who for one in told.value.params["standing"]] == ["Kortrijk"]
    assert len(region.engagements.row(made).partners) == 2
    region.engagements.set_partners(made, [], over=EVERY)
    assert region.engagements.row(made).partners == ()


def test_an_earlier_reminder_takes_no_later_ones_place(region: Region) -> None:
    item = region.item(region.meeting(on=HELD))
    cells = [(item, college) for college in region.colleges]
    region.feedback.ask(cells, Question.POSITION)
    region.feedback.deliver(cells, HELD)
    region.feedback.remind([cells[0]], TODAY)
    assert region.feedback.remind(cells, EARLIER + timedelta(days=4)) == 2
    assert _last(region, item, 0, "reminded_on") == TODAY
