"""The agenda says what comes, to its participants only."""

from datetime import date, time
from uuid import uuid4

import pytest

from ibo_desk.data.tables import Attendance
from ibo_desk.documents.builders.agenda import build_agenda
from ibo_desk.documents.builders.agenda_version import says_the_same, with_version
from ibo_desk.documents.builders.minutes import build_minutes
from ibo_desk.documents.content_json import to_json
from ibo_desk.documents.render import render
from ibo_desk.documents.rich_text import as_text
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.sentence_keys import SentenceKey
from ibo_desk.services.agenda.agenda import RECORD_TYPES
from ibo_desk.services.agenda.versions import AgendaVersions
from ibo_desk.services.base.records import patch
from ibo_desk.services.meetings.meetings import MEETING
from ibo_desk.services.parties.bodies import RECORD_TYPES as BODY_KINDS
from tests.documents.builders.small_region import SECRET, SmallRegion
from tests.documents.make_docx import words


@pytest.mark.long
def test_title_block_and_items(region: SmallRegion, sources: Sources) -> None:
    agenda = build_agenda(sources, region.next_ibo)
    assert agenda.head.title == "Agenda"
    assert agenda.head.status == "Ontwerpagenda"
    assert agenda.head.sample == "Fictieve voorbeeldgegevens"
    assert {fact.label: fact.value for fact in agenda.head.facts} == {
        "Vergadering": "Interbestuurlijk overleg Zuid-West-Vlaanderen 2026-2",
        "Datum": "vrijdag 18 december 2026",
        "Uur": "vanaf 14:00",
        "Plaats": "Leiedal, Kortrijk",
        "Voorzitter": "Roos Rozenblad",
    }
    first, second = agenda.items
    assert (first.number, first.time, first.type) == ("1", "14:00", "afstemming")
    assert second.mark == "nagekomen punt"


def test_a_sent_agenda_is_no_draft(region: SmallRegion, sources: Sources) -> None:
    AgendaVersions(sources.store).send(region.next_ibo, "{}", "0" * 64, date(2026, 12, 1))
    assert build_agenda(sources, region.next_ibo).head.status == ""


def test_it_invites_until_when_and_whom(region: SmallRegion, sources: Sources) -> None:
    sources.meetings.invite(region.next_ibo)
    with region.store.write("antwoord") as work:
        patch(work, MEETING, region.next_ibo, None, {"reply_by": date(2026, 12, 11)})
        harelbeke = {"organisation_id": region.towns["Harelbeke"], "label": "Pier Pompoen, schepen"}
        work.add(Attendance(meeting_id=region.next_ibo, **harelbeke))
    agenda = build_agenda(sources, region.next_ibo)
    assert (
        agenda.invitation == "U bent uitgenodigd op de vergadering van het IBO op vrijdag 18 december 2026."
    )
    assert agenda.reply_by == "vrijdag 11 december 2026"
    assert as_text(agenda.practical) == (
        "Laat uiterlijk op 11 december 2026 aan het secretariaat van het IBO weten of u komt, en wie u vervangt als"
        " u niet kunt."
    )
    named = "Harelbeke (Pier Pompoen), Intercommunale Leiedal, Provincie West-Vlaanderen en Vlaamse overheid"
    assert agenda.invited == (f"Uitgenodigd: {named}",)
    ibo = sources.meetings.row(region.ibo).body_id
    sources.sentences.set_text(
        ibo, SentenceKey.INVITATION, "Graag nodigen wij u uit voor {overleg} van {datum}."
    )
    own = build_agenda(sources, region.next_ibo)
    assert own.invitation == "Graag nodigen wij u uit voor het IBO van vrijdag 18 december 2026."
    assert says_the_same(to_json(agenda), own), "who is invited and how makes no new version"
    sources.meetings.set_state(region.next_ibo, MeetingState.CANCELLED)
    off = build_agenda(sources, region.next_ibo)
    assert (off.invitation, off.reply_by, off.invited) == ("", "", ())
    assert not build_agenda(sources, region.vrr).invitation, "another secretariat invites to it"


def test_rich_text_attachments_and_asked(region: SmallRegion, sources: Sources) -> None:
    agenda = build_agenda(sources, region.ibo)
    item = agenda.items[1]
    assert item.title == "Fietsbrug & minder hinder: de fasering"
    assert item.asked == "De aandachtspunten bespreken."
    assert [block.kind for block in item.introduction] == ["paragraph", "bullet", "bullet", "bullet"]
    assert [(row.number, row.title) for row in item.attachments] == [
        ("2a", "Presentatie van de fasering"),
        ("2b", "Kaart"),
    ]
    assert as_text(agenda.reason) == "Afstemming is nodig over de fasering van de werken."


def test_an_item_of_the_secretariat_is_not_on_it(region: SmallRegion, sources: Sources) -> None:
    agenda = build_agenda(sources, region.ibo)
    assert [item.number for item in agenda.items] == ["1", "2", "3"]
    assert SECRET not in to_json(agenda)


def test_the_secretariat_sees_its_own_item(region: SmallRegion, sources: Sources) -> None:
    agenda = build_agenda(sources, region.ibo, Audience.SECRETARIAT)
    assert len(agenda.items) == 4
    assert agenda.head.audience == "Secretariaat"


def test_marks_of_preparation_only_where_the_body_prints_them(region: SmallRegion, sources: Sources) -> None:
    marked = build_agenda(sources, region.next_ibo).items[0].prepared
    assert marked == "Niet voorbereid door de Conferentie van Burgemeesters."
    body = sources.meetings.row(region.ibo).body_id
    with region.store.write("") as work:
        patch(work, BODY_KINDS["body"], body, None, {"prints_preparation": False})
    assert build_agenda(sources, region.next_ibo).items[0].prepared == ""


def test_an_agenda_of_another_secretariat_says_so(region: SmallRegion, sources: Sources) -> None:
    told = as_text(build_agenda(sources, region.vrr).practical)
    assert told == "Deze agenda is overgenomen van het secretariaat van de vergadering (Departement MOW)."


def test_another_hour_place_or_link_is_new_in_the_next_version(region: SmallRegion, sources: Sources) -> None:
    sent = to_json(build_agenda(sources, region.next_ibo))
    AgendaVersions(sources.store).send(region.next_ibo, sent, "0" * 64, date(2026, 12, 1))
    with sources.store.write("later") as work:
        values = {"starts_at": time(15), "place": "", "online": "https://x.example"}
        patch(work, MEETING, region.next_ibo, None, values)
    agenda = with_version(sources, build_agenda(sources, region.next_ibo), region.next_ibo)
    assert agenda.changes == (
        "Uur: vanaf 15:00, voordien vanaf 14:00",
        "nieuw: Online: https://x.example",
        "weggevallen: Plaats: Leiedal, Kortrijk",
    )


def test_a_written_procedure_has_one_day_to_answer_by_and_no_hours(
    region: SmallRegion, sources: Sources
) -> None:
    with sources.store.write("in writing") as work:
        values = {"written": True, "reply_by": date(2026, 12, 11)}
        patch(work, MEETING, region.next_ibo, None, values)
    agenda = build_agenda(sources, region.next_ibo)
    answers = [fact.value for fact in agenda.head.facts if fact.label == "Antwoord tegen"]
    assert (answers, agenda.reply_by) == (["vrijdag 18 december 2026"], "")
    assert {(item.time, item.minutes) for item in agenda.items} == {("", "")}


def test_an_unknown_meeting_is_refused(sources: Sources) -> None:
    with pytest.raises(NotFoundError):
        build_agenda(sources, uuid4())


def test_the_day_of_the_data_is_the_day_of_the_clock(region: SmallRegion, sources: Sources) -> None:
    head = build_agenda(sources, region.next_ibo).head
    assert date.fromisoformat(head.data_iso) == region.store.clock.today()
    assert head.data_date == "23 november 2026"


@pytest.mark.long
def test_a_sub_item_keeps_its_key_and_is_numbered_in_every_form(
    region: SmallRegion, sources: Sources
) -> None:
    before = build_agenda(sources, region.ibo)
    sources.agenda.set_sub(sources.agenda.items(region.ibo)[1].id, sub=True)
    after = build_agenda(sources, region.ibo)
    assert [(item.number, item.main) for item in after.items] == [("1", ""), ("1.1", "1"), ("2", "")]
    assert [item.key for item in after.items] == [item.key for item in before.items]
    assert [row.number for row in after.items[1].attachments] == ["1.1a", "1.1b"]
    for paper in (after, build_minutes(sources, region.ibo, Audience.PARTICIPANTS)):
        told = [
            render(paper, "html").decode(),
            render(paper, "txt").decode(),
            " ".join(words(render(paper, "docx"))),
        ]
        assert all("1.1. Fietsbrug" in one for one in told)
        assert render(paper, "pdf").startswith(b"%PDF")  # Typst refuses a heading that skips a level


def test_an_urgent_item_says_so_in_agenda_and_minutes(region: SmallRegion, sources: Sources) -> None:
    item = sources.agenda.items(region.ibo)[1]
    with sources.store.write("dringend") as work:
        patch(work, RECORD_TYPES["agenda_item"], item.id, None, {"urgent": True})
    assert build_agenda(sources, region.ibo).items[1].mark.startswith("dringend")
    assert build_minutes(sources, region.ibo).items[1].type.endswith(", dringend")
