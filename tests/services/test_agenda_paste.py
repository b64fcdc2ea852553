"""An agenda from a mail or from Word becomes items, as the body may treat them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from ibo_desk.data.tables import BodyPermission
from ibo_desk.domain.agenda_text import PastedItem, read_agenda
from ibo_desk.domain.bodies import ItemType, TransportLayer
from ibo_desk.domain.errors import InvalidValueError, LockedError, RuleError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.agenda.outcomes import PastedOutcomes
from ibo_desk.services.agenda.paste import AgendaPaste, Becomes
from ibo_desk.services.words import sentence
from tests.services.region import IBO_DAY, Region

MAIL = """Beste leden,

Agenda vervoerregioraad van 9 december 2026
Plaats: Kortrijk, 14u00

1.\tGoedkeuring verslag vorige vergadering (5')
2.\tKernnet: aanpassing lijn 81\t14:05 – 14:25\tter advies
   - nota De Lijn
   - kaart
3) Aanvullend net Leiestreek (20 min) - ter beslissing
4. Fietssnelweg langs de Leie – ter beslissing
5. Regionaal Mobiliteitsplan: stand van zaken, ter info
6. Varia

Met vriendelijke groeten
Het secretariaat"""
HOURS = """14u00 – 14u10 Welkom
14u10 Treinaanbod 2027 - ter kennisname
14u40 GIP 2027-2029: ter bespreking
15.10 uur Rondvraag"""


def test_a_numbered_agenda_in_a_mail() -> None:
    assert list(read_agenda(MAIL).items) == [
        PastedItem("1", "Goedkeuring verslag vorige vergadering", ItemType.MINUTES_APPROVAL, minutes=5),
        PastedItem(
            "2",
            "Kernnet: aanpassing lijn 81",
            ItemType.ADVICE,
            TransportLayer.CORE,
            time(14, 5),
            20,
            "- nota De Lijn\n- kaart",
        ),
        PastedItem(
            "3", "Aanvullend net Leiestreek", ItemType.DECISION, TransportLayer.SUPPLEMENTARY, None, 20
        ),
        PastedItem("4", "Fietssnelweg langs de Leie", ItemType.DECISION),
        PastedItem(
            "5",
            "Regionaal Mobiliteitsplan: stand van zaken",
            ItemType.INFORMATION,
            TransportLayer.MOBILITY_PLAN,
        ),
        PastedItem("6", "Varia", ItemType.ANY_OTHER_BUSINESS),
    ]


def test_an_agenda_with_hours_only() -> None:
    read = read_agenda(HOURS).items
    assert [(item.title, item.item_type, item.starts, item.minutes) for item in read] == [
        ("Welkom", None, time(14, 0), 10),
        ("Treinaanbod 2027", ItemType.INFORMATION, time(14, 10), 30),
        ("GIP 2027-2029", ItemType.DISCUSSION, time(14, 40), 30),
        ("Rondvraag", ItemType.ANY_OTHER_BUSINESS, time(15, 10), None),
    ]
    assert [item.transport_layer for item in read[1:3]] == [TransportLayer.RAIL, TransportLayer.GIP]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Agenda:\n- Deelfietsen Kortrijk\n• Rondvraag", ["Deelfietsen Kortrijk", "Rondvraag"]),
        ("1. Raming 12.500 euro voor 2027", ["Raming 12.500 euro voor 2027"]),
        ("Punt 1: Opvolging engagementen", ["Opvolging engagementen"]),
        ("1.1 - Halte Leie\n1.2 - Halte Schelde", ["Halte Leie", "Halte Schelde"]),
        ("1.\u00a0Project 2030 in 12 stappen", ["Project 2030 in 12 stappen"]),
        ("1/ Vervoersarmoede\n2/ Varia", ["Vervoersarmoede", "Varia"]),
        ("Met vriendelijke groeten", []),
        (" \n\n", []),
    ],
)
def test_titles(text: str, titles: list[str]) -> None:
    assert [item.title for item in read_agenda(text).items] == titles


@pytest.mark.parametrize(
    ("line", "title", "kind"),
    [
        ("1. Treinnet 2028 (advies)", "Treinnet 2028", ItemType.ADVICE),
        ("1. Fietsbrug (beslissing)", "Fietsbrug", ItemType.DECISION),
        ("1. Fietsbrug [Advies]", "Fietsbrug", ItemType.ADVICE),
        ("1. Fietsbrug ( info ) 10 min", "Fietsbrug", ItemType.INFORMATION),
        ("1. Fietsbrug (ter bespreking)", "Fietsbrug", ItemType.DISCUSSION),
        (
            "1. Verslag vorige vergadering (goedkeuring)",
            "Verslag vorige vergadering",
            ItemType.MINUTES_APPROVAL,
        ),
        ("1. Fietsbrug (fase 2)", "Fietsbrug (fase 2)", None),
        ("1. Beslissing over de fietsbrug", "Beslissing over de fietsbrug", None),
    ],
)
def test_a_type_between_brackets(line: str, title: str, kind: ItemType | None) -> None:
    (item,) = read_agenda(line).items
    assert (item.title, item.item_type) == (title, kind)


def test_a_body_without_any_permission_is_told(region: Region) -> None:
    paste = AgendaPaste(region.store)
    meeting = region.meeting()
    with region.store.write("niets vastgelegd") as work:
        for one in work.session.exec(
            select(BodyPermission).where(BodyPermission.body_id == region.bodies["IBO"])
        ):
            work.delete(one)
    for read in (paste.preview, paste.paste):
        with pytest.raises(RuleError) as refused:
            read(meeting, read_agenda("1. Fietsbrug (advies)"))
        assert refused.value.code == "body_may_not_treat"
        assert sentence(refused.value).startswith("IBO Proefstreek behandelt geen punt van het type “advies”")


@pytest.mark.long
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for item in read_agenda(text).items:
        assert item.title
        assert len(item.title) <= 300
        assert item.minutes is None or 0 <= item.minutes <= 1440


def test_pasting_for_a_body_with_its_own_secretariat(region: Region) -> None:
    paste = AgendaPaste(region.store)
    waiting = region.topics.add(
        {"title": "Kernnet: aanpassing lijn 81", "transport_layer": TransportLayer.CORE}
    )
    meeting = region.meeting("VRR")
    entries = len(region.store.own_entries)
    rows = paste.preview(meeting, read_agenda(MAIL))
    assert [(row.item_type, row.there, bool(row.remark)) for row in rows] == [
        (ItemType.MINUTES_APPROVAL, False, False),
        (ItemType.ADVICE, False, False),
        (ItemType.DECISION, False, False),
        (ItemType.ADVICE, False, True),
        (ItemType.INFORMATION, False, False),
        (ItemType.ANY_OTHER_BUSINESS, False, False),
    ]
    assert rows[1].record
    assert (rows[1].becomes, rows[1].record.record_id) == (Becomes.TOPIC, waiting)
    assert "VRR" in rows[3].remark
    assert len(paste.paste(meeting, read_agenda(MAIL))) == 6
    assert len(region.store.own_entries) == entries + 1
    items = region.agenda.items(meeting)
    assert [item.title for item in items] == [row.item.title for row in rows]
    assert (items[1].topic_id, items[1].introduction) == (waiting, "- nota De Lijn\n- kaart")
    assert items[0].topic_id is None
    assert paste.paste(meeting, read_agenda(MAIL)) == []
    assert all(row.there for row in paste.preview(meeting, read_agenda(MAIL)))


def test_text_without_an_agenda_and_a_locked_meeting(region: Region) -> None:
    paste = AgendaPaste(region.store)
    meeting = region.meeting("VRR")
    with pytest.raises(InvalidValueError) as nothing:
        paste.paste(meeting, read_agenda("Met vriendelijke groeten"))
    assert nothing.value.code == "no_agenda_in_text"
    region.meetings.set_state(meeting, MeetingState.HELD)
    region.meetings.lock(meeting, "{}", "h", IBO_DAY)
    with pytest.raises(LockedError):
        paste.paste(meeting, read_agenda(MAIL))


def test_deeper_numbers_become_sub_items(region: Region) -> None:
    text = "1. Fiets\n2. Bus\n2.1 Lijn 81\n2.b. Halte Leie\n3. Varia"
    assert [(item.title, item.sub) for item in read_agenda(text).items] == [
        ("Fiets", False),
        ("Bus", False),
        ("Lijn 81", True),
        ("Halte Leie", True),
        ("Varia", False),
    ]
    assert not any(item.sub for item in read_agenda("1.1 Halte Leie\n1.2 Halte Schelde").items)
    meeting = region.meeting("VRR")
    AgendaPaste(region.store).paste(meeting, read_agenda(text))
    assert [row.number for row in region.agenda.items(meeting)] == ["1", "2", "2.1", "2.2", "3"]
    other = region.meeting("VRR", date(2027, 1, 8))
    region.item(other, title="Bus")
    AgendaPaste(region.store).paste(other, read_agenda(text))
    assert [(row.number, row.title) for row in region.agenda.items(other)] == [
        ("1", "Bus"),
        ("1.1", "Lijn 81"),
        ("1.2", "Halte Leie"),
        ("2", "Fiets"),
        ("3", "Varia"),
    ], "what belongs under an item that was there goes under it"


def test_outcomes_of_received_minutes_are_noted_where_none_stands(region: Region) -> None:
    meeting = region.meeting("VRR")
    paste, outcomes = AgendaPaste(region.store), PastedOutcomes(region.store)
    paste.paste(meeting, read_agenda(MAIL))
    items = region.agenda.items(meeting)
    region.agenda.conclude(items[3].id, "Gunstig advies.")
    minutes = read_agenda(
        "Verslag VRR\n1. Goedkeuring verslag\nGeen opmerkingen.\n"
        "2. Aanpassing lijn 81 (kernnet)\nDe Lijn licht toe.\nAdvies: de raad adviseert gunstig,\nmits een halte.\n"
        "4. Fietssnelweg langs de Leie\nBesluit: iets anders.\n6. Varia\n"
    )
    rows = outcomes.preview(meeting, minutes)
    assert [(row.text, row.fresh) for row in rows] == [
        ("Geen opmerkingen.", True),
        ("de raad adviseert gunstig,\n\nmits een halte.", True),
        ("", False),
        ("iets anders.", False),
        ("", False),
        ("", False),
    ]
    entries = len(region.store.own_entries)
    assert outcomes.record(meeting, {row.item_id: row.text for row in rows if row.text}) == 2
    assert len(region.store.own_entries) == entries + 1
    after = region.agenda.items(meeting)
    assert after[1].treatment is Treatment.TREATED
    assert after[3].conclusion == "Gunstig advies.", "what stands is kept"
    with pytest.raises(InvalidValueError):
        outcomes.record(meeting, {after[1].id: "nog eens"})
