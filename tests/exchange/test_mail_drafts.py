"""Drafts that another mail program reads; who they go to, what they say, and what is kept of them."""

from datetime import date, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from uuid import UUID

import pytest

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.deadlines import DayKind
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.feedback import Answer
from ibo_desk.exchange.draft_files import write_drafts
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.mail_drafts import MailDrafts
from ibo_desk.services.feedback.choosing import Occasion
from tests.exchange.loop_region import Loop

TODAY = date(2026, 11, 23)


@pytest.fixture
def region(looped: Loop) -> Loop:
    return looped


def opened(data: bytes) -> EmailMessage:
    found = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(found, EmailMessage)
    return found


@pytest.mark.long
def test_mailbox_contact_and_todays_delegates(region: Loop) -> None:
    found = MailDrafts(region.app.store).recipients(region.colleges["Kortrijk"])
    assert [(one.email, one.copy) for one in found] == [
        ("regio@kortrijk.example", False),
        ("wannes@kortrijk.example", False),
        ("roos@kortrijk.example", True),
    ]


def test_a_note_mail_opens_elsewhere_with_its_attachment(region: Loop, tmp_path: Path) -> None:
    note = tmp_path / "nota kortrijk é.pdf"
    note.write_bytes(b"%PDF-1.7 proef")
    (draft,) = MailDrafts(region.app.store).notes(
        region.meeting, {region.colleges["Kortrijk"]: [note]}, reply_sheets=True
    )
    (path,) = write_drafts([draft], tmp_path / "mails")
    assert path.name == "kortrijk-voorbereidende-nota-ibo-2026-1.eml"
    message = opened(path.read_bytes())
    assert message["Subject"] == (
        "Kortrijk: voorbereidende nota IBO 2026-1 van 11 december 2026, antwoord gevraagd"
    )
    assert message["X-Unsent"] == "1"
    assert [one.addr_spec for one in message["To"].addresses] == [
        "regio@kortrijk.example",
        "wannes@kortrijk.example",
    ]
    assert [one.display_name for one in message["Cc"].addresses] == ["Roos Rozenblad"]
    body = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert body.split("\n")[:5] == [
        "GEVRAAGD AAN HET COLLEGE VAN KORTRIJK",
        "1. Fietsbrug: =fasering (IBO 2026-1): standpunt",
        "   Vraag: Wat vindt het college?",
        "   Uiterlijk op het college van: kalender van het college niet gekend",
        "   Nota binnen tegen: niet bekend",
    ]
    assert "2. Mobiliteitsplan (IBO 2026-1): mandaat\n" in body
    assert "Roos Rozenblad" in body
    assert "antwoordblad" in body
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == (note.name, "application/pdf")
    assert attached.get_content() == b"%PDF-1.7 proef"


@pytest.mark.long
def test_a_mail_tells_nothing_of_another_college_nor_of_the_secretariat(region: Loop) -> None:
    region.app.feedback.answer(
        [(region.bridge, region.colleges["Menen"])], Answer.DOES_NOT_AGREE, TODAY, "Qmenenq"
    )
    region.app.records.patch("agenda_item", region.plan, None, {"audience": Audience.SECRETARIAT})
    drafts = MailDrafts(region.app.store)
    region.app.feedback.deliver([(region.bridge, region.colleges["Kortrijk"])], TODAY)
    made = [
        *drafts.notes(region.meeting, {region.colleges["Kortrijk"]: []}),
        *drafts.reminders(),
        *drafts.papers("Maandoverzicht november 2026", {region.colleges["Kortrijk"]: []}),
    ]
    assert len(made) == 3
    for draft in made:
        whole = opened(draft.data).as_string() + draft.text
        for word in ("Qmenenq", "Menen", "Mobiliteitsplan"):
            assert word not in whole


@pytest.mark.long
def test_nobody_to_write_to_is_told(region: Loop) -> None:
    (draft,) = MailDrafts(region.app.store).notes(region.meeting, {region.colleges["Menen"]: []})
    assert draft.recipients == ()
    assert draft.problem.startswith("Er is geen adres van Menen bekend")
    assert opened(draft.data)["To"] is None


@pytest.mark.long
def test_what_was_sent_is_kept_and_only_then(region: Loop) -> None:
    kortrijk = region.colleges["Kortrijk"]
    drafts = MailDrafts(region.app.store)
    notes = drafts.notes(region.meeting, {kortrijk: []})
    assert region.app.feedback.rounds(region.bridge, kortrijk)[0].delivered_on is None
    region.app.issuing.deliver(notes[0].cells, TODAY)
    rows = [region.app.feedback.rounds(item, kortrijk)[0] for item in (region.bridge, region.plan)]
    assert [row.delivered_on for row in rows] == [TODAY, TODAY]
    assert [row.known for row in region.app.sent.of_college(kortrijk)] == [True]
    reminders = drafts.reminders([kortrijk])
    assert "Nota bezorgd op: 23 november 2026" in reminders[0].text
    assert "Antwoord gevraagd tegen: 7 december 2026" in reminders[0].text
    drafts.sent(reminders, TODAY)
    assert region.app.feedback.rounds(region.plan, kortrijk)[0].reminded_on == TODAY
    assert region.app.history.entries()[0].label == "CBS Kortrijk herinnerd"


@pytest.mark.long
def test_no_reminder_where_nothing_waits(region: Loop) -> None:
    assert MailDrafts(region.app.store).reminders() == [], "no note was delivered yet"


def test_strange_names_and_addresses_do_no_harm(region: Loop) -> None:
    values = {"name": 'An "de" <Bc: x@y.example>\r\nBcc: z@y.example', "email": "an@kortrijk.example"}
    person = region.app.records.add("person", values)
    for email, capacity in (
        ("an@kortrijk.example", "contact"),
        ("geen adres\r\nBcc: q@q.example", "contact"),
    ):
        region.app.records.patch("person", person, None, {"email": email})
        region.app.records.add(
            "mandate",
            {"person_id": person, "organisation_id": region.towns["Deerlijk"], "capacity": capacity},
        )
        (draft,) = MailDrafts(region.app.store).papers("Overzicht", {region.colleges["Deerlijk"]: []})
        message = opened(draft.data)
        assert message["Bcc"] is None
        assert len(draft.recipients) == (1 if "geen" not in email else 0)


def test_a_lost_attachment_is_told(region: Loop, tmp_path: Path) -> None:
    with pytest.raises(ListError) as caught:
        MailDrafts(region.app.store).papers("Nota", {region.colleges["Menen"]: [tmp_path / "weg.pdf"]})
    assert caught.value.code == "attachment_unreadable"


PERIOD = (date(2026, 12, 1), date(2026, 12, 11))
MONDAY = 0


def test_a_day_that_is_chosen_is_told_to_each_college_with_its_own_days(region: Loop) -> None:
    app = region.app
    app.bodies.set_calendar(region.colleges["Kortrijk"], MONDAY, 4)
    app.bodies.set_calendar(region.colleges["Menen"], MONDAY, 14)
    ibo = app.meetings.row(region.meeting).body_id
    choice = app.choosing.days(Occasion(DayKind.MEETING, ibo), *PERIOD)
    drafts = {draft.municipality: draft for draft in app.mail_drafts.days(choice, date(2026, 12, 2))}
    assert len(drafts) == 13
    kortrijk = drafts["Kortrijk"]
    assert kortrijk.subject == "Kortrijk: IBO op 2 december 2026, college uiterlijk op 30 november 2026"
    assert kortrijk.text.startswith(
        "VOOR HET COLLEGE VAN KORTRIJK\n"
        "Op 2 december 2026 komt IBO samen.\n"
        "   Uiterlijk op het college van: 30 november 2026\n"
        "   Nota binnen tegen: 26 november 2026\n"
    )
    assert "Roos Rozenblad" in kortrijk.text
    assert kortrijk.file_name == "kortrijk-gekozen-dag-ibo-2026-12-02.eml"
    assert [one.email for one in kortrijk.recipients if one.copy] == ["roos@kortrijk.example"]
    assert "geen zitting van het college van Menen meer" in drafts["Menen"].text
    assert "zittingsdagen van het college van Avelgem kennen we niet" in drafts["Avelgem"].text


def test_a_day_for_an_item_names_it_and_asks_nothing_more_of_who_answered(region: Loop) -> None:
    app = region.app
    app.feedback.answer([(region.bridge, region.colleges["Menen"])], Answer.AGREES, TODAY)
    choice = app.choosing.days(Occasion(DayKind.CONCLUSION, region.bridge), *PERIOD)
    drafts = {draft.municipality: draft for draft in app.mail_drafts.days(choice, date(2026, 12, 2))}
    assert "een conclusie verwacht over: Fietsbrug: =fasering (IBO 2026-1)." in drafts["Kortrijk"].text
    assert "Het college van Menen hoeft hiervoor niets meer te doen." in drafts["Menen"].text


def test_no_mail_tells_of_an_item_that_colleges_may_not_read(region: Loop) -> None:
    region.app.records.patch("agenda_item", region.bridge, None, {"audience": Audience.SECRETARIAT})
    choice = region.app.choosing.days(Occasion(DayKind.CONCLUSION, region.bridge), *PERIOD)
    with pytest.raises(RuleError, match="item_not_for_colleges"):
        region.app.mail_drafts.days(choice, date(2026, 12, 2))


def alderman(region: Loop, **portfolio: list[UUID]) -> UUID:
    """Somebody of the college of Kortrijk who sits in no body of the region, with this portfolio."""
    app, town = region.app, region.towns["Kortrijk"]
    values = {"name": "Ada Akkerwinde", "email": "ada@kortrijk.example", "organisation_id": town}
    mandate = app.records.add(
        "mandate",
        {
            "person_id": app.records.add("person", values),
            "organisation_id": town,
            "body_id": region.colleges["Kortrijk"],
            "function": "schepen van mobiliteit",
        },
    )
    app.portfolios.set(mandate, portfolio.get("lines", []), portfolio.get("bodies", []))
    return mandate


def copies(region: Loop) -> list[str]:
    (draft,) = MailDrafts(region.app.store).notes(region.meeting, {region.colleges["Kortrijk"]: []})
    return [whom.email for whom in draft.recipients if whom.copy]


@pytest.mark.long
def test_whose_field_it_is_hears_without_a_seat(region: Loop) -> None:
    app = region.app
    line, other = [row.id for row in app.actions.lines()][:2]
    (item,) = [row for row in app.agenda.items(region.meeting) if row.id == region.bridge]
    app.topics.set_lines(item.topic_id, [line])
    mandate = alderman(region, lines=[other])
    assert copies(region) == ["roos@kortrijk.example"], "another field"
    app.portfolios.set(mandate, [line], [])
    assert copies(region) == ["roos@kortrijk.example", "ada@kortrijk.example"]
    (draft,) = MailDrafts(app.store).notes(region.meeting, {region.colleges["Kortrijk"]: []})
    name = app.actions.lines()[0].name
    assert f"In kopie, want hun bevoegdheid: Ada Akkerwinde ({name})" in draft.text
    app.portfolios.set(mandate, [], [item.body_id])
    assert copies(region) == ["roos@kortrijk.example", "ada@kortrijk.example"], "all that the body treats"
    app.mandates.end([mandate], TODAY - timedelta(days=1))
    assert copies(region) == ["roos@kortrijk.example"], "mandates of today"


def test_an_alderman_gets_reminders_of_their_own_field_alone(region: Loop) -> None:
    app, kortrijk = region.app, region.colleges["Kortrijk"]
    item = next(row for row in app.agenda.items(region.meeting) if row.id == region.plan)
    alderman(region, bodies=[item.body_id])
    app.feedback.deliver([(region.bridge, kortrijk)], TODAY)
    (draft,) = MailDrafts(app.store).reminders([kortrijk])
    assert "ada@kortrijk.example" in {whom.email for whom in draft.recipients}
    (paper,) = MailDrafts(app.store).papers("Overzicht", {kortrijk: []})
    assert "ada@kortrijk.example" not in {whom.email for whom in paper.recipients}
