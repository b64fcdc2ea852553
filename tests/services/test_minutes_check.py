"""The check before submitting finds what is missing, and says where."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from ibo_desk.domain.bodies import ItemType, Outcome, TransportLayer
from ibo_desk.domain.deciding_words import names_a_decision
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.minutes_check import Finding
from ibo_desk.domain.organisations import Presence
from ibo_desk.domain.topics import Stance
from ibo_desk.services.minutes.check import FindingRow, MinutesCheck
from ibo_desk.services.minutes.minutes import Minutes
from tests.services.region import Region

DAY = date(2026, 11, 13)


def check(region: Region, meeting: UUID) -> list[FindingRow]:
    return MinutesCheck(region.store).findings(meeting)


def codes(region: Region, meeting: UUID) -> list[Finding]:
    return [row.code for row in check(region, meeting)]


def tidy(region: Region, body: str = "IBO") -> UUID:
    """A held meeting of which nothing is to be said."""
    meeting = region.meeting(body, DAY, ["Ann Fictief"], secretary="Bert Fictief")
    region.agenda.conclude(region.item(meeting), "De partners onderschrijven de fasering.")
    lines = region.meetings.invite(meeting)
    region.meetings.set_presence(lines, Presence.PRESENT)
    region.meetings.set_state(meeting, MeetingState.HELD)
    return meeting


def test_of_tidy_minutes_nothing_is_said(region: Region) -> None:
    assert codes(region, tidy(region)) == []


def test_an_empty_meeting(region: Region) -> None:
    meeting = region.meeting()
    rows = check(region, meeting)
    assert [row.code for row in rows] == [
        Finding.MEETING_NOT_HELD, Finding.NO_CHAIR, Finding.NO_SECRETARY, Finding.NO_ITEMS, Finding.NOBODY_LISTED,
    ]  # fmt: skip
    assert {(row.kind, row.id) for row in rows} == {("meeting", meeting)}
    with pytest.raises(NotFoundError):
        check(region, UUID(int=3))


def test_a_chair_who_was_not_there(region: Region) -> None:
    meeting = tidy(region)
    line = next(row for row in region.meetings.attendance(meeting) if row.label.startswith("Ann Fictief"))
    region.meetings.set_presence([line.id], Presence.EXCUSED)
    assert [row.text for row in check(region, meeting)] == [
        "Ann Fictief staat als voorzitter, maar was niet aanwezig."
    ]


def test_who_was_excused_may_answer_a_written_procedure(region: Region) -> None:
    meeting = tidy(region)
    item = region.agenda.items(meeting)[0].id
    lines = {row.organisation: row.id for row in region.meetings.attendance(meeting)}
    region.meetings.set_presence([lines["Anzegem"]], Presence.EXCUSED)
    region.records.patch("meeting", meeting, None, {"written": True})
    anzegem = region.organisations["Anzegem"]
    done = region.agenda.set_positions(item, [anzegem], Stance.AGREES, "")
    assert [row.organisation for row in region.agenda.positions(item)] == ["Anzegem"]
    assert done.absent == ()
    assert Finding.POSITION_OF_ABSENT not in codes(region, meeting)


def test_a_partner_who_is_neither_present_nor_excused(region: Region) -> None:
    meeting = tidy(region)
    lines = {row.organisation: row.id for row in region.meetings.attendance(meeting)}
    region.meetings.set_presence([lines["Kortrijk"]], Presence.UNKNOWN)
    region.meetings.set_presence([lines["Anzegem"]], Presence.REPLACED)
    region.records.delete("attendance", lines["Leiedal"])
    assert [(row.code, row.kind, row.id, row.text) for row in check(region, meeting)] == [
        (
            Finding.MEMBER_NOT_LISTED,
            "organisation",
            region.organisations["Leiedal"],
            "Leiedal is lid, maar staat niet op de aanwezigheidslijst.",
        ),
        (
            Finding.REPLACED_BY_NOBODY,
            "attendance",
            lines["Anzegem"],
            "Anzegem werd vervangen, maar er staat niet door wie.",
        ),
        (
            Finding.PRESENCE_UNKNOWN,
            "attendance",
            lines["Kortrijk"],
            "Kortrijk is niet aanwezig, niet verontschuldigd en niet afwezig gemeld.",
        ),
    ]


@pytest.mark.long
def test_items_engagements_positions_and_referrals(region: Region) -> None:
    meeting = tidy(region)
    item = region.item(meeting, title="Tweede", discussion="Gesprek\n/engagement Kortrijk: x")
    anzegem = region.organisations["Anzegem"]
    line = next(row.id for row in region.meetings.attendance(meeting) if row.organisation_id == anzegem)
    region.meetings.set_presence([line], Presence.EXCUSED)
    position = region.agenda.set_position(item, anzegem, Stance.RESERVATION)
    undated = region.engagements.add({"what": "Advies", "item_id": item}, [anzegem])
    nobody = region.engagements.add({"what": "Raming", "item_id": item, "due_phrase": "eind januari"}, [])
    wordless = region.engagements.add({"what": "", "item_id": item, "due_phrase": "eind mei"}, [anzegem])
    region.agenda.refer(item, "Akkoord?", [region.bodies["GR Kortrijk"]])
    target = region.agenda.referrals(item)[0].id
    rows = check(region, meeting)
    assert [(row.code, row.kind, row.id, row.item_id) for row in rows] == [
        (Finding.ITEM_OPEN, "agenda_item", item, item),
        (Finding.SLASH_LINE_LEFT, "agenda_item", item, item),
        (Finding.POSITION_UNEXPLAINED, "position", position, item),
        (Finding.POSITION_OF_ABSENT, "position", position, item),
        (Finding.ENGAGEMENT_WITHOUT_PARTNER, "engagement", nobody, item),
        (Finding.ENGAGEMENT_WITHOUT_WORDS, "engagement", wordless, item),
        (Finding.ENGAGEMENT_WITHOUT_DUE, "engagement", undated, item),
        (Finding.REFERRAL_WITHOUT_DAY, "referral_target", target, item),
    ]
    assert rows[0].text == "Punt 2 “Tweede” heeft geen conclusie en werd niet uitgesteld."


def test_a_conclusion_that_reads_as_a_decision(region: Region) -> None:
    meeting = tidy(region)
    item = region.agenda.items(meeting)[0].id
    region.agenda.conclude(item, "Het IBO beslist om de brug te bouwen.")
    assert [(row.code, row.id) for row in check(region, meeting)] == [(Finding.CONCLUSION_DECIDES, item)]
    region.records.patch("agenda_item", item, None, {"conclusion": ""})
    assert codes(region, meeting) == [Finding.CONCLUSION_EMPTY]


def test_a_body_that_decides_may_say_so(region: Region) -> None:
    meeting = tidy(region, "VRR")
    net = {"item_type": ItemType.DECISION, "transport_layer": TransportLayer.SUPPLEMENTARY}
    item = region.item(meeting, title="Net", **net)
    region.agenda.conclude(item, "De raad beslist het net vast te stellen.")
    assert region.agenda.item(item).outcome is Outcome.DECIDED
    assert codes(region, meeting) == []


def test_remarks_that_were_not_dealt_with(region: Region) -> None:
    meeting = tidy(region)
    minutes = Minutes(region.store)
    version = minutes.draft(meeting, "{}", "h")
    remark = minutes.remark(version, region.organisations["Kortrijk"], "Punt 1")
    assert [(row.code, row.kind, row.id) for row in check(region, meeting)] == [
        (Finding.REMARK_OPEN, "minutes_remark", remark)
    ]
    minutes.deal_with(remark, "Aangepast")
    assert codes(region, meeting) == []


@pytest.mark.parametrize(
    "text",
    [
        "Het IBO beslist om de fietsbrug te bouwen.",
        "De partners zijn het eens. Er wordt beslist dat de brug er komt.",
        "De partners besluiten de werken te starten.",
        "De vergadering keurt het voorstel goed.",
        "Besluit: de brug komt er.",
        "Het plan wordt goedgekeurd.",
    ],
)
def test_words_that_decide(text: str) -> None:
    assert names_a_decision(text) != ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "De partners onderschrijven de fasering.",
        "Het IBO beslist niet; het dossier wordt voorgelegd.",
        "De fasering wordt voorgelegd aan de dertien gemeenteraden, die elk beslissen.",
        "De Vlaamse Regering besliste in juni over het budget.",
        "De partners nemen kennis van het besluit van het college.",
        "De beslissing ligt bij de bevoegde besturen.",
        "De partners nemen kennis van de besluiten uit 2025.",
    ],
)
def test_words_that_do_not(text: str) -> None:
    assert names_a_decision(text) == ""


def test_the_example_never_reads_as_a_decision() -> None:
    import tomllib

    for name in ("ibo", "cvb", "projectteam"):
        path = Path(__file__).parents[2] / "resources" / "example" / f"{name}.toml"
        for meeting in tomllib.loads(path.read_text(encoding="utf-8"))["meeting"]:
            for item in meeting.get("item", []):
                if item["item_type"] != "minutes_approval":
                    assert names_a_decision(item.get("conclusion", "")) == "", item["key"]


def test_a_discussion_that_reads_as_a_decision(region: Region) -> None:
    meeting = tidy(region)
    item = region.agenda.items(meeting)[0].id
    said = "Het IBO keurt het plan goed.\n\nDe gemeenteraad van Kortrijk keurde het in mei goed."
    region.records.patch("agenda_item", item, None, {"discussion": said})
    (row,) = check(region, meeting)
    assert (row.code, row.id) == (Finding.DISCUSSION_DECIDES, item)
    assert "“Het IBO keurt het plan goed.”" in row.text


def test_the_heading_of_items_that_were_dealt_with_is_not_open(region: Region) -> None:
    meeting = tidy(region)
    heading = region.item(meeting, title="Leievallei")
    below = region.item(meeting, title="Water")
    region.agenda.set_sub(below, sub=True)
    assert [row.item_id for row in check(region, meeting) if row.code is Finding.ITEM_OPEN] == [
        heading,
        below,
    ]
    region.agenda.conclude(below, "De partners nemen kennis.")
    assert check(region, meeting) == []
